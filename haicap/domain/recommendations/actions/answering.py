"""What is answered: by the unit that leads for all, by the others as contributions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import standing_of
from haicap.domain.recommendations.models import Answer, Point, Recommendation, RoadmapStep
from haicap.domain.recommendations.queries import outcomes
from haicap.domain.recommendations.rules import RECOMMENDATION_FLOW
from haicap.foundation.access import Actor, Invalid, Refusal, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import advance

State = Recommendation.State
Ending = Recommendation.Ending
WITH_REASON = frozenset({Ending.EXPLAINED, Ending.NOT_COMPETENT, Ending.NOT_ACCEPTED})
WITH_ROADMAP = frozenset({Ending.IN_HAND, Ending.PLANNED})


@dataclass(frozen=True)
class GivenPoint:
    """One point of an answer, to one commune or (None) to all."""

    text: str
    asked: str = ""
    commune: Unit | None = None


@dataclass(frozen=True)
class GivenStep:
    text: str
    due_on: date


@dataclass(frozen=True)
class Outcome:
    """What became of it, as the unit that leads says: with its reason, roadmap or addressee."""

    result: str = ""
    reason: str = ""
    forwarded_to: str = ""
    forwarded_by: str = ""
    steps: Sequence[GivenStep] = ()


NOT_STATED = Outcome()


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
    outcome: Outcome = NOT_STATED,
    points: Sequence[GivenPoint] = (),
    effective_on: date | None = None,
) -> Answer:
    """Answer recommendations that were sent on; each of them moves if the unit leads it.

    The house also records answers of which the content, or what they answer, is not stated:
    such an answer moves nothing, because a state changes only by the move `answer`, and that
    needs a routed recommendation and words. A person always writes words and the number of the
    document, for recommendations that were sent to a unit of theirs, and in their own name;
    who leads also says with which result.
    """
    answered = list(recommendations)
    words = (text or "").strip() or None
    day = given_on if actor.is_house else (given_on or timezone.localdate())
    leads = True
    if not actor.is_house:
        given_by, unit = "", unit or _unit_asked(actor, answered)
        # Who has no unit here is refused by the rule of the move, whatever else they sent.
        leads = unit is None or all(each.lead_id in (None, unit.pk) for each in answered)
        _check_of_a_person(actor, answered, unit, words)
        _check_document(document, day, leads=leads, outcome=outcome)
    if outcome != NOT_STATED:
        _check_outcome(outcome, day or effective_on or timezone.localdate())
    _check_points(points, answered)
    answer = Answer.objects.create(
        unit=unit,
        given_by=given_by or (actor.on_behalf_of or actor.name)[:300],
        given_at=given_at,
        given_on=day,
        text=words,
        document=document.strip(),
        result=outcome.result,
        reason=outcome.reason.strip(),
        forwarded_to=outcome.forwarded_to.strip(),
        forwarded_by=outcome.forwarded_by.strip(),
        is_simulated=actor.is_simulated,
    )
    answer.recommendations.set(answered)
    _write_parts(answer, points, outcome.steps)
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
            _move(each, answer, actor=actor, leads=leads, effective_on=effective_on)
    return answer


def _move(
    recommendation: Recommendation,
    answer: Answer,
    *,
    actor: Actor,
    leads: bool,
    effective_on: date | None,
) -> None:
    advance(
        RECOMMENDATION_FLOW,
        "answer" if leads else "contribute",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        changes={"result": answer.result} if leads else {},
        answer=answer.pk,
        document=answer.document,
        result=answer.result,
    )


def _write_parts(answer: Answer, points: Sequence[GivenPoint], steps: Sequence[GivenStep]) -> None:
    Point.objects.bulk_create(
        Point(
            answer=answer,
            position=position,
            commune=each.commune,
            asked=each.asked.strip(),
            text=each.text.strip(),
        )
        for position, each in enumerate(points, start=1)
    )
    RoadmapStep.objects.bulk_create(
        RoadmapStep(answer=answer, position=position, text=each.text.strip(), due_on=each.due_on)
        for position, each in enumerate(steps, start=1)
    )


def _unit_asked(actor: Actor, answered: list[Recommendation]) -> Unit | None:
    """The unit of the actor to which these were sent; the one that leads before the others."""
    own = standing_of(actor).units
    leads = {each.lead_id for each in answered}
    asked = Unit.objects.filter(pk__in=own, routed_recommendations__in=answered).distinct()
    return min(asked, key=lambda unit: (unit.pk not in leads, unit.pk), default=None)


def _check_of_a_person(
    actor: Actor, answered: list[Recommendation], unit: Unit | None, words: str | None
) -> None:
    if not answered:
        raise Invalid("recommendations", _("Say what is answered."))
    if unit is not None and unit.pk not in standing_of(actor).units:
        require(Refusal(_("You do not answer in the name of this unit.")))
    if words is None:
        raise Invalid("text", _("Write the answer."))


def _check_document(document: str, day: date | None, *, leads: bool, outcome: Outcome) -> None:
    if not document.strip():
        raise Invalid("document", _("Give the number and symbol of the document."))
    if day and day > timezone.localdate():
        raise Invalid("given_on", _("This day is still to come."), day)
    if leads and not outcome.result:
        raise Invalid("result", _("Say what became of it."))
    if not leads and outcome != NOT_STATED:
        reason = _("Only the unit that leads says what became of it.")
        raise Invalid("result", reason, outcome.result)


def _check_outcome(outcome: Outcome, day: date) -> None:
    result = outcome.result
    if result not in outcomes(day):
        raise Invalid("result", _("This result is not in the list of that day."), result)
    if result in WITH_REASON and not outcome.reason.strip():
        raise Invalid("reason", _("Give the reason."))
    is_forwarded = result == Ending.NOT_COMPETENT
    for field, given, missing in (
        ("forwarded_to", outcome.forwarded_to, _("Say to whom it was forwarded.")),
        ("forwarded_by", outcome.forwarded_by, _("Say by which document it was forwarded.")),
    ):
        if is_forwarded and not given.strip():
            raise Invalid(field, missing)
        if given.strip() and not is_forwarded:
            reason = _("Only what is not within competence is forwarded.")
            raise Invalid(field, reason, given)
    _check_steps(outcome, day)


def _check_steps(outcome: Outcome, day: date) -> None:
    if outcome.result in WITH_ROADMAP and not outcome.steps:
        raise Invalid("steps", _("Give the roadmap: what is done by which day."))
    if outcome.steps and outcome.result not in WITH_ROADMAP:
        raise Invalid("steps", _("A roadmap belongs to what is being or to be resolved."))
    for step in outcome.steps:
        if not step.text.strip():
            raise Invalid("steps", _("Say what is done by this day."), step.due_on)
        if step.due_on < day:
            raise Invalid("steps", _("A step lies before the day of the answer."), step.due_on)


def _check_points(points: Sequence[GivenPoint], answered: list[Recommendation]) -> None:
    asking = Unit.objects.filter(raised_recommendations__in=answered).values_list("pk", flat=True)
    communes = set(asking) if any(each.commune for each in points) else set()
    for each in points:
        if not each.text.strip():
            raise Invalid("points", _("Write an answer to each point."), each.asked[:80])
        if each.commune and each.commune.pk not in communes:
            raise Invalid("points", _("This commune did not raise it."), str(each.commune))
