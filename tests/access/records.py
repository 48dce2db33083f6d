"""The records that the doors are tried on, written by the rooms' own actions.

Every record made here carries its name in each of its texts (`«own task»`), so that a page shows
by its words what it reveals.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils import timezone

from haicap.domain.conclusions import actions as conclusions
from haicap.domain.conclusions.models import Conclusion, Item
from haicap.domain.followups import actions as followups
from haicap.domain.indicators import actions as indicators
from haicap.domain.indicators.models import Indicator, Report
from haicap.domain.meetings import actions as meetings
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import actor_of
from haicap.domain.recommendations import actions as recommendations
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks import actions as tasks
from haicap.domain.tasks.models import Evidence
from haicap.foundation.access import house
from haicap.foundation.accounts.models import User

HOUSE = house("tests", on_behalf_of="tests", backdates_because="a world made for a test")
SPOKEN, AGAIN, TOGETHER = date(2025, 12, 1), date(2025, 12, 10), date(2025, 12, 20)

Named = dict[str, Sequence[Model]]


def words(name: str) -> str:
    """What every text of a record of this name holds."""
    return f"«{name}»"


def unit(key: str) -> Unit:
    return Unit.objects.get(key=key)


@dataclass
class Side:
    """Whose records are made: in whose name, with which commune, under which names."""

    prefix: str
    commune: Unit
    body: Unit
    office: Unit
    day: date = SPOKEN
    reporter: User | None = None

    @property
    def then(self) -> dict[str, Any]:
        """By whom, and on which day, its records are written."""
        return {"actor": HOUSE, "effective_on": self.day}

    def name(self, thing: str) -> str:
        return f"{self.prefix} {thing}"

    def words(self, thing: str) -> str:
        return words(self.name(thing))

    def session(self, thing: str, day: date, group: Unit | None = None) -> Session:
        held = planned(self.words(thing), self.body, [self.commune], day, group)
        meetings.hold_session(held, actor=HOUSE, effective_on=day)
        meetings.add_agenda_item(held, text=self.words(thing), actor=HOUSE, effective_on=day)
        return held


def planned(
    title: str, body: Unit, communes: list[Unit], day: date, group: Unit | None = None
) -> Session:
    return meetings.plan_session(
        title=title,
        convened_by=body,
        communes=communes,
        group=group,
        held_on=day,
        place=title,
        actor=HOUSE,
        effective_on=min(day, SPOKEN),
    )


def named(records: Iterable[tuple[str, Model]]) -> Named:
    return {name: (record,) for name, record in records}


def meet(side: Side, group: Unit) -> Named:
    """Sessions: held, held again with the group, planned for yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    plan = planned(side.words("planned session"), side.body, [side.commune], yesterday)
    return named(
        [
            (side.name("session"), side.session("session", SPOKEN)),
            (side.name("second session"), side.session("second session", AGAIN, group)),
            (side.name("planned session"), plan),
        ]
    )


def conclude(
    side: Side, thing: str, session: Session, earlier: Conclusion | None = None
) -> tuple[Conclusion, Item]:
    """A conclusion being drafted, with one item, which may ask to carry out an earlier one."""
    drafted = conclusions.draft_conclusion(
        issuer=side.body,
        concluded_by=str(side.body),
        title=side.words(f"{thing}conclusion"),
        session=session,
        **side.then,
    )
    item = conclusions.add_item(
        drafted,
        text=side.words(f"{thing}item"),
        communes=[side.commune],
        carries_out=earlier,
        **side.then,
    )
    return drafted, item


def deliver(side: Side, session: Session, earlier: Conclusion | None = None) -> Named:
    conclusion, item = conclude(side, "", session, earlier)
    conclusions.deliver_conclusion(conclusion, delivered_on=side.day, **side.then)
    item.refresh_from_db()
    return named([(side.name("conclusion"), conclusion), (side.name("item"), item)])


def draft(side: Side, session: Session) -> Named:
    """What only the drafting side sees: a conclusion being drafted, with its item."""
    conclusion, item = conclude(side, "draft ", session)
    return named([(side.name("draft conclusion"), conclusion), (side.name("draft item"), item)])


def announce(
    side: Side, conclusion: Model, thing: str, symbol: str, recipients: Iterable[Unit] = ()
) -> Named:
    notice = conclusions.draft_notice(
        conclusion,
        issuer=side.office,
        recipients=recipients,
        summary=side.words(thing),
        **side.then,
    )
    if symbol:
        conclusions.issue_notice(notice, symbol=symbol, issued_on=side.day, **side.then)
    return named([(side.name(thing), notice)])


def order(side: Side, item: Model, lead: Unit, verifier: Unit | None = None) -> Named:
    task = conclusions.assign_task(
        item,
        lead=lead,
        verifier=verifier,
        text=side.words("task"),
        assigned_on=side.day,
        **side.then,
    )
    return named([(side.name("task"), task)])


def report_done(side: Side, verifier: Unit) -> Named:
    """A task that an officer of the commune reported as done, with a file to show it."""
    task = tasks.assign_task(
        text=side.words("reported task"),
        lead=side.commune,
        issuer=side.body,
        verifier=verifier,
        product=side.words("reported task"),
        assigned_on=side.day,
        **side.then,
    )
    tasks.report_progress(
        task,
        actor=actor_of(side.reporter),
        text=side.words("reported task"),
        percent=100,
        done=True,
        evidence=[SimpleUploadedFile("minh-chứng.txt", side.words("evidence").encode())],
    )
    shown = Evidence.objects.get(progress__task=task)
    return named([(side.name("reported task"), task), (side.name("evidence"), shown)])


def inside(side: Side, verifier: Unit, helper: Unit) -> Named:
    """A task with a coordinating unit, one whose report is drafted, one with it submitted."""
    made: list[tuple[str, Model]] = []
    for thing in ("shared task", "drafted task", "submitted task"):
        task = tasks.assign_task(
            text=side.words(thing),
            lead=side.commune,
            issuer=side.body,
            verifier=verifier,
            coordinating=[helper] if thing == "shared task" else [],
            assigned_on=side.day,
            **side.then,
        )
        made.append((side.name(thing), task))
    (_shared, drafted, submitted) = (task for _name, task in made)
    part = made[0][1].contributions.get()
    tasks.ask_contribution(part, asked=side.words("contribution"), **side.then)
    draft = tasks.draft_report(drafted, text=side.words("draft"), percent=10, **side.then)
    second = tasks.draft_report(
        submitted, text=side.words("submitted draft"), percent=10, submit=True, **side.then
    )
    named_so = [("contribution", part), ("draft", draft), ("submitted draft", second)]
    return named([*made, *((side.name(thing), one) for thing, one in named_so)])


def tasks_under_way(side: Side, verifier: Unit) -> Named:
    """Tasks with a deadline: one as it is, one for which more time is asked, one that stands."""
    made: list[tuple[str, Model]] = []
    for thing in ("dated task", "asking task", "suspended task"):
        task = tasks.assign_task(
            text=side.words(thing),
            lead=side.commune,
            issuer=side.body,
            verifier=verifier,
            assigned_on=side.day,
            due_on=date(2099, 1, 1),
            due_precision="day",
            **side.then,
        )
        made.append((side.name(thing), task))
    regular = tasks.assign_task(
        text=side.words("regular task"),
        lead=side.commune,
        issuer=side.body,
        verifier=verifier,
        assigned_on=side.day,
        due_precision="regular",
        **side.then,
    )
    (_dated, asking, suspended) = (task for _name, task in made)
    tasks.ask_for_time(
        asking, reason=side.words("asking task"), due_on=date(2099, 2, 1), **side.then
    )
    tasks.suspend_task(suspended, reason=side.words("suspended task"), **side.then)
    return named([*made, (side.name("regular task"), regular)])


def ask(side: Side, thing: str, session: Session) -> Recommendation:
    return recommendations.raise_recommendation(
        text=side.words(thing),
        category="STAFF",
        raised_by=[side.commune],
        addressed_to=side.body,
        raised_at=session,
        raised_on=side.day,
        **side.then,
    )


def recommend(side: Side, session: Session, department: Unit) -> Named:
    """Raised; routed to the department; answered by it in writing."""
    raised = ask(side, "recommendation", session)
    routed = ask(side, "routed recommendation", session)
    answered = ask(side, "answered recommendation", session)
    for each in (routed, answered):
        recommendations.route_recommendation(each, to=[department], **side.then)
    answer = recommendations.give_answer(
        recommendations=[answered],
        unit=department,
        given_by=str(department),
        given_on=AGAIN,
        text=side.words("answer"),
        actor=HOUSE,
        effective_on=AGAIN,
    )
    made: list[Model] = [raised, routed, answered, answer]
    things = ["recommendation", "routed recommendation", "answered recommendation", "answer"]
    return named((side.name(thing), each) for thing, each in zip(things, made, strict=True))


def tell(side: Side, value: int) -> Named:
    """A report of the commune to the body, with a figure and a result in words."""
    report = indicators.submit_report(
        title=side.words("report"),
        units=[side.commune],
        reported_to=side.body,
        reported_on=side.day,
        period=side.words("report"),
        **side.then,
    )
    figure = indicators.report_figure(
        report,
        indicator=Indicator.objects.get(code="procedures-received"),
        value=Decimal(value),
        bound="exact",
        period=side.words("figure"),
        **side.then,
    )
    indicators.add_statement(report, text=side.words("report"), **side.then)
    return named([(side.name("report"), report), (side.name("figure"), figure)])


def follow_up(side: Side, session: Session) -> Named:
    sheet = followups.draw_up_sheet(session, actor=HOUSE, effective_on=session.held_on)
    return named([(side.name("sheet"), sheet)])


def give(session: Session, report: Report) -> None:
    meetings.give_report(session, report, actor=HOUSE, effective_on=SPOKEN)


def answer_at(session: Session, recommendation: Recommendation) -> None:
    """Spoken at a session with others than those who see the recommendation."""
    recommendations.give_answer(
        recommendations=[recommendation],
        given_by="tests",
        given_at=session,
        given_on=SPOKEN,
        text=words("answer elsewhere"),
        actor=HOUSE,
        effective_on=SPOKEN,
    )


def respond(item: Item, recommendation: Recommendation) -> None:
    """An item answers a recommendation, whoever sees the one and the other."""
    conclusions.answer_recommendation(item, recommendation, actor=HOUSE, effective_on=AGAIN)
