"""Open clocks as plain rows by the thousand, and when they are due by the law as it is now.

Rows, not records: a record each, with its pauses and extensions, costs a hundred times what
the counting itself does.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from haicap.foundation.access import Invalid

from .bulk import due_dates
from .deadline import Postponement, compute
from .models import Clock, ClockExtension, ClockPause, ClockQuerySet, moment_of
from .reckoning import Pause

logger = logging.getLogger(__name__)
CLOCKS_A_TURN = 5000


@dataclass(frozen=True)
class OpenClock:
    """What the due date of one clock depends on, and what it is written as."""

    pk: int
    name: str
    subject: str
    start: date | datetime
    restarted: date | datetime | None
    pauses: Sequence[Pause]
    extensions: Sequence[Postponement]
    due_on: date | None
    printed_due_on: date | None

    def __str__(self) -> str:
        return f"{self.name} on {self.subject}"


def turns() -> Iterator[list[OpenClock]]:
    """All open clocks in the order of their numbers, so many at a time."""
    last = 0
    while clocks := read(Clock.objects.open().filter(pk__gt=last).order_by("pk")[:CLOCKS_A_TURN]):
        yield clocks
        last = clocks[-1].pk


def read(clocks: ClockQuerySet) -> list[OpenClock]:
    """These clocks with what their dates depend on, in three statements."""
    rows = list(
        clocks.values_list(
            "pk", "name", "subject_type", "subject_id", "started_on", "started_hour",
            "restarted_on", "restarted_hour", "due_on", "printed_due_on",
        )
    )  # fmt: skip
    ids = [row[0] for row in rows]
    pauses: defaultdict[int, list[Pause]] = defaultdict(list)
    for clock, since, until in ClockPause.objects.filter(clock__in=ids).values_list(
        "clock_id", "since", "until"
    ):
        pauses[clock].append(Pause(since, until))
    extensions: defaultdict[int, list[Postponement]] = defaultdict(list)
    for clock, asked_on, until in ClockExtension.objects.filter(clock__in=ids).values_list(
        "clock_id", "asked_on", "until"
    ):
        extensions[clock].append(Postponement(asked_on, until))
    return [
        OpenClock(
            pk,
            name,
            f"{subject_type} {subject_id}",
            moment_of(started_on, started_hour),
            restarted_on and moment_of(restarted_on, restarted_hour),
            pauses.get(pk, ()),
            extensions.get(pk, ()),
            due_on,
            printed_due_on,
        )
        for (
            pk, name, subject_type, subject_id, started_on, started_hour,
            restarted_on, restarted_hour, due_on, printed_due_on,
        ) in rows
    ]  # fmt: skip


def due_now(clocks: Sequence[OpenClock]) -> Iterator[tuple[OpenClock, date | None]]:
    """Each with the day on which it is due by law and calendar as they are now."""
    by_name: defaultdict[str, list[OpenClock]] = defaultdict(list)
    for clock in clocks:
        by_name[clock.name].append(clock)
    for name, alike in by_name.items():
        yield from zip(alike, _due(name, alike), strict=True)


def _due(name: str, clocks: Sequence[OpenClock]) -> Sequence[date | None]:
    try:
        return _due_together(name, clocks)
    except (LookupError, Invalid):
        # The law as it is now does not cover one of them: the others are not to wait for it.
        return [_due_alone(clock) for clock in clocks]


def _due_together(name: str, clocks: Sequence[OpenClock]) -> Sequence[date | None]:
    columns = [
        ([each and each.since for each in column], [each and each.until for each in column])
        for column in zip(*_padded([clock.pauses for clock in clocks]), strict=True)
    ]
    extended = [_extended(clock.extensions) for clock in clocks]
    due: list[date | None] = due_dates(
        name,
        [clock.start for clock in clocks],
        restarted=[clock.restarted for clock in clocks],
        pauses=columns,
        extended_to=[until for until, _times in extended],
        extensions=[times for _until, times in extended],
    ).tolist()
    return due


def _due_alone(clock: OpenClock) -> date | None:
    try:
        return compute(
            clock.name,
            clock.start,
            restarted=clock.restarted,
            pauses=clock.pauses,
            postponements=clock.extensions,
        ).due_on
    except (LookupError, Invalid) as fault:
        logger.warning("%s keeps its date: %s", clock, fault)
        return clock.due_on


def _padded(pauses: Sequence[Sequence[Pause]]) -> list[list[Pause | None]]:
    """As many places in each row as in the longest."""
    most = max(map(len, pauses))
    return [[*own, *[None] * (most - len(own))] for own in pauses]


def _extended(extensions: Sequence[Postponement]) -> tuple[date | None, int]:
    """The date of the last extension to an exact one, and how many by what the law gives since."""
    until, times = None, 0
    for extension in extensions:
        until, times = (extension.until, 0) if extension.until else (until, times + 1)
    return until, times
