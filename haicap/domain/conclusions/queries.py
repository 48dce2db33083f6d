"""How conclusions, items, notices and tasks hang together, and what may be done with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import PLACES, Kind, Unit, UnitQuerySet
from haicap.domain.organisations.queries import communes_of, home_province, standing_of
from haicap.domain.recommendations.models import Answer, Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.workflow import IllegalMove, OpenMove

from .models import (
    Assignment,
    Conclusion,
    ConclusionQuerySet,
    Item,
    ItemQuerySet,
    Notice,
    Passage,
    Response,
)
from .paper import missing_of
from .rules import (
    CONCLUSION_FLOW,
    NOTICE_FLOW,
    SIGNING,
    by_the_convening_side,
    by_the_items_side,
    may_add_item,
    may_assign,
    may_assign_by_list,
    may_draft_notice,
    may_edit_item,
    may_edit_notice,
)

Thing = Conclusion | Item | Notice | Session


def open_moves(actor: Actor, thing: Thing) -> list[OpenMove]:
    """What the buttons show: moves with why not, and the other deeds this actor may do now.

    Of a session: whether its conclusion may be drafted.
    """
    return [
        *(move for move in _deeds(actor, thing) if move.is_allowed),
        *_moves(actor, thing),
    ]


def require_open(verb: str, *, actor: Actor, thing: Thing) -> None:
    """Before a form is shown: refused or not possible now is said at once, not after typing."""
    every = [*_deeds(actor, thing), *_moves(actor, thing)]
    move = next((move for move in every if move.verb == verb), None)
    if move is None:
        raise IllegalMove(gettext("This is not possible now: here is how it stands."))
    require(move.refusal)


def _moves(actor: Actor, thing: Thing) -> list[OpenMove]:
    if isinstance(thing, Notice):
        return NOTICE_FLOW.open_moves(actor, thing)
    return CONCLUSION_FLOW.open_moves(actor, thing) if isinstance(thing, Conclusion) else []


def _deeds(actor: Actor, thing: Thing) -> list[OpenMove]:
    """What may be written down in this state, beside the moves."""
    if isinstance(thing, Session):
        refusal = by_the_convening_side(actor, thing)
        is_open = thing.state != Session.State.CANCELLED
        return [OpenMove("conclude", _("Draft a conclusion"), refusal)] if is_open else []
    if isinstance(thing, Conclusion):
        if thing.state == Conclusion.State.DRAFTED:
            refusal = may_add_item(actor, thing)
            return [
                OpenMove("compose", _("Compose"), refusal),
                OpenMove("add_item", _("Add an item"), refusal),
            ]
        return [
            OpenMove("announce", _("Draft a notice"), may_draft_notice(actor, thing)),
            OpenMove("order", _("Assign tasks by a list"), may_assign_by_list(actor, thing)),
        ]
    if isinstance(thing, Item):
        note = _("Note a recommendation it answers")
        deeds = [OpenMove("respond", note, by_the_items_side(actor, thing))]
        if thing.conclusion.state == Conclusion.State.DRAFTED:
            refusal = may_edit_item(actor, thing)
            deeds += [
                OpenMove("edit", _("Change"), refusal),
                OpenMove("remove", _("Take out"), refusal),
            ]
        if thing.conclusion.state == Conclusion.State.DELIVERED:
            deeds.insert(0, OpenMove("assign", _("Assign a task"), may_assign(actor, thing)))
        return deeds
    if thing.state == Notice.State.DRAFTED:
        return [OpenMove("edit", _("Change the draft"), may_edit_notice(actor, thing))]
    return []


def open_verbs(actor: Actor, thing: Thing) -> list[str]:
    """The verbs this actor may use on this record now: what the API offers."""
    return [move.verb for move in open_moves(actor, thing) if move.is_allowed]


@dataclass(frozen=True)
class Doors:
    """Where the buttons lead: a page with a form, or an address that is posted to at once."""

    pages: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)


def doors(thing: Thing) -> Doors:
    """Verb → address, for `{% moves open_moves doors.pages doors.posts %}`."""
    if isinstance(thing, Session):
        return Doors({"conclude": f"{reverse('conclusions:draft')}?session={thing.pk}"})
    names = {
        Conclusion: {
            "compose": "compose",
            "add_item": "item",
            "deliver": "delivery",
            "announce": "notice-draft",
            "order": "orders",
        },
        Item: {
            "assign": "assignment",
            "respond": "response",
            "edit": "item-edit",
            "remove": "item-removal",
        },
        Notice: {
            "edit": "notice-edit",
            "issue": "issue",
            "recall": "recall",
            "replace": "replacement",
        },
    }[type(thing)]
    return Doors(
        {verb: reverse(f"conclusions:{name}", args=[thing.pk]) for verb, name in names.items()}
    )


def awaits(thing: Conclusion | Notice) -> str | Promise | None:
    """Whose turn it is, in words; None: nobody's."""
    flow = NOTICE_FLOW if isinstance(thing, Notice) else CONCLUSION_FLOW
    return flow.awaits[thing.state]


def recommendations_to_answer(
    conclusion: Conclusion, actor: Actor, *, also: Sequence[int] = ()
) -> list[Recommendation]:
    """Those of the session that no item of this conclusion answers yet, with `answers_seen`.

    `also` are numbers of others of the session that are wanted all the same.
    """
    if conclusion.session_id is None:
        return []
    answered = Response.objects.filter(item__conclusion=conclusion, recommendation=OuterRef("pk"))
    seen = Answer.objects.visible_to(actor).exclude(text=None).order_by("given_on", "id")
    return list(
        Recommendation.objects.visible_to(actor)
        .filter(~Exists(answered) | Q(pk__in=also), raised_at=conclusion.session_id)
        .prefetch_related("raised_by", Prefetch("answers", seen, to_attr="answers_seen"))
        .order_by("id")
    )


def missing_before_issue(notice: Notice) -> list[Promise]:
    """What keeps a draft from being sent, in words; nothing of what is issued already."""
    return missing_of(notice) if notice.state == Notice.State.DRAFTED else []


def units_to_draft_for(actor: Actor) -> list[Unit]:
    """In whose name the actor may draft a conclusion: own units, and those its office serves."""
    roles = standing_of(actor).roles
    signing = [unit for unit, kinds in roles.items() if kinds & {str(kind) for kind in SIGNING}]
    units = Unit.objects.filter(Q(pk__in=signing) | Q(office__in=signing))
    return list(units.order_by("sort_key", "id"))


@dataclass(frozen=True)
class Chain:
    """Where a task comes from: the item that ordered it, its conclusion, notices and session."""

    item: Item
    notices: Sequence[Notice]
    """Issued, recalled or replaced; the last issued first."""

    @property
    def conclusion(self) -> Conclusion:
        return self.item.conclusion

    @property
    def session(self) -> Session | None:
        return self.item.conclusion.session

    @property
    def notice(self) -> Notice | None:
        """The one that holds."""
        return next((each for each in self.notices if each.state == Notice.State.ISSUED), None)


def chain_of_task(task: Task) -> Chain | None:
    """Up from a task, in one query; None: no item ordered it.

    Whoever sees the task sees item, conclusion and notices; a link to the session needs
    `Session.objects.visible_to(actor)`.
    """
    notice = {f"notice_{name}": F(f"item__conclusion__notices__{name}") for name in NOTICE_SHOWN}
    rows = list(
        Assignment.objects.filter(task=task)
        .select_related("item__conclusion__session", "item__conclusion__issuer", "item__lead")
        .annotate(**notice)
        .order_by(F("notice_issued_on").desc(nulls_last=True), F("notice_id").desc())
    )
    if not rows:
        return None
    announced = [_notice_of(row) for row in rows]
    return Chain(rows[0].item, [each for each in announced if each and each.symbol])


NOTICE_SHOWN = ("id", "symbol", "issued_on", "state", "document_type", "is_simulated", "issuer_id")


def _notice_of(row: Assignment) -> Notice | None:
    values = {name: getattr(row, f"notice_{name}") for name in NOTICE_SHOWN}
    if values["id"] is None:
        return None
    return Notice(conclusion=row.item.conclusion, **values)


@dataclass(frozen=True)
class ItemOfConclusion:
    """An item with what hangs on it, as far as this reader may see."""

    item: Item
    tasks: Sequence[Task]
    communes: Sequence[Unit]
    recommendations: Sequence[Recommendation]

    @property
    def is_unassigned(self) -> bool:
        """No lead is stated and no task is seen to hang on it."""
        return self.item.lead_id is None and not self.tasks


def items_of(conclusion: Conclusion, actor: Actor) -> list[ItemOfConclusion]:
    """The items in their order, with visible tasks and recommendations; a few queries.

    `item.seen_carries_out` is the number of the conclusion it asks to carry out, if that is
    visible: an earlier session may have been with others.
    """
    earlier = Conclusion.objects.visible_to(actor).filter(pk=OuterRef("carries_out"))
    assigned = Assignment.objects.filter(_its_task_seen(actor))
    answered = Response.objects.filter(recommendation__in=Recommendation.objects.visible_to(actor))
    items = (
        conclusion.items.select_related("lead")
        .annotate(seen_carries_out=Subquery(earlier.values("pk")))
        .prefetch_related("communes")
        .prefetch_related(
            Prefetch(
                "assignments",
                assigned.select_related("task__lead", "task__verifier").order_by(
                    "task__lead__sort_key", "id"
                ),
            ),
            Prefetch(
                "responses",
                answered.select_related("recommendation").order_by("recommendation_id"),
            ),
        )
    )
    return [
        ItemOfConclusion(
            item,
            [assignment.task for assignment in item.assignments.all()],
            list(item.communes.all()),
            [response.recommendation for response in item.responses.all()],
        )
        for item in items.order_by("position")
    ]


def passages_seen(actor: Actor, **where: Any) -> list[Passage]:
    """What went over, oldest first, as far as both items are seen: `task=…`, `from_item=…`."""
    seen = Item.objects.visible_to(actor)
    found = Passage.objects.filter(**where, from_item__in=seen, to_item__in=seen)
    found = found.filter(task__in=Task.objects.visible_to(actor))
    linked = found.select_related("from_item", "to_item", "task__lead", "notice")
    return list(linked.order_by("id"))


def _its_task_seen(actor: Actor) -> Exists:
    """Asked of each assignment that is read: a list of all tasks seen may be endless."""
    return Exists(Task.objects.visible_to(actor).filter(pk=OuterRef("task")))


def items_concerning(unit: Unit, actor: Actor) -> ItemQuerySet:
    """Items of delivered conclusions that speak of a unit, or have it lead, now or by a task."""
    ordered = Assignment.objects.filter(_its_task_seen(actor), item=OuterRef("pk"), task__lead=unit)
    about = Item.communes.through.objects.filter(item=OuterRef("pk"), unit=unit)
    return (
        Item.objects.visible_to(actor)
        .filter(conclusion__state=Conclusion.State.DELIVERED)
        .filter(Q(lead=unit) | Exists(ordered) | Exists(about))
        .select_related("conclusion__session", "lead")
        .order_by("-conclusion__delivered_on", "conclusion_id", "position")
    )


def communes_concerned() -> QuerySet[Unit]:
    """The communes that a conclusion of this province can speak of, by name."""
    home = home_province()
    return communes_of(home) if home else Unit.objects.none()


def conclusions_listed(
    actor: Actor,
    *,
    issuer: Unit | None = None,
    commune: Unit | None = None,
    year: int | None = None,
    text: str = "",
) -> ConclusionQuerySet:
    """Conclusions with their notices (`seen_notices`), by issuer, commune, year and words.

    The year is that of the delivery or of a notice; words are looked for in the title, the items,
    the symbols and summaries of notices. `seen_session` is the number of the session, if the
    actor sees that too: who only received the notice need not.
    """
    notices = Notice.objects.visible_to(actor)
    found = Conclusion.objects.visible_to(actor)
    of_it = notices.filter(conclusion=OuterRef("pk"))
    if issuer:
        found = found.filter(Q(issuer=issuer) | Exists(of_it.filter(issuer=issuer)))
    if commune:
        found = found.filter(pk__in=items_concerning(commune, actor).values("conclusion"))
    if year:
        found = found.filter(
            Q(delivered_on__year=year) | Exists(of_it.filter(issued_on__year=year))
        )
    if text:
        found = found.filter(pk__in=_saying(notices, text))
    shown = notices.select_related("issuer").order_by("id")
    at_session = Session.objects.visible_to(actor).filter(pk=OuterRef("session"))
    found = found.annotate(seen_session=Subquery(at_session.values("pk")))
    return found.select_related("issuer", "session").prefetch_related(
        Prefetch("notices", shown, to_attr="seen_notices")
    )


def _saying(notices: QuerySet[Notice], text: str) -> QuerySet[Any, Any]:
    """Conclusions that say it, as one list of numbers.

    Asked apart, so that each is answered by an index; joined by OR none could be.
    """
    titled = Conclusion.objects.filter(title__says=text).values("pk")
    said = Item.objects.filter(text__says=text).values("conclusion")
    named = notices.filter(Q(symbol__says=text) | Q(summary__says=text)).values("conclusion")
    return titled.union(said, named)


def issuers_seen(actor: Actor) -> list[Unit]:
    """Units in whose name the actor sees conclusions: the choices of the filter."""
    issued = Conclusion.objects.visible_to(actor).filter(issuer=OuterRef("pk"))
    return list(Unit.objects.filter(Exists(issued)).order_by("sort_key", "id"))


def units_to_name(conclusion: Conclusion) -> UnitQuerySet:
    """Who can lead, coordinate or verify: the communes and the bodies of the issuer's province."""
    home = conclusion.issuer
    while home.parent is not None and home.kind != Kind.PROVINCE:
        home = home.parent
    above = Q(parent=home) | Q(parent__parent=home) | Q(parent__parent__parent=home)
    in_commune = Q(parent__kind=Kind.COMMUNE) | Q(parent__parent__kind=Kind.COMMUNE)
    bodies = above & ~Q(kind__in=PLACES) & ~in_commune
    return (
        Unit.objects.in_force(timezone.localdate())
        .filter(Q(kind=Kind.COMMUNE, parent=home) | bodies)
        .order_by("kind", "sort_key", "id")
    )


def unit_by_key(field: str, key: str) -> Unit:
    """The unit that was meant; raises Invalid naming the field."""
    unit = Unit.objects.filter(key=key).first()
    if unit is None:
        raise Invalid(field, gettext("There is no unit with this key."), key)
    return unit
