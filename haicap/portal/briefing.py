"""What is to be known before one goes to a commune: what is open there, and what moved since?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from haicap.domain.followups import queries as followups
from haicap.domain.followups.queries import CarriedOver, Pair, Place, Standing, TaskThatDay
from haicap.domain.indicators import queries as indicators
from haicap.domain.indicators.models import Figure
from haicap.domain.meetings.models import Session
from haicap.domain.organisations import queries as organisations
from haicap.domain.organisations.models import Appointment, Unit
from haicap.domain.recommendations.models import Recommendation
from haicap.foundation.access import Actor
from haicap.foundation.sources.queries import citations_of_all

UNANSWERED = {Recommendation.State.RAISED, Recommendation.State.ROUTED}


@dataclass(frozen=True)
class Measured:
    """A figure as it is known on the day, and as it was at the last visit."""

    places: Sequence[Unit]
    """The communes for which it is the latest: several where they reported together."""
    now: Figure
    then: Figure | None

    @property
    def is_new(self) -> bool:
        return self.then is None or self.then.pk != self.now.pk


@dataclass(frozen=True)
class Briefing:
    """Everything of the communes that its reader may see, part by part."""

    place: Place
    session: Session | None
    """For which it was prepared; None: for a visit that is not planned yet."""
    visits: Sequence[tuple[Unit, Session | None]]
    """Each commune with the last session there; None: none that the reader sees."""
    carried: CarriedOver
    late: Sequence[TaskThatDay]
    figures: Sequence[Measured]
    delayed: Sequence[Recommendation]
    """Recommendations that speak of delayed projects, raised by these communes or lying there."""
    holders: Sequence[tuple[Unit, Sequence[Appointment]]]
    simulated: bool = field(default=False)
    """Something in it is an example's, so that its paper says so."""

    @property
    def communes(self) -> Sequence[Unit]:
        return self.place.communes

    @property
    def unfinished(self) -> int:
        return _told(self.carried.items)

    @property
    def unanswered(self) -> int:
        """Of which it is known that nobody has answered."""
        asked = self.carried.recommendations
        return _told(pair for pair in asked if pair.row.state in UNANSWERED)


def _told(pairs: Iterable[Pair]) -> int:
    return sum(pair.row.standing != Standing.NOT_STATED for pair in pairs)


def briefing_of_session(session: Session, actor: Actor) -> Briefing:
    """As of today while the session is planned; of one that was held, as of its day."""
    today = timezone.localdate()
    is_planned = session.state == Session.State.PLANNED
    day = today if is_planned else min(session.held_on or today, today)
    is_whole = followups.sees_all_of(actor, session)
    communes = list(session.communes.order_by("sort_key"))
    return _prepare(communes, actor, day, session=session, is_whole=is_whole)


def briefing_of_commune(commune: Unit, actor: Actor) -> Briefing:
    """As of today, before anything is planned."""
    return _prepare([commune], actor, timezone.localdate(), session=None, is_whole=actor.is_house)


def _prepare(
    communes: Sequence[Unit], actor: Actor, day: date, *, session: Session | None, is_whole: bool
) -> Briefing:
    """The number of queries depends neither on the communes nor on what is found there."""
    last = followups.last_visits(communes, actor, before=day, leaving_out=session)
    days = [each.held_on for each in last.values() if each.held_on]
    place = Place(
        communes=communes,
        bodies=organisations.bodies_of_all(communes, on=day),
        day=day,
        since=max(days) if days else None,
        is_whole=is_whole,
    )
    carried = followups.carried_over(place, actor)
    late = followups.late_tasks(place.units, actor, day)
    figures = _figures(place, actor)
    delayed = list(followups.delayed_projects(place, actor))
    holders = _holders(place, actor)
    return Briefing(
        place=place,
        session=session,
        visits=[(commune, last.get(commune.pk)) for commune in communes],
        carried=carried,
        late=late,
        figures=figures,
        delayed=delayed,
        holders=holders,
        simulated=_is_simulated(session, carried, late, figures, delayed, holders),
    )


def _figures(place: Place, actor: Actor) -> list[Measured]:
    """By commune and indicator; what was last known then stands beside what is known now."""
    known = {unit.pk: unit for unit in place.communes}
    now = list(indicators.latest_figures(actor, place.communes, on=place.day))
    then = {}
    if place.since:
        earlier = indicators.latest_figures(actor, place.communes, on=place.since)
        # A report without a day may have come later: it is not said to have been known then.
        then = {
            (each.place, each.indicator_id): each  # type: ignore[attr-defined]
            for each in earlier.exclude(report__reported_on=None)
        }
    measured: dict[int, Measured] = {}
    for each in now:
        place_of_it = each.place  # type: ignore[attr-defined]
        before = then.get((place_of_it, each.indicator_id))
        together = measured.get(each.pk)
        places = [*(together.places if together else ()), known[place_of_it]]
        measured[each.pk] = Measured(places, each, together.then if together else before)
    return sorted(measured.values(), key=_order)


def _order(measured: Measured) -> tuple[str, str]:
    return measured.places[0].sort_key, measured.now.indicator.name


def _holders(place: Place, actor: Actor) -> list[tuple[Unit, list[Appointment]]]:
    """Unit by unit; one in which nobody is recorded is left out."""
    found = list(organisations.holders_in(place.units, actor, on=place.day))
    citations_of_all(found)
    return [
        (unit, own)
        for unit in place.units
        if (own := [each for each in found if each.position.unit_id == unit.pk])
    ]


def _is_simulated(
    session: Session | None,
    carried: CarriedOver,
    late: Sequence[TaskThatDay],
    figures: Sequence[Measured],
    delayed: Sequence[Recommendation],
    holders: Sequence[tuple[Unit, Sequence[Appointment]]],
) -> bool:
    rows = [pair.row for pair in (*carried.items, *carried.recommendations, *carried.finished)]
    return (
        (session is not None and (session.is_simulated or session.has_simulated_moves))
        or any(row.is_simulated or any(each.is_simulated for each in row.tasks) for row in rows)
        or any(each.is_simulated for each in late)
        or any(each.now.is_simulated for each in figures)
        or any(each.is_simulated for each in delayed)
        or any(each.is_simulated for _unit, held in holders for each in held)
    )
