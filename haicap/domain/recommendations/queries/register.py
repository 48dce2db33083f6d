"""Which recommendations a list asks for, and what its filters and forms offer."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.organisations.queries import circles_seen_of, standing_of, units_concerned
from haicap.domain.recommendations.models import (
    CATEGORIES,
    OUTCOMES,
    Answer,
    AnswerQuerySet,
    Recommendation,
    RecommendationQuerySet,
)
from haicap.domain.recommendations.rules import WORKING
from haicap.foundation.access import Actor
from haicap.foundation.statutes.book import code_list


def categories(on: date | None = None) -> dict[str, str]:
    """The codes that hold on a day (today unless said), with their labels."""
    return code_list(CATEGORIES, on=on or timezone.localdate())


def outcomes(on: date | None = None) -> dict[str, str]:
    """The results that hold on a day (today unless said), as records store them, with labels."""
    listed = code_list(OUTCOMES, on=on or timezone.localdate())
    known = set(Recommendation.Ending.values)
    return {code.lower(): label for code, label in listed.items() if code.lower() in known}


def found(
    recommendations: RecommendationQuerySet,
    *,
    state: str = "",
    category: str = "",
    commune: str = "",
    department: str = "",
    result: str = "",
    older_than: int | None = None,
    is_late: bool = False,
    text: str = "",
) -> RecommendationQuerySet:
    """Those that a list was asked for; what is left empty does not narrow it.

    `commune` is the key of a commune that raised it, `department` of the unit that leads,
    `result` what was answered or how it ended, `older_than` days since it was raised.
    """
    wanted: dict[str, object] = {
        "state": state,
        "category": category,
        "lead__key": department,
        "text__says": text,
    }
    narrowed = recommendations.filter(**{name: value for name, value in wanted.items() if value})
    today = timezone.localdate()
    if result:
        narrowed = narrowed.filter(Q(result=result) | Q(ending=result))
    if older_than is not None:
        narrowed = narrowed.filter(listed_on__lt=today - timedelta(days=older_than))
    if is_late:
        narrowed = narrowed.filter(state=Recommendation.State.ROUTED, answer_by__lt=today)
    if not commune:
        return narrowed
    raised = Recommendation.raised_by.through.objects.filter(
        recommendation=OuterRef("pk"), unit__key=commune
    )
    return narrowed.filter(Exists(raised))


def escalations_due(on: date) -> RecommendationQuerySet:
    """Not answered by the day it should have been, and not yet put before the leader; everybody's.

    For the job that marks them and for whoever tells of them; `leader_over` names to whom.
    """
    return Recommendation.objects.filter(
        state=Recommendation.State.ROUTED, answer_by__lt=on, escalated_on=None
    )


def raised_at_seen(recommendations: RecommendationQuerySet, actor: Actor) -> RecommendationQuerySet:
    """With `seen_session`: the number of the session each was raised at, if the actor sees it.

    A department that answers was not at the session: it is not told that there was one.
    """
    return recommendations.annotate(seen_session=_seen_session(actor, "raised_at"))


def answers_seen(recommendation: Recommendation, actor: Actor) -> AnswerQuerySet:
    """The answers to it that the actor sees, oldest first, with `seen_session` in the same way."""
    return (
        Answer.objects.visible_to(actor)
        .filter(recommendations=recommendation)
        .annotate(seen_session=_seen_session(actor, "given_at"))
        .select_related("unit")
        .order_by("id")
    )


def _seen_session(actor: Actor, field: str) -> Subquery:
    return Subquery(Session.objects.visible_to(actor).filter(pk=OuterRef(field)).values("pk"))


def count_by_commune(
    recommendations: RecommendationQuerySet, communes: Iterable[Unit]
) -> dict[int, int]:
    """How many of these each commune raised, in one query; raised together, it counts for each."""
    raised = Recommendation.raised_by.through.objects.filter(
        recommendation__in=recommendations, unit__in=list(communes)
    )
    return dict(raised.values_list("unit_id").annotate(count=Count("pk")))


def raised_by(commune: Unit, actor: Actor) -> RecommendationQuerySet:
    """Those of one commune that the actor may see, by the circles that say both."""
    circles = circles_seen_of(actor, "recommendation.raised", commune)
    return Recommendation.objects.filter(circle__in=circles)


def raisers_seen(actor: Actor) -> QuerySet[Unit]:
    """The communes that raised any of those the actor may see, by name."""
    return units_concerned(actor, "recommendation.raised", Recommendation.objects.all())


def leads_seen(actor: Actor) -> QuerySet[Unit]:
    """The units that lead any of those the actor may see, by name."""
    return units_concerned(actor, "recommendation.lead", Recommendation.objects.all())


def communes_of(actor: Actor) -> QuerySet[Unit]:
    """The communes in whose name the actor may raise something."""
    standing = standing_of(actor)
    units = [unit for unit in standing.units if standing.holds(unit, WORKING)]
    return _existing().filter(pk__in=units, kind=Kind.COMMUNE)


def addressees_of(communes: Iterable[Unit]) -> QuerySet[Unit]:
    """The bodies of the province, above these communes, that a recommendation may go to."""
    provinces = {commune.parent_id for commune in communes}
    bodies = Q(parent__in=provinces) | Q(parent__parent__in=provinces)
    places = [Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE]
    of_communes = Q(parent__kind__in=[Kind.COMMUNE, Kind.DISTRICT])
    return _existing().filter(bodies).exclude(of_communes).exclude(kind__in=places)


def answering_units(recommendation: Recommendation) -> QuerySet[Unit]:
    """The bodies to which it may be sent on: those of the addressee's province."""
    return addressees_of(recommendation.raised_by.all())


def communes_to_invite(recommendation: Recommendation) -> QuerySet[Unit]:
    """The other communes of the province that raised it or is asked, which are not asked yet."""
    raised = recommendation.raised_by.all()
    provinces = raised.values("parent")
    others = _existing().filter(kind=Kind.COMMUNE, parent__in=provinces)
    return others.exclude(pk__in=raised.values("pk")).exclude(
        pk__in=recommendation.invited.values("pk")
    )


def _existing() -> QuerySet[Unit]:
    return Unit.objects.in_force(timezone.localdate()).order_by("sort_key")
