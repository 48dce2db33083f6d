"""Which recommendations of other communes are likely the same matter? Asked of an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Prefetch, Value
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations.likeness import Likeness, Read, likeness, rarity_of
from haicap.domain.recommendations.models import (
    Difference,
    Recommendation,
    RecommendationQuerySet,
)
from haicap.domain.recommendations.rules import by_its_receiver
from haicap.domain.recommendations.wording import LEXICON, said_in
from haicap.foundation.access import Actor

State = Recommendation.State

# How many open recommendations say each term, counted up to a limit: read from the index.
SAID_BY = """
SELECT term, (SELECT count(*) FROM (
    SELECT 1 FROM recommendations_recommendation
    WHERE state IN ('raised', 'routed') AND terms && ARRAY[term, '~' || term]::varchar[]
    LIMIT %s) saying)
FROM unnest(%s::text[]) term
"""

HELD_AGAINST: dict[str, str | Promise] = {
    "other_category": gettext_lazy("they are of different categories"),
    "other_act": gettext_lazy("they ask for different things to be done"),
    "other_object": gettext_lazy("they name different objects"),
    "other_concept": gettext_lazy("each asks for something that the other does not"),
}


@dataclass(frozen=True)
class Proposal:
    """Another recommendation that is likely the same matter, and why it is thought so."""

    recommendation: Recommendation
    likeness: Likeness
    both_say: Sequence[tuple[str, str]]
    """(the words of the one, the words of the other), the telling first."""

    @property
    def percent(self) -> int:
        return round(min(self.likeness.score, 1) * 100)

    @property
    def reason(self) -> str:
        """“both say: xe ô tô / phương tiện; trụ sở”"""
        words = "; ".join(
            one if one.casefold() == other.casefold() else f"{one} / {other}"
            for one, other in self.both_say
        )
        return _("both say: %(words)s") % {"words": words}

    @property
    def doubts(self) -> str:
        return "; ".join(str(HELD_AGAINST[name]) for name in self.likeness.held_against)


def twins_of(recommendation: Recommendation, actor: Actor) -> list[Proposal]:
    """Those the actor may see that are likely one matter with it, the likeliest first.

    A few queries, all answered by the index of terms: what few say leads to the others. Of the
    same commune, decided to be another matter, or not open any more: not proposed.
    """
    if recommendation.state not in Recommendation.OPEN:
        return []
    bare = list(dict.fromkeys(term.removeprefix("~") for term in recommendation.terms))
    counted = [term for term in bare if not term.startswith("!")]
    said_by = _said_by(counted)
    leading = _leading(recommendation.terms, said_by)
    if not leading:
        return []
    open_now = max([*said_by.values(), _how_many_open()])
    rarity = {term: rarity_of(number, open_now) for term, number in said_by.items()}
    one = _read(recommendation)
    weighed = [
        (other, likeness(one, _read(other), _with_others(rarity, other)))
        for other in _candidates(recommendation, actor, leading)
    ]
    likely = [pair for pair in weighed if pair[1].is_proposed]
    likely.sort(key=lambda pair: (-pair[1].score, pair[0].pk))
    shown = likely[: int(LEXICON.limit("shown"))]
    own = _said(recommendation) if shown else {}
    return [_proposal(own, other, found) for other, found in shown]


def twins_to_decide(recommendation: Recommendation, actor: Actor) -> list[Proposal]:
    """The same for who receives it; nobody else decides, and nobody else is shown them."""
    if by_its_receiver(actor, recommendation):
        return []
    return twins_of(recommendation, actor)


def twins_proposed(
    recommendations: Sequence[Recommendation], actor: Actor
) -> list[tuple[Recommendation, list[Proposal]]]:
    """Of these, the ones for which there is a proposal, each pair told once."""
    told: set[frozenset[int]] = set()
    found = []
    for each in recommendations:
        fresh = [
            proposal
            for proposal in twins_of(each, actor)
            if frozenset({each.pk, proposal.recommendation.pk}) not in told
        ]
        told |= {frozenset({each.pk, proposal.recommendation.pk}) for proposal in fresh}
        if fresh:
            found.append((each, fresh))
    return found


def _said_by(terms: Sequence[str]) -> dict[str, int]:
    if not terms:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(SAID_BY, [int(LEXICON.limit("said_by_most")), list(terms)])
        return dict(cursor.fetchall())


def _how_many_open() -> int:
    most = int(LEXICON.limit("said_by_most"))
    return Recommendation.objects.filter(state__in=Recommendation.OPEN).order_by()[:most].count()


def _leading(terms: Sequence[str], said_by: dict[str, int]) -> list[str]:
    """By which terms others are looked for: those of the thing itself that not too many say."""
    most = LEXICON.limit("said_by_most")
    own = [term for term in terms if term in said_by]
    return [term for term in own if said_by[term] < most]


def _candidates(
    recommendation: Recommendation, actor: Actor, leading: Sequence[str]
) -> list[Recommendation]:
    own = Recommendation.raised_by.through.objects.filter(
        recommendation=OuterRef("pk"), unit__in=recommendation.raised_by.all()
    )
    decided = Difference.objects.filter(first=recommendation, second=OuterRef("pk"))
    decided_too = Difference.objects.filter(second=recommendation, first=OuterRef("pk"))
    visible: RecommendationQuerySet = Recommendation.objects.visible_to(actor)
    found = (
        visible.filter(
            state__in=Recommendation.OPEN, terms__overlap=list(leading), **_near(recommendation)
        )
        .exclude(pk=recommendation.pk)
        .exclude(Exists(own))
        .exclude(Exists(decided))
        .exclude(Exists(decided_too))
        .annotate(in_common=_in_common(leading))
        .order_by("-in_common", "-pk")
        .select_related("addressed_to", "lead")
        .prefetch_related(Prefetch("raised_by", Unit.objects.order_by("sort_key")))
    )
    return list(found[: int(LEXICON.limit("weighed"))])


def _near(recommendation: Recommendation) -> dict[str, date]:
    window = timedelta(days=int(LEXICON.limit("window_days")))
    day = recommendation.raised_on or timezone.localdate()
    return {"listed_on__gte": day - window}


def _in_common(leading: Sequence[str]) -> Func:
    return Func(
        F("terms"),
        Value(list(leading)),
        template="(SELECT count(*) FROM unnest(%(expressions)s::text[]))",
        arg_joiner=") said(term) WHERE said.term = ANY(",
        output_field=IntegerField(),
    )


def _read(recommendation: Recommendation) -> Read:
    return Read(recommendation.terms, recommendation.category, recommendation.raised_on)


def _with_others(rarity: dict[str, float], other: Recommendation) -> dict[str, float]:
    """What only the other says is rare enough not to be shared: it weighs as words usually do."""
    usual = sum(rarity.values()) / len(rarity)
    return {term.removeprefix("~"): usual for term in other.terms} | rarity


def _proposal(first: dict[str, str], other: Recommendation, found: Likeness) -> Proposal:
    second = _said(other)
    both = [(first[term], second[term]) for term in found.shared if " " in term or term[0] in "=@"]
    return Proposal(other, found, both or [(first[t], second[t]) for t in found.shared])


def _said(recommendation: Recommendation) -> dict[str, str]:
    names = [commune.name for commune in recommendation.raised_by.all()]
    said = said_in(recommendation.text, names=names)
    return {term.removeprefix("~"): shown for term, shown in reversed(said.items())}
