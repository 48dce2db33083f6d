"""Seals over the journal's entries, and the check that finds what was altered.

Each seal covers its entries in order and the seal before it. Entries wait for their seal in
a table of their own, filled by a database trigger: an entry that commits late is sealed late,
and one that is neither sealed nor waiting was inserted by another hand.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from .models import Entry, Seal, Waiting

ENTRIES_A_SEAL = 1000
FIELDS = [field.attname for field in Entry._meta.concrete_fields]
# Two sealers would fork the chain; the number only has to be ours within this database.
SEALING_LOCK = 4_816_001


def entry_hash(entry: Entry) -> bytes:
    """SHA-256 over every field of the entry, in a form that does not depend on the machine."""
    values = {name: getattr(entry, name) for name in FIELDS}
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).digest()


def _seal_hash(previous: bytes, ids: list[int], hashes: list[bytes]) -> bytes:
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
    ids = list(
        Waiting.objects.order_by("entry_id").values_list("entry_id", flat=True)[:ENTRIES_A_SEAL]
    )
    if not ids:
        return 0
    entries = Entry.objects.in_bulk(ids)
    present = [number for number in ids if number in entries]
    hashes = [entry_hash(entries[number]) for number in present]
    last = Seal.objects.order_by("-id").first()
    previous = bytes(last.hash) if last else b""
    if present:
        Seal.objects.create(
            sealed_at=timezone.now(),
            entry_ids=present,
            entry_hashes=hashes,
            previous_hash=previous,
            hash=_seal_hash(previous, present, hashes),
        )
    Waiting.objects.filter(entry_id__in=present).delete()
    return len(present)


@dataclass(frozen=True)
class Fault:
    """What is wrong in the journal, and at which entry or seal."""

    what: str
    entry_id: int | None = None
    seal_id: int | None = None

    def __str__(self) -> str:
        place = f"entry {self.entry_id}" if self.entry_id else f"seal {self.seal_id}"
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
    hashes = [bytes(digest) for digest in seal.entry_hashes]
    if bytes(seal.previous_hash) != previous:
        link = f"does not follow seal {before}" if before else "is not the first of the chain"
        yield Fault(f"{link}; a seal was removed, inserted or altered", seal_id=seal.pk)
    if len(hashes) != len(seal.entry_ids) or bytes(seal.hash) != _seal_hash(
        bytes(seal.previous_hash), seal.entry_ids, hashes
    ):
        yield Fault("its list of entries was altered", seal_id=seal.pk)
    entries = Entry.objects.in_bulk(seal.entry_ids)
    for number, digest in zip(seal.entry_ids, hashes, strict=False):
        if number not in entries:
            yield Fault("was removed", entry_id=number)
        elif entry_hash(entries[number]) != digest:
            yield Fault("was altered", entry_id=number)


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
