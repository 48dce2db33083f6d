"""What was concluded and asked for at earlier sessions with the communes of this one?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from haicap.domain.conclusions.models import Conclusion, Item
from haicap.domain.meetings.models import Session
from haicap.domain.recommendations.models import Recommendation


@dataclass(frozen=True)
class Followed:
    """An item or a recommendation, with the communes of the session that it concerns."""

    communes: frozenset[int]
    item: Item | None = None
    recommendation: Recommendation | None = None


def earlier_sessions(session: Session, day: date) -> list[Session]:
    """Sessions held before this one (before the day, where its own is not known) that share a
    commune with it, oldest first."""
    before = min(session.held_on or day, day)
    through = Session.communes.through.objects
    shared = through.filter(
        session=OuterRef("pk"), unit__in=through.filter(session=session).values("unit")
    )
    held = Session.objects.filter(
        Exists(shared), state__in=(Session.State.HELD, Session.State.CONCLUDED)
    )
    return list(held.filter(held_on__lt=before).exclude(pk=session.pk).order_by("held_on", "id"))


def earlier_items(session: Session, day: date) -> list[Followed]:
    """Items of conclusions delivered at earlier sessions, in the order of their conclusions.

    An item that names no communes speaks to all of its session.
    """
    earlier = earlier_sessions(session, day)
    items = list(
        Item.objects.filter(
            conclusion__session__in=earlier,
            conclusion__state=Conclusion.State.DELIVERED,
            conclusion__delivered_on__lte=day,
        )
        .select_related("conclusion")
        .order_by("conclusion__session__held_on", "conclusion_id", "position")
    )
    ours = _communes_of([session])[session.pk]
    at_session = _communes_of(earlier)
    named = _pairs(Item.communes.through.objects.filter(item__in=items).values_list("item", "unit"))
    followed = []
    for item in items:
        about = named.get(item.pk) or at_session[item.conclusion.session_id or 0]
        if shared := ours & about:
            followed.append(Followed(frozenset(shared), item=item))
    return followed


def earlier_recommendations(session: Session, day: date) -> list[Followed]:
    """Recommendations that communes of this session raised at earlier ones, oldest first."""
    asked = list(
        Recommendation.objects.filter(raised_at__in=earlier_sessions(session, day)).order_by(
            "raised_at__held_on", "id"
        )
    )
    ours = _communes_of([session])[session.pk]
    through = Recommendation.raised_by.through.objects.filter(recommendation__in=asked)
    raised = _pairs(through.values_list("recommendation", "unit"))
    return [
        Followed(frozenset(shared), recommendation=each)
        for each in asked
        if (shared := ours & raised.get(each.pk, set()))
    ]


def _communes_of(sessions: Iterable[Session]) -> Mapping[int, set[int]]:
    through = Session.communes.through.objects.filter(session__in=list(sessions))
    return _pairs(through.values_list("session", "unit"))


def _pairs(rows: Iterable[tuple[int, int]]) -> defaultdict[int, set[int]]:
    pairs: defaultdict[int, set[int]] = defaultdict(set)
    for left, right in rows:
        pairs[left].add(right)
    return pairs
