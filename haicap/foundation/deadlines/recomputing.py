"""A corrected calendar or a changed law reaches every open deadline, in bulk, and is told.

Safe to run at any time, twice, and in two places at once: a date is written only under the lock
of its row and only where it differs, so each change is written and told once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from haicap.foundation.access import Actor
from haicap.foundation.journal.writing import record_all
from haicap.foundation.statutes import find_statute
from haicap.foundation.statutes.wording import plain_day

from .fingerprint import is_older_than, law_fingerprint
from .models import Clock, LawSeen
from .open_clocks import OpenClock, due_now, read, turns


@dataclass(frozen=True)
class Change:
    """One open deadline that is due on another day now."""

    clock: OpenClock
    old: date | None
    new: date | None

    def __str__(self) -> str:
        promised = self.clock.printed_due_on
        printed = f" (printed: {plain_day(promised)})" if promised else ""
        return f"{self.clock}: {_in_words(self.old)} → {_in_words(self.new)}{printed}"


@dataclass(frozen=True)
class Progress:
    """How far a recomputation has come."""

    seen: int
    total: int
    changed: int


Watcher = Callable[[Progress], None]


def changes_due() -> Iterator[Change]:
    """What a recomputation would change; changes nothing."""
    for clocks in turns():
        yield from _changes(clocks)


def recompute_open(actor: Actor, *, watch: Watcher = lambda progress: None) -> int:
    """Work out every open deadline anew; returns how many are due on another day.

    The date printed on a slip stays what it was.
    """
    total, seen, changed = Clock.objects.open().count(), 0, 0
    for clocks in turns():
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


def _changes(clocks: Sequence[OpenClock]) -> Iterator[Change]:
    for clock, due_on in due_now(clocks):
        if due_on != clock.due_on:
            yield Change(clock, clock.due_on, due_on)


@transaction.atomic
def _write(ids: Sequence[int], actor: Actor) -> int:
    """Under the rows' locks, and as they stand now: a hand may have moved one meanwhile."""
    locked = Clock.objects.open().filter(pk__in=ids).order_by("pk").select_for_update()
    changes = list(_changes(read(locked)))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE deadlines_clock SET due_on = changed.due_on"
            " FROM unnest(%s::bigint[], %s::date[]) AS changed (id, due_on)"
            " WHERE deadlines_clock.id = changed.id",
            [[change.clock.pk for change in changes], [change.new for change in changes]],
        )
    record_all(
        actor=actor,
        event="clock.recompute",
        told=[(Clock(pk=change.clock.pk), _told(change)) for change in changes],
    )
    return len(changes)


def _told(change: Change) -> dict[str, str]:
    title = find_statute(change.clock.name).title.vi
    return {"title": title, "old": _in_words(change.old), "due": _in_words(change.new)}


def _in_words(day: date | None) -> str:
    return plain_day(day) if day else "…"
