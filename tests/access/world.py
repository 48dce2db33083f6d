"""The worked case with records of one commune only, of the other one, and of the State's side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.test import Client

from haicap.domain.cases.models import Persona
from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.followups.models import Sheet
from haicap.domain.indicators.models import Figure, Report
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.actions import appoint
from haicap.domain.recommendations.models import Answer, Recommendation
from haicap.domain.tasks.models import Contribution, Draft, Evidence, Task
from haicap.foundation.accounts.models import User

from . import records
from .people import ADMINISTRATOR, ANONYMOUS, NEIGHBOUR, OFFICER, PERSONAS, STATE_CLERK
from .records import AGAIN, HOUSE, TOGETHER, Named, Side, named, unit, words
from .visible import VISIBLE

KINDS: Mapping[str, type[Model]] = {
    "session": Session,
    "conclusion": Conclusion,
    "item": Item,
    "notice": Notice,
    "task": Task,
    "evidence": Evidence,
    "contribution": Contribution,
    "draft": Draft,
    "recommendation": Recommendation,
    "answer": Answer,
    "report": Report,
    "figure": Figure,
    "sheet": Sheet,
}
KIND_OF = {model: kind for kind, model in KINDS.items()}
NO_SUCH = 999_999_999


@dataclass
class World:
    """Everybody with a browser of their own, and every record by its name."""

    users: Mapping[str, User]
    browsers: Mapping[str, Client]
    records: Named

    def one(self, name: str) -> Model:
        (record,) = self.records[name]
        return record

    def of_kind(self, kind: str) -> Iterator[tuple[str, Model]]:
        for name, each in self.records.items():
            yield from ((name, one) for one in each if isinstance(one, KINDS[kind]))

    def seen_by(self, person: str, kind: str) -> set[Model]:
        """What the table says this person sees of a kind."""
        return {one for name, one in self.of_kind(kind) if person in VISIBLE[name]}


def build() -> World:
    users = _users()
    made = {**_of_the_case(), **_made(users)}
    browsers = {ANONYMOUS: Client(headers={"accept-language": "en"})}
    for person, user in users.items():
        browsers[person] = Client(headers={"accept-language": "en"})
        browsers[person].force_login(user, "django.contrib.auth.backends.ModelBackend")
    return World(users, browsers, made)


def _users() -> dict[str, User]:
    users = {code: Persona.objects.get(code=code).user for code in PERSONAS}
    clerk = User.objects.create_user("clerk.vpub", None, name="Văn thư Văn phòng UBND tỉnh")
    appoint(unit("20.vpub"), actor=HOUSE, kind="clerk", title="Văn thư", user=clerk)
    runs_it = User.objects.create_user("administrator", None, name="Quản trị hệ thống")
    appoint(unit("20"), actor=HOUSE, kind="administrator", title="Quản trị hệ thống", user=runs_it)
    return {**users, STATE_CLERK: clerk, ADMINISTRATOR: runs_it}


def _made(users: Mapping[str, User]) -> Named:
    party, party_office = unit("20.tinh-uy"), unit("20.vptu")
    committee, office = unit("20.ubnd"), unit("20.vpub")
    loc_binh, mau_son, na_duong = unit("06529"), unit("06541"), unit("06526")
    made = _third(Side("third", na_duong, party, party_office), committee)
    earlier = made["third conclusion"][0]
    sides = [
        Side("own", loc_binh, party, party_office, reporter=users[OFFICER]),
        Side("other", mau_son, party, party_office, reporter=users[NEIGHBOUR]),
    ]
    for number, side in enumerate(sides):
        made |= _party_side(side, number, earlier)
    made |= _state_side(Side("state", mau_son, committee, office, AGAIN))
    records.answer_at(made["other session"][0], made["state recommendation"][0])
    records.respond(made["third item"][0], made["own recommendation"][0])
    records.respond(made["own item"][0], made["own answered recommendation"][0])
    records.respond(made["other item"][0], made["other answered recommendation"][0])
    made["answer elsewhere"] = tuple(Answer.objects.filter(text=words("answer elsewhere")))
    return made | _shared(Side("shared", loc_binh, party, party_office), [loc_binh, mau_son])


def _party_side(side: Side, number: int, earlier: Model) -> Named:
    group, department = unit("20.to-cong-tac-4"), unit("20.so-tai-chinh")
    made = records.meet(side, group)
    session = made[side.name("session")][0]
    made |= records.tell(side, 7101 + number)
    records.give(session, made[side.name("report")][0])
    made |= records.recommend(side, session, department)
    made |= records.deliver(side, session, earlier=earlier)
    made |= records.draft(side, session)
    conclusion = made[side.name("conclusion")][0]
    for thing, symbol in (("notice", 501), ("second notice", 511), ("draft notice", None)):
        printed = f"{symbol + number}-TB/VPTU" if symbol else ""
        made |= records.announce(side, conclusion, thing, printed, [side.commune])
    made |= records.order(side, made[side.name("item")][0], side.commune, group)
    made |= records.report_done(side, group)
    made |= records.tasks_under_way(side, group)
    made |= records.inside(side, group, department)
    return made | records.follow_up(side, made[side.name("second session")][0])


def _state_side(side: Side) -> Named:
    department = unit("20.so-tai-chinh")
    made = named([("state session", side.session("session", AGAIN))])
    session = made["state session"][0]
    made |= records.tell(side, 7301)
    for thing in ("recommendation", "routed recommendation"):
        asked = records.ask(side, thing, session)
        records.recommendations.route_recommendation(asked, to=[department], **side.then)
        made |= named([(side.name(thing), asked)])
    made |= records.deliver(side, session)
    made |= records.draft(side, session)
    made |= records.announce(side, made["state conclusion"][0], "notice", "521/TB-UBND")
    return made | records.order(side, made["state item"][0], department)


def _third(side: Side, recipient: Model) -> Named:
    made = named([("third session", side.session("session", records.SPOKEN))])
    made |= records.deliver(side, made["third session"][0])
    conclusion, item = made["third conclusion"][0], made["third item"][0]
    made |= records.order(side, item, unit("20.so-noi-vu"))
    return made | records.announce(side, conclusion, "notice", "531-TB/VPTU", [recipient])


def _shared(side: Side, communes: list[Model]) -> Named:
    group = unit("20.to-cong-tac-4")
    session = records.planned(side.words("session"), side.body, communes, TOGETHER, group)
    records.meetings.hold_session(session, actor=HOUSE, effective_on=TOGETHER)
    return named([("shared session", session)]) | records.follow_up(side, session)


def _of_the_case() -> Named:
    """What the case itself holds; read before anything is made beside it."""
    first, second = Session.objects.order_by("held_on")
    made: defaultdict[str, Sequence[Model]] = defaultdict(tuple)
    for word, session in (("first", first), ("second", second)):
        made[f"{word} session of the case"] = (session,)
        made[f"{word} conclusion of the case"] = (session.conclusions.get(),)
        made[f"{word} items of the case"] = tuple(session.conclusions.get().items.all())
    made["first answer of the case"] = tuple(first.answers.all())
    made["second answers of the case"] = tuple(second.answers.all())
    made["notice of the case"] = tuple(Notice.objects.all())
    made["recommendations of the case"] = tuple(Recommendation.objects.all())
    made["reports of the case"] = tuple(Report.objects.all())
    made["figures of the case"] = tuple(Figure.objects.all())
    made["sheet of the case"] = tuple(Sheet.objects.all())
    for task in Task.objects.select_related("lead"):
        whom = {"06529": "task of the case for Lộc Bình", "06541": "task of the case for Mẫu Sơn"}
        made[whom.get(task.lead.key, "tasks of the case for others")] += (task,)
    return dict(made)
