"""What is carried over to a place: how earlier items and recommendations stood, then and now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields import CharField
from django.db.models.functions import Cast

from haicap.domain.conclusions.models import Assignment, Conclusion, Item
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor
from haicap.foundation.journal.models import Entry

from .comparing import Change, Pair
from .earlier import Followed
from .standing import Standing, stood_on

COMMUNE = Kind.COMMUNE
DELAYED = "PROJECT_DELAY"
ENDED = frozenset({Recommendation.State.CLOSED, Recommendation.State.JOINED})


@dataclass(frozen=True)
class Place:
    """Where one goes: communes with their bodies, on a day, and the day of the last visit."""

    communes: Sequence[Unit]
    bodies: Sequence[Unit]
    day: date
    since: date | None
    """The last visit; None: nobody was there, as far as the reader sees."""
    is_whole: bool
    """The reader may know that there are tasks which it does not see."""

    @property
    def units(self) -> list[Unit]:
        return [*self.communes, *self.bodies]


@dataclass(frozen=True)
class CarriedOver:
    """Items and recommendations: those that are still open, and those that ended since."""

    items: Sequence[Pair]
    recommendations: Sequence[Pair]
    finished: Sequence[Pair]
    """Of both: open at the last visit, or come since, and at their end today."""

    @property
    def untold(self) -> int:
        """Of which no source tells what came of them: neither open nor ended."""
        rows = [each.row for each in (*self.items, *self.recommendations)]
        return sum(row.standing == Standing.NOT_STATED for row in rows)

    @property
    def moved(self) -> int:
        return sum(each.change == Change.MOVED for each in (*self.items, *self.recommendations))


def last_visits(
    communes: Iterable[Unit], actor: Actor, *, before: date, leaving_out: Session | None = None
) -> dict[int, Session]:
    """Commune → the last session held with it before a day, as far as the actor sees it."""
    through = (
        Session.communes.through.objects.filter(unit__in=list(communes))
        .filter(session__in=Session.objects.visible_to(actor).took_place())
        .filter(session__held_on__lt=before)
        .exclude(session=leaving_out)
        .select_related("session")
        .order_by("unit_id", "-session__held_on", "-session_id")
        .distinct("unit_id")
    )
    return {row.unit_id: row.session for row in through}


def carried_over(place: Place, actor: Actor) -> CarriedOver:
    """Everything of earlier conclusions and recommendations that the place has to do with.

    The number of queries does not grow with what is found.
    """
    known = {unit.pk: unit for unit in place.communes}
    every = _pairs([*_items(place, actor), *_recommendations(place, actor)], known, place, actor)
    still = [pair for pair in every if not pair.row.is_over]
    return CarriedOver(
        items=[pair for pair in still if pair.row.row.item is not None],
        recommendations=[pair for pair in still if pair.row.row.item is None],
        finished=[pair for pair in every if pair.row.is_over and not _was_over(pair)],
    )


def _pairs(
    followed: Sequence[Followed], known: Mapping[int, Unit], place: Place, actor: Actor
) -> list[Pair]:
    """Each as it stood at the last visit, if it was there then, and as it stands on the day."""
    how: dict[str, Any] = {"is_whole": place.is_whole, "assigned": _assigned(place)}
    now = stood_on(followed, known, actor, place.day, **how)
    if place.since is None:
        return [Pair(None, row) for row in now]
    then = [each if _was_there(each, place.since) else None for each in followed]
    there = [each for each in then if each is not None]
    stood = iter(stood_on(there, known, actor, place.since, **how))
    return [
        Pair(next(stood) if before is not None else None, row)
        for before, row in zip(then, now, strict=True)
    ]


def _assigned(place: Place) -> QuerySet[Assignment]:
    """What concerns the place of an item that orders something of many communes: its own part,
    and that of bodies of the province."""
    lead = "task__lead"
    of_communes = Q(**{f"{lead}__kind": COMMUNE})
    for above in ("parent", "parent__parent"):
        of_communes |= Q(**{f"{lead}__{above}__kind": COMMUNE})
    of_others = Assignment.objects.filter(of_communes).exclude(task__lead__in=place.units)
    return Assignment.objects.exclude(pk__in=of_others.values("pk"))


def _was_there(each: Followed, since: date) -> bool:
    """Delivered or raised by that day; a day that is not known is no reason to call it new."""
    if each.item is not None:
        day = each.item.conclusion.delivered_on
    else:
        day = each.recommendation.raised_on  # type: ignore[union-attr]
    return day is None or day <= since


def _was_over(pair: Pair) -> bool:
    return pair.before is not None and pair.before.is_over


def _items(place: Place, actor: Actor) -> list[Followed]:
    """Items that concern the communes or were given to them, and are open or ended since."""
    through = Session.communes.through.objects
    sessions = Session.objects.visible_to(actor).filter(
        Exists(through.filter(session=OuterRef("pk"), unit__in=place.communes))
    )
    named = Item.communes.through.objects.filter(item=OuterRef("pk"))
    given = _visible_assignments(actor).filter(task__lead__in=place.units)
    of_session = Q(conclusion__session__in=sessions.values("pk")) & ~Exists(named)
    found = list(
        _open_or_ended_since(Item.objects.visible_to(actor), place)
        .filter(
            of_session
            | Exists(named.filter(unit__in=place.communes))
            | Exists(given)
            | Q(lead__in=place.units)
        )
        .filter(conclusion__state=Conclusion.State.DELIVERED)
        .filter(Q(conclusion__delivered_on=None) | Q(conclusion__delivered_on__lte=place.day))
        .select_related("conclusion", "lead")
        .order_by(F("conclusion__delivered_on").asc(nulls_first=True), "conclusion_id", "position")
    )
    concerned = _communes_of_items(found, place, actor)
    return [Followed(frozenset(concerned[item.pk]), item=item) for item in found]


def _open_or_ended_since(items: QuerySet[Item], place: Place) -> QuerySet[Item]:
    """An assessment orders nothing; what ended before the last visit is of no interest now."""
    ordered = Assignment.objects.filter(item=OuterRef("pk"))
    is_open = ~Q(task__state__in=Task.DONE | Task.DROPPED)
    since = place.since
    ended_since = Q(task__done_on__gt=since) if since else Q(task__done_on__isnull=False)
    return items.filter(
        Exists(_assigned(place).filter(is_open | ended_since, item=OuterRef("pk")))
        | (~Exists(ordered) & ~Q(part=Item.Part.ASSESSMENT))
    )


def _visible_assignments(actor: Actor) -> QuerySet[Assignment]:
    return Assignment.objects.filter(item=OuterRef("pk"), task__in=Task.objects.visible_to(actor))


def _communes_of_items(items: Sequence[Item], place: Place, actor: Actor) -> Mapping[int, set[int]]:
    """Which of these communes an item speaks of: it names them, orders something of them, or was
    said to all of a session with them."""
    ours = {unit.pk for unit in place.communes}
    home = {unit.pk: unit.pk for unit in place.communes} | _home_of(place)
    concerned: defaultdict[int, set[int]] = defaultdict(set)
    named = Item.communes.through.objects.filter(item__in=items)
    naming: defaultdict[int, set[int]] = defaultdict(set)
    for pk, unit in named.values_list("item", "unit"):
        naming[pk].add(unit)
    at_session = _communes_at(items, actor)
    given = Assignment.objects.filter(
        item__in=items, task__in=Task.objects.visible_to(actor), task__lead__in=place.units
    )
    for item in items:
        about = naming[item.pk] or at_session[item.conclusion.session_id]
        concerned[item.pk] |= about & ours
        if item.lead_id in home:
            concerned[item.pk].add(home[item.lead_id])
    for pk, lead in given.values_list("item", "task__lead"):
        concerned[pk].add(home[lead])
    return concerned


def _home_of(place: Place) -> dict[int | None, int]:
    """Body → the commune it belongs to; a body below a body belongs where that one does."""
    home: dict[int | None, int] = {unit.pk: unit.pk for unit in place.communes}
    for body in place.bodies:
        if body.parent_id in home:
            home[body.pk] = home[body.parent_id]
    return home


def _communes_at(items: Sequence[Item], actor: Actor) -> Mapping[int | None, set[int]]:
    sessions = {item.conclusion.session_id for item in items if item.conclusion.session_id}
    seen = Session.objects.visible_to(actor).filter(pk__in=sessions)
    there: defaultdict[int | None, set[int]] = defaultdict(set)
    rows = Session.communes.through.objects.filter(session__in=seen)
    for session, unit in rows.values_list("session", "unit"):
        there[session].add(unit)
    return there


def _recommendations(place: Place, actor: Actor) -> list[Followed]:
    """Those the communes raised that are not closed, or that something happened to since."""
    through = Recommendation.raised_by.through.objects.filter(unit__in=place.communes)
    raised = Recommendation.objects.visible_to(actor).filter(
        Exists(through.filter(recommendation=OuterRef("pk")))
    )
    found = list(
        raised.filter(Q(raised_on=None) | Q(raised_on__lte=place.day))
        .filter(~Q(state__in=ENDED) | Exists(_entries_since(place.since)))
        .select_related("addressed_to")
        .prefetch_related("routed_to", "raised_by")
        .order_by("listed_on", "id")
    )
    raisers: defaultdict[int, set[int]] = defaultdict(set)
    rows = through.filter(recommendation__in=found)
    for recommendation, unit in rows.values_list("recommendation", "unit"):
        raisers[recommendation].add(unit)
    return [Followed(frozenset(raisers[each.pk]), recommendation=each) for each in found]


def _entries_since(since: date | None) -> QuerySet[Entry]:
    entries = Entry.objects.filter(
        subject_type=Recommendation._meta.label_lower,
        subject_id=Cast(OuterRef("pk"), CharField()),
        event="recommendation.close",
    )
    return entries.filter(effective_on__gt=since) if since else entries


def delayed_projects(place: Place, actor: Actor) -> QuerySet[Recommendation]:
    """Recommendations that speak of them, not closed, raised by the communes or lying there."""
    raised = Recommendation.raised_by.through.objects.filter(unit__in=place.communes)
    visible = Recommendation.objects.visible_to(actor).filter(category=DELAYED)
    by_them = visible.filter(pk__in=raised.values("recommendation"))
    there = visible.filter(located_in__in=place.communes)
    found = (by_them | there).exclude(state__in=ENDED)
    return found.select_related("located_in").order_by("listed_on", "id")
