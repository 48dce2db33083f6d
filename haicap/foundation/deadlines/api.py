"""The JSON door to the statutory clock: when would it be due, and why."""

from datetime import date, datetime

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema

from haicap.foundation.access import Invalid
from haicap.foundation.statutes import NoValue, UnknownStatute
from haicap.foundation.statutes.wording import parsed_moment

from .deadline import compute

router = Router(tags=["deadlines"])


class StepOut(Schema):
    text: str
    basis: str


class DeadlineOut(Schema):
    """A due date with the steps that lead to it."""

    name: str
    title: str
    start: date | datetime
    due_on: date | None
    due_at: datetime | None
    counted_to: date | None
    is_unverified: bool
    steps: list[StepOut]


@router.get("/{name}", response=DeadlineOut, auth=None)
def get_deadline(request: HttpRequest, name: str, start: str) -> DeadlineOut:
    """When something is due whose event is on `start`: a day, or a day with an hour."""
    try:
        moment = parsed_moment(start)
    except ValueError as error:
        raise Invalid("start", _("Write the day as dd/mm/yyyy."), start) from error
    try:
        deadline = compute(name, moment)
    except (UnknownStatute, NoValue) as error:
        raise Http404 from error
    return DeadlineOut(
        name=name,
        title=str(deadline.value.title),
        start=deadline.start,
        due_on=deadline.due_on,
        due_at=deadline.due_at,
        counted_to=deadline.counted_to,
        is_unverified=deadline.value.is_unverified,
        steps=[StepOut(text=step.text, basis=step.basis) for step in deadline.explain()],
    )
