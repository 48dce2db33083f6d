"""What would be due when? A question in the words people type, read once for every door.

Page, API and command ask alike: a statute, the day or hour of its event, a restart, pauses,
extensions, and whether corrections that are not verified count.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid, Refused
from haicap.foundation.statutes.wording import parsed_moment, plain_day

from .calendar import FIRST_DAY, LAST_DAY, working_calendar
from .deadline import Deadline, compute, extend
from .reckoning import Pause, out_of_reach

A_DAY = r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
ONE_OR_TWO_DAYS = re.compile(rf"[^0-9]{{0,12}}({A_DAY})(?:[^0-9]{{1,12}}({A_DAY}))?[^0-9]{{0,12}}")
"""`06/07/2026 đến 08/07/2026`, `2026-07-06..2026-07-08`, or only the first day."""


@dataclass(frozen=True)
class Question:
    """Every field as it was typed."""

    name: str
    start: str
    restarted: str = ""
    pauses: Sequence[str] = field(default=())
    """One each: the day from which the clock stands, and the day on which it runs again."""
    extensions: Sequence[str] = field(default=())
    """One each: the day on which it was told, and the new date unless the law gives the days."""
    with_unverified: bool = False


def answer(question: Question) -> Deadline:
    """The deadline that was asked about.

    Raises Invalid naming the field, or UnknownStatute or NoValue as `compute` does.
    """
    deadline = compute(
        question.name,
        read_moment("start", question.start),
        restarted=read_moment("restarted", question.restarted) if question.restarted else None,
        pauses=[_pause(words) for words in question.pauses],
        calendar=working_calendar(with_unverified=question.with_unverified),
    )
    for words in question.extensions:
        deadline = _extended(deadline, words)
    return deadline


def read_moment(field: str, words: str) -> date | datetime:
    """A day or a day with an hour; raises Invalid(field) when it is neither, or out of reach."""
    try:
        moment = parsed_moment(words)
    except ValueError as error:
        reason = _("“%(words)s” is not a day: write dd/mm/yyyy.") % {"words": words[:40]}
        raise Invalid(field, reason, words) from error
    # Asked of the year alone: at the ends of time an hour has no place on our clock.
    if not FIRST_DAY.year <= moment.year <= LAST_DAY.year:
        raise out_of_reach(field, plain_day(moment))
    return moment


def _pause(words: str) -> Pause:
    since, until = _days("pauses", words)
    return Pause(since, until)


def _extended(deadline: Deadline, words: str) -> Deadline:
    asked_on, until = _days("extensions", words)
    try:
        return extend(deadline, asked_on=asked_on, until=until)
    except Refused as refused:
        # Nobody is refused here: the law gives none, so the question cannot be answered.
        raise Invalid("extensions", refused.refusal.reason, words) from refused
    except Invalid as error:
        raise Invalid("extensions", error.reason, words) from error


def _days(field: str, words: str) -> tuple[date, date | None]:
    found = ONE_OR_TWO_DAYS.fullmatch(words)
    if not found:
        reason = _("“%(words)s” is not one day or two: write 06/07/2026 – 08/07/2026.")
        raise Invalid(field, reason % {"words": words[:60]}, words)
    first, second = (read_moment(field, day) if day else None for day in found.groups())
    return first, second  # type: ignore[return-value]  # the pattern has days only
