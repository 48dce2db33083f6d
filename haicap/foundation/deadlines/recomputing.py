"""A corrected calendar or a changed law reaches every open deadline, in bulk, and is told.

Safe to run at any time, twice, and in two places at once: a date is written only under the lock
of its row and only where it differs, so each change is written and told once.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from haicap.foundation.access import Actor, Invalid
from haicap.foundation.journal.writing import record_all
from haicap.foundation.statutes import find_statute
from haicap.foundation.statutes.wording import plain_day

from .bulk import due_dates
from .fingerprint import is_older_than, law_fingerprint
from .models import Clock, LawSeen
from .reckoning import Pause

logger = logging.getLogger(__name__)
CLOCKS_A_TURN = 5000


@dataclass(frozen=True)
class Change:
    """One open deadline that is due on another day now."""

    clock: Clock
    old: date | None
    new: date | None

    def __str__(self) -> str:
        old, new = (plain_day(day) if day else "…" for day in (self.old, self.new))
        promised = self.clock.printed_due_on
        printed = f" (printed: {plain_day(promised)})" if promised else ""
        return f"{self.clock}: {old} → {new}{printed}"


@dataclass(frozen=True)
class Progress:
    """How far a recomputation has come."""

    seen: int
    total: int
    changed: int


Watcher = Callable[[Progress], None]


def changes_due() -> Iterator[Change]:
    """What a recomputation would change; changes nothing."""
    for clocks in _turns():
        yield from _changes(clocks)


def recompute_open(actor: Actor, *, watch: Watcher = lambda progress: None) -> int:
    """Work out every open deadline anew; returns how many are due on another day.

    The date printed on a slip stays what it was.
    """
    total, seen, changed = Clock.objects.open().count(), 0, 0
    for clocks in _turns():
        ids = [change.clock.pk for change in _changes(clocks)]
        if ids:
            changed += _write(ids, actor)
        seen += len(clocks)
        watch(Progress(seen, max(total, seen), changed))
    return changed


def recompute_if_law_changed(
    actor: Actor, *, always: bool = False, watch: Watcher = lambda progress: None
) -> int:
    """Recompute when law or calendar differ from those of last time; `always`: in any case.

    A process that took up the law before the last recomputation leaves it to newer ones: while
    an installation is renewed, old and new workers must not push dates to and fro.
    """
    held = LawSeen.objects.order_by("-seen_at").first()
    if held and is_older_than(held.seen_at):
        return 0
    fingerprint = law_fingerprint()
    if held and held.fingerprint == fingerprint and not always:
        return 0
    begun_at = timezone.now()
    changed = recompute_open(actor, watch=watch)
    if not held or held.fingerprint != fingerprint:
        _remember(fingerprint, begun_at)
    return changed


@transaction.atomic
def _remember(fingerprint: str, seen_at: datetime) -> None:
    """Only after the work: a run that broke off is begun again."""
    LawSeen.objects.all().delete()
    LawSeen.objects.create(fingerprint=fingerprint, seen_at=seen_at)


def _turns() -> Iterator[list[Clock]]:
    last = 0
    while True:
        rows = Clock.objects.open().filter(pk__gt=last).order_by("pk").with_all()
        clocks = list(rows[:CLOCKS_A_TURN])
        if not clocks:
            return
        yield clocks
        last = clocks[-1].pk


@transaction.atomic
def _write(ids: Sequence[int], actor: Actor) -> int:
    """Under the rows' locks, and as they stand now: a hand may have moved one meanwhile."""
    locked = Clock.objects.open().filter(pk__in=ids).order_by("pk").select_for_update()
    changes = list(_changes(list(locked.with_all())))
    for change in changes:
        change.clock.due_on = change.new
    Clock.objects.bulk_update([change.clock for change in changes], ["due_on"], batch_size=1000)
    record_all(
        actor=actor,
        event="clock.recompute",
        told=[(change.clock, _told(change)) for change in changes],
    )
    return len(changes)


def _told(change: Change) -> dict[str, str]:
    old, new = (plain_day(day) if day else "…" for day in (change.old, change.new))
    return {"title": find_statute(change.clock.name).title.vi, "old": old, "due": new}


def _changes(clocks: Sequence[Clock]) -> Iterator[Change]:
    by_name: defaultdict[str, list[Clock]] = defaultdict(list)
    for clock in clocks:
        by_name[clock.name].append(clock)
    for name, alike in by_name.items():
        for clock, due_on in zip(alike, _due(name, alike), strict=True):
            if due_on != clock.due_on:
                yield Change(clock, clock.due_on, due_on)


def _due(name: str, clocks: Sequence[Clock]) -> Sequence[date | None]:
    try:
        return _due_together(name, clocks)
    except (LookupError, Invalid):
        # The law as it is now does not cover one of them: the others are not to wait for it.
        return [_due_alone(clock) for clock in clocks]


def _due_together(name: str, clocks: Sequence[Clock]) -> Sequence[date | None]:
    pauses = [[each.as_pause for each in clock.pauses.all()] for clock in clocks]
    columns = [
        ([each and each.since for each in column], [each and each.until for each in column])
        for column in zip(*_padded(pauses), strict=True)
    ]
    extended = [_extended(clock) for clock in clocks]
    due: list[date | None] = due_dates(
        name,
        [clock.start for clock in clocks],
        restarted=[clock.restarted for clock in clocks],
        pauses=columns,
        extended_to=[until for until, _times in extended],
        extensions=[times for _until, times in extended],
    ).tolist()
    return due


def _due_alone(clock: Clock) -> date | None:
    try:
        return clock.deadline.due_on
    except (LookupError, Invalid) as fault:
        logger.warning("%s keeps its date: %s", clock, fault)
        return clock.due_on


def _padded(pauses: Sequence[Sequence[Pause]]) -> list[list[Pause | None]]:
    """As many places in each row as in the longest."""
    most = max(map(len, pauses))
    return [[*own, *[None] * (most - len(own))] for own in pauses]


def _extended(clock: Clock) -> tuple[date | None, int]:
    """The date of the last extension to an exact one, and how many by what the law gives since."""
    until, times = None, 0
    for extension in clock.extensions.all():
        until, times = (extension.until, 0) if extension.until else (until, times + 1)
    return until, times
