"""Seals over the journal's entries, and the check that finds what was altered.

Each seal covers its entries in order and the seal before it. Entries wait for their seal in
a table of their own, filled by a database trigger: an entry that commits late is sealed late,
and one that is neither sealed nor waiting was inserted by another hand.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .models import Entry, Seal, Waiting

ENTRIES_A_SEAL = 1000
# What a hash covers. Named one by one: a column added later must not alter the hashes of what
# was sealed before it; it is left out here while it holds its default.
FIELDS = (
    "id", "recorded_at", "effective_on", "actor_id", "actor_name", "on_behalf_of",
    "is_simulated", "event", "subject_type", "subject_id", "before", "after", "details",
    "backdated_because",
)  # fmt: skip
# Two sealers would fork the chain; the number only has to be ours within this database.
SEALING_LOCK = 4_816_001


def entry_hash(entry: Entry) -> bytes:
    """SHA-256 over every field of the entry, in a form that does not depend on the machine."""
    values = {name: _as_written(getattr(entry, name)) for name in FIELDS}
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).digest()


def _as_written(value: Any) -> Any:
    # An instant is the same in every zone; the zone of the connection must not matter.
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _seal_hash(previous: bytes, ids: Sequence[int], hashes: Sequence[bytes]) -> bytes:
    chain = hashlib.sha256(previous)
    for number, digest in zip(ids, hashes, strict=True):
        chain.update(number.to_bytes(8, "big") + digest)
    return chain.digest()


def seal_waiting() -> int:
    """Seal all entries that wait; returns how many. Safe to run at any time, from anywhere."""
    sealed = 0
    while count := _seal_some():
        sealed += count
    return sealed


@transaction.atomic
def _seal_some() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING_LOCK])
    # A waiting row without an entry stays for `verify` to tell of, and is in nobody's way.
    ids = list(
        Waiting.objects.filter(Exists(Entry.objects.filter(pk=OuterRef("entry_id"))))
        .order_by("entry_id")
        .values_list("entry_id", flat=True)[:ENTRIES_A_SEAL]
    )
    if not ids:
        return 0
    entries = Entry.objects.in_bulk(ids)
    hashes = [entry_hash(entries[number]) for number in ids]
    previous = head()
    Seal.objects.create(
        sealed_at=timezone.now(),
        entry_ids=ids,
        entry_hashes=hashes,
        previous_hash=previous,
        hash=_seal_hash(previous, ids, hashes),
    )
    Waiting.objects.filter(entry_id__in=ids).delete()
    return len(ids)


def head() -> bytes:
    """The hash of the last seal, which stands for all that was sealed; empty before the first.

    Kept where no hand in this database reaches, it proves later that the chain was neither cut
    off at its end nor written anew as a whole.
    """
    last = Seal.objects.order_by("-id").values_list("hash", flat=True).first()
    return bytes(last) if last else b""


def has_been_head(known: bytes) -> bool:
    """Did the chain, as it stands, once end with this hash?"""
    return known == b"" or Seal.objects.filter(hash=known).exists()


@dataclass(frozen=True)
class Fault:
    """What is wrong in the journal, and at which entry or seal."""

    what: str
    entry_id: int | None = None
    seal_id: int | None = None

    def __str__(self) -> str:
        place = f"entry {self.entry_id}" if self.entry_id is not None else f"seal {self.seal_id}"
        return f"{place}: {self.what}"


Progress = Callable[[int], None]


def verify(progress: Progress = lambda entries: None) -> Iterator[Fault]:
    """Recompute the whole chain; yields each fault, in the order of the chain.

    `progress` is told how many entries each step checked.
    """
    previous, before = b"", None
    for seal in Seal.objects.order_by("id").iterator(chunk_size=50):
        yield from _faults_of(seal, previous, before)
        previous, before = bytes(seal.hash), seal.pk
        progress(len(seal.entry_ids))
    yield from _strays(progress)


def _faults_of(seal: Seal, previous: bytes, before: int | None) -> Iterator[Fault]:
    hashes = [bytes(digest or b"") for digest in seal.entry_hashes]
    if bytes(seal.previous_hash) != previous:
        link = f"does not follow seal {before}" if before else "is not the first of the chain"
        yield Fault(f"{link}; a seal was removed, inserted or altered", seal_id=seal.pk)
    if not _is_list_whole(seal, hashes):
        yield Fault("its list of entries was altered", seal_id=seal.pk)
    entries = Entry.objects.in_bulk(seal.entry_ids)
    for number, digest in zip(seal.entry_ids, hashes, strict=False):
        if number not in entries:
            yield Fault("was removed", entry_id=number)
        elif entry_hash(entries[number]) != digest:
            yield Fault("was altered", entry_id=number)


def _is_list_whole(seal: Seal, hashes: Sequence[bytes]) -> bool:
    try:
        computed = _seal_hash(bytes(seal.previous_hash), seal.entry_ids, hashes)
    except (ValueError, OverflowError, AttributeError):
        # Of unequal length, or numbers that no entry can have: not ours.
        return False
    return computed == bytes(seal.hash)


def _strays(progress: Progress) -> Iterator[Fault]:
    """Entries that no seal covers and that do not wait for one; waiting rows without an entry."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry.id FROM journal_entry entry"
            " LEFT JOIN (SELECT unnest(entry_ids) AS id FROM journal_seal) sealed USING (id)"
            " LEFT JOIN journal_waiting waiting ON waiting.entry_id = entry.id"
            " WHERE sealed.id IS NULL AND waiting.entry_id IS NULL ORDER BY entry.id"
        )
        inserted = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT entry_id FROM journal_waiting WHERE NOT EXISTS"
            " (SELECT 1 FROM journal_entry WHERE id = entry_id) ORDER BY entry_id"
        )
        removed = [row[0] for row in cursor.fetchall()]
    for number in inserted:
        yield Fault("was inserted: no seal covers it and it waits for none", entry_id=number)
    for number in removed:
        yield Fault("was removed before it was sealed", entry_id=number)
    progress(Waiting.objects.count())
