"""The JSON door to the statutory clock: when would it be due, and why."""

from datetime import date, datetime
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from haicap.foundation.statutes import NoValue, UnknownStatute

from .asking import Question, answer
from .deadline import Deadline

router = Router(tags=["deadlines"])


class QuestionIn(Schema):
    """The event, and what came after it; days as dd/mm/yyyy or ISO."""

    start: str = Field(description="The day of the event, or the day with an hour.")
    restarted: str = Field("", description="The day or hour at which the clock began from zero.")
    pause: list[str] = Field(
        [],
        description=(
            "2026-07-06..2026-07-08: the day from which the clock stood, and the day on which it"
            " ran again; without a second day it still stands. May be repeated."
        ),
    )
    extension: list[str] = Field(
        [],
        description=(
            "2026-01-30..2026-03-15: the day on which it was told, and the new date; without a"
            " new date by what the law gives. May be repeated."
        ),
    )
    with_unverified: bool = Field(
        False, description="Count corrections of the calendar that are not verified, too."
    )


class StepOut(Schema):
    text: str
    basis: str


class PauseOut(Schema):
    since: date
    until: date | None


class ExtensionOut(Schema):
    asked_on: date
    until: date | None


class DeadlineOut(Schema):
    """A due date with the steps that lead to it."""

    name: str
    title: str
    start: date | datetime
    restarted: date | datetime | None
    pauses: list[PauseOut]
    extensions: list[ExtensionOut]
    due_on: date | None
    due_at: datetime | None
    counted_to: date | None
    otherwise_due_on: date | None
    """If the corrections of the calendar that are not verified held; null: the same."""
    is_unverified: bool
    steps: list[StepOut]


@router.get("/{name}", response=DeadlineOut, auth=None)
def get_deadline(
    request: HttpRequest, name: str, question: Annotated[QuestionIn, Query()]
) -> DeadlineOut:
    """When something is due whose event is on `start`, with pauses, restart and extensions."""
    asked = Question(
        name,
        question.start,
        question.restarted,
        question.pause,
        question.extension,
        question.with_unverified,
    )
    try:
        return _deadline_out(answer(asked))
    except (UnknownStatute, NoValue) as error:
        raise Http404 from error


def _deadline_out(deadline: Deadline) -> DeadlineOut:
    return DeadlineOut(
        name=deadline.value.name,
        title=str(deadline.value.title),
        start=deadline.start,
        restarted=deadline.restarted,
        pauses=[PauseOut(since=pause.since, until=pause.until) for pause in deadline.pauses],
        extensions=[
            ExtensionOut(asked_on=each.asked_on, until=each.until)
            for each in deadline.postponements
        ],
        due_on=deadline.due_on,
        due_at=deadline.due_at,
        counted_to=deadline.counted_to,
        otherwise_due_on=deadline.otherwise_due_on,
        is_unverified=deadline.value.is_unverified,
        steps=[StepOut(text=step.text, basis=step.basis) for step in deadline.explain()],
    )
