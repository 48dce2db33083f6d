"""Where recommendations stand: what may be done now, what happened, which ones a list asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.organisations.queries import circles_seen_of, standing_of, units_concerned
from haicap.foundation.access import Actor, require
from haicap.foundation.journal.models import Entry
from haicap.foundation.statutes.book import code_list
from haicap.foundation.workflow import IllegalMove, OpenMove

from .models import CATEGORIES, Answer, AnswerQuerySet, Recommendation, RecommendationQuerySet
from .rules import RECOMMENDATION_FLOW, WORKING

MOVES = ["recommendation.raise", *(f"recommendation.{v}" for v in RECOMMENDATION_FLOW.moves)]


def open_moves(actor: Actor, recommendation: Recommendation) -> list[OpenMove]:
    """What the buttons show: every move that exists from here, refused ones with their why."""
    return RECOMMENDATION_FLOW.open_moves(actor, recommendation)


def require_open(verb: str, *, actor: Actor, recommendation: Recommendation) -> None:
    """Asked before a form is shown: raises Refused or MoveFailed as the move itself would."""
    move = RECOMMENDATION_FLOW.moves[verb]
    if recommendation.state not in move.from_states:
        sentence = _("This is not possible now: the state is “%(state)s”.")
        raise IllegalMove(sentence % {"state": recommendation.get_state_display()})
    require(move.rule(actor, recommendation))


def awaits(recommendation: Recommendation) -> str | Promise | None:
    """Whose turn it is, in words; None: it is at its end."""
    return RECOMMENDATION_FLOW.awaits[recommendation.state]


@dataclass(frozen=True)
class Doors:
    """Where the buttons lead: each of these moves asks for words or a choice first."""

    pages: Mapping[str, str]
    posts: Mapping[str, str]


def doors(recommendation: Recommendation) -> Doors:
    """Verb → address, for `{% moves open_moves doors.pages doors.posts %}`."""
    nouns = {"route": "routing", "answer": "answer", "close": "ending", "reopen": "reopening"}
    pages = {
        verb: reverse(f"recommendations:{noun}", args=[recommendation.pk])
        for verb, noun in nouns.items()
    }
    return Doors(pages=pages, posts={})


@dataclass(frozen=True)
class Step:
    """One thing that happened to a recommendation."""

    entry: Entry

    @property
    def on(self) -> date:
        return self.entry.effective_on

    @property
    def sentence(self) -> str:
        """What happened; an ending is told in the reader's language, not in the closer's."""
        ending = self.entry.details.get("ending")
        if not ending:
            return self.entry.sentence
        return f"{self.entry.sentence}: {Recommendation.Ending(ending).label}"

    @property
    def is_simulated(self) -> bool:
        return self.entry.is_simulated

    @property
    def backdated_because(self) -> str:
        return self.entry.backdated_because


def story_of(recommendation: Recommendation) -> list[Step]:
    """What happened, oldest first; what was answered stands in its answers."""
    entries = Entry.objects.filter(
        subject_type=Recommendation._meta.label_lower, subject_id=str(recommendation.pk)
    )
    return [Step(entry) for entry in entries.order_by("id")]


def state_on(recommendation: Recommendation, day: date) -> str | None:
    """The state that held on a day; None: not raised yet."""
    return states_on([recommendation], day).get(recommendation.pk)


def states_on(recommendations: Iterable[Recommendation], day: date) -> dict[int, str]:
    """Recommendation → the state that held on a day, read from the journal in one query.

    One that was not raised yet is left out. Moves are taken in the order in which they were
    made: one that was dated back changed what came before it, too.
    """
    entries = (
        Entry.objects.filter(
            subject_type=Recommendation._meta.label_lower,
            subject_id__in=[str(each.pk) for each in recommendations],
            effective_on__lte=day,
            event__in=MOVES,
        )
        .order_by("subject_id", "-id")
        .distinct("subject_id")
    )
    return {int(subject): after for subject, after in entries.values_list("subject_id", "after")}


def categories(on: date | None = None) -> dict[str, str]:
    """The codes that hold on a day (today unless said), with their labels."""
    return code_list(CATEGORIES, on=on or timezone.localdate())


def found(
    recommendations: RecommendationQuerySet,
    *,
    state: str = "",
    category: str = "",
    commune: str = "",
    text: str = "",
) -> RecommendationQuerySet:
    """Those that a list was asked for; what is left empty does not narrow it.

    `commune` is the key of a commune that raised it.
    """
    wanted: dict[str, object] = {"state": state, "category": category, "text__says": text}
    narrowed = recommendations.filter(**{name: value for name, value in wanted.items() if value})
    if not commune:
        return narrowed
    raised = Recommendation.raised_by.through.objects.filter(
        recommendation=OuterRef("pk"), unit__key=commune
    )
    return narrowed.filter(Exists(raised))


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


def _existing() -> QuerySet[Unit]:
    return Unit.objects.in_force(timezone.localdate()).order_by("sort_key")
