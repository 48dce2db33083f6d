"""How long an answer may take, and who is told when it takes longer."""

from datetime import date

from haicap.domain.organisations.models import Kind, Unit
from haicap.foundation.deadlines.deadline import Deadline, compute

ANSWER = "recommendation.answer"


def deadline_of_answer(sent_on: date) -> Deadline | None:
    """By when it is answered, with the steps that explain it; None: no law of that day says."""
    try:
        return compute(ANSWER, sent_on)
    except LookupError:
        return None


def last_day_to_answer(sent_on: date) -> date | None:
    deadline = deadline_of_answer(sent_on)
    return deadline.due_on if deadline else None


def leader_over(addressed_to: Unit) -> Unit:
    """The body of the province whose leader is told of a late answer: it was asked itself, or
    the body above what was asked."""
    above = addressed_to.parent
    if above is None or above.kind == Kind.PROVINCE:
        return addressed_to
    return above
