"""Everything that changes recommendations and their answers."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.organisations.queries import standing_of
from haicap.foundation.access import Actor, Invalid, Refusal, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import advance

from .models import Answer, Recommendation
from .queries import categories
from .rules import RECOMMENDATION_FLOW, in_the_name_of

State = Recommendation.State


@transaction.atomic
def raise_recommendation(
    *,
    actor: Actor,
    text: str,
    category: str,
    raised_by: Iterable[Unit],
    addressed_to: Unit,
    raised_on: date | None = None,
    raised_at: Session | None = None,
    located_in: Unit | None = None,
    is_joint: bool = False,
    effective_on: date | None = None,
) -> Recommendation:
    """One or more communes ask something of a body of the province.

    `category` is a code of the list that holds on the day it is raised. Raises Refused for
    whoever does not act for each of the communes, Invalid naming the argument.
    """
    communes = list(raised_by)
    require(in_the_name_of(actor, communes))
    day = raised_on or effective_on or timezone.localdate()
    recommendation = Recommendation(
        text=text.strip(),
        category=category,
        raised_on=raised_on,
        raised_at=raised_at,
        addressed_to=addressed_to,
        located_in=located_in,
        is_joint=is_joint,
        is_simulated=actor.is_simulated,
    )
    _check(recommendation, communes, day)
    recommendation.save(force_insert=True)
    recommendation.raised_by.set(communes)
    record(
        actor=actor,
        event="recommendation.raise",
        subject=recommendation,
        effective_on=effective_on,
        after=recommendation.state,
        addressed_to=str(addressed_to),
        communes=[commune.key for commune in communes],
    )
    return recommendation


def _check(recommendation: Recommendation, communes: list[Unit], day: date) -> None:
    if not recommendation.text:
        raise Invalid("text", _("Say what is asked for."))
    if not communes:
        raise Invalid("raised_by", _("Say which commune raises it."))
    for commune in communes:
        if commune.kind != Kind.COMMUNE:
            raise Invalid("raised_by", _("Only communes raise recommendations."), str(commune))
    if recommendation.is_joint and len(communes) < 2:
        raise Invalid("is_joint", _("Together means at least two communes."))
    if recommendation.addressed_to.is_place:
        name = str(recommendation.addressed_to)
        raise Invalid("addressed_to", _("Name a body that can answer, not a place."), name)
    if day > timezone.localdate():
        raise Invalid("raised_on", _("This day is still to come."), day)
    _check_category(recommendation.category, day)


def _check_category(category: str, day: date) -> None:
    try:
        known = categories(day)
    except LookupError as no_list_yet:
        raise Invalid("raised_on", str(no_list_yet), day) from no_list_yet
    if category not in known:
        raise Invalid("category", _("This category is not in the list of that day."), category)


@transaction.atomic
def route_recommendation(
    recommendation: Recommendation,
    *,
    actor: Actor,
    to: Iterable[Unit],
    effective_on: date | None = None,
) -> None:
    """Send it on to the units that are to answer it."""
    units = list(to)
    if not units:
        raise Invalid("to", _("Choose at least one unit."))
    raised_by = set(recommendation.raised_by.all())
    for unit in units:
        if unit in raised_by:
            raise Invalid("to", _("A commune does not answer itself."), str(unit))
    advance(
        RECOMMENDATION_FLOW,
        "route",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        units=", ".join(str(unit) for unit in units),
        keys=[unit.key for unit in units],
    )
    recommendation.routed_to.set(units)


@transaction.atomic
def give_answer(
    *,
    actor: Actor,
    recommendations: Iterable[Recommendation],
    given_by: str = "",
    unit: Unit | None = None,
    given_at: Session | None = None,
    given_on: date | None = None,
    text: str | None = None,
    document: str = "",
    effective_on: date | None = None,
) -> Answer:
    """Answer recommendations that were sent on; each of them moves.

    The house also records answers of which the content, or what they answer, is not stated:
    such an answer moves nothing, because a state changes only by the move `answer`, and that
    needs a routed recommendation and words. A person always writes words, for recommendations
    that were sent to a unit of theirs, and in their own name.
    """
    answered = list(recommendations)
    words = (text or "").strip() or None
    if not actor.is_house:
        given_by = ""
        unit = unit or _unit_asked(actor, answered)
        _check_of_a_person(actor, answered, unit, words)
    answer = Answer.objects.create(
        unit=unit,
        given_by=given_by or (actor.on_behalf_of or actor.name)[:300],
        given_at=given_at,
        given_on=given_on if actor.is_house else (given_on or timezone.localdate()),
        text=words,
        document=document.strip(),
        is_simulated=actor.is_simulated,
    )
    answer.recommendations.set(answered)
    record(
        actor=actor,
        event="answer.record",
        subject=answer,
        effective_on=effective_on,
        given_by=answer.given_by,
        recommendations=[each.pk for each in answered],
    )
    for each in answered:
        if not actor.is_house or (words and each.state == State.ROUTED):
            advance(
                RECOMMENDATION_FLOW,
                "answer",
                actor=actor,
                thing=each,
                effective_on=effective_on,
                answer=answer.pk,
            )
    return answer


def _unit_asked(actor: Actor, answered: list[Recommendation]) -> Unit | None:
    """The unit of the actor to which these were sent."""
    own = standing_of(actor).units
    return Unit.objects.filter(pk__in=own, routed_recommendations__in=answered).first()


def _check_of_a_person(
    actor: Actor, answered: list[Recommendation], unit: Unit | None, words: str | None
) -> None:
    if not answered:
        raise Invalid("recommendations", _("Say what is answered."))
    if unit is not None and unit.pk not in standing_of(actor).units:
        require(Refusal(_("You do not answer in the name of this unit.")))
    if words is None:
        raise Invalid("text", _("Write the answer."))


@transaction.atomic
def close_recommendation(
    recommendation: Recommendation,
    *,
    actor: Actor,
    ending: str,
    effective_on: date | None = None,
) -> None:
    """The commune says how it ended: closed is not yet solved, and the endings count apart."""
    if ending not in Recommendation.Ending.values:
        raise Invalid("ending", _("Say how it ended."), ending)
    advance(
        RECOMMENDATION_FLOW,
        "close",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        changes={"ending": ending},
        ending=ending,
    )


@transaction.atomic
def reopen_recommendation(
    recommendation: Recommendation,
    *,
    actor: Actor,
    reason: str,
    effective_on: date | None = None,
) -> None:
    """The commune sends the answer back to the units that gave it, saying what is missing."""
    if not reason.strip():
        raise Invalid("reason", _("Give the reason."))
    advance(
        RECOMMENDATION_FLOW,
        "reopen",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        reason=reason.strip(),
    )
