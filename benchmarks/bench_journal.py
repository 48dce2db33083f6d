"""What does the journal cost? Writing beside a bare insert, sealing and verifying beside a read."""

from collections.abc import Iterator

from django.db import connection, transaction

from haicap.domain.tasks.models import Task
from haicap.foundation.access import house
from haicap.foundation.journal.models import Entry, Waiting
from haicap.foundation.journal.sealing import seal_waiting, verify
from haicap.foundation.journal.writing import record

from .measuring import Line, compare, seconds

WRITES = 100


def main() -> Iterator[Line]:
    task = Task.objects.order_by("-id").first()
    hand = house("bench")

    def written() -> None:
        for _time in range(WRITES):
            with transaction.atomic():
                record(actor=hand, event="task.assign", subject=task, lead="Xã Lộc Bình")

    yield compare(f"{WRITES} entries, each a transaction", written, _inserted, limit=3)
    entries = Waiting.objects.count()
    sealed = seconds(seal_waiting)
    read = seconds(_read)
    yield Line("sealing beside reading the entries", sealed / read, 5, _told(entries, sealed))
    faults: list[object] = []
    verified = seconds(lambda: faults.extend(verify()))
    if faults:
        raise RuntimeError(f"the journal has faults: {faults[:3]}")
    total = Entry.objects.count()
    yield Line("verifying beside reading the entries", verified / read, 5, _told(total, verified))


def _inserted() -> None:
    for _time in range(WRITES):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_bare (text) VALUES ('a row') RETURNING id")
            cursor.fetchone()


def _read() -> None:
    for _entry in Entry.objects.order_by("id").iterator(chunk_size=1000):
        pass


def _told(entries: int, taken: float) -> str:
    return f"{entries:,} entries in {taken:.1f} s, {entries / taken:,.0f} a second"
