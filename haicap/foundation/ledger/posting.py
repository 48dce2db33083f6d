"""How a figure changes: a posting, and the counter-entry that takes one back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor
from haicap.foundation.journal.writing import record

from .models import DECIMALS, Branch, Posting

WORD = re.compile(r"[a-z][a-z0-9_.]{0,59}")
BATCH = 1000


@dataclass(frozen=True)
class Line:
    """What one event does to one measure at one place."""

    measure: str
    place: str
    day: date
    delta: Decimal | int = 1
    dimensions: Mapping[str, str] = field(default_factory=dict)
    below: str = ""
    """The place above this one from the beginning, for a place that only postings make known."""


class AlreadyCorrected(Exception):
    """A posting is taken back once; a further mistake is another posting."""


def post(lines: Iterable[Line], *, source: models.Model) -> list[Posting]:
    """Write what an event does to the figures, inside the transaction of the event.

    `source` is the record the figure opens to. A line of zero writes nothing. Raises ValueError
    for a measure or a dimension that is no plain word, RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("figures change in the transaction of the event that they count")
    told = [line for line in lines if line.delta]
    _grow({(line.place, line.below) for line in told if line.below})
    return Posting.objects.bulk_create([_posting(line, source) for line in told], batch_size=BATCH)


def _grow(branches: set[tuple[str, str]]) -> None:
    # In one order: two hands that make the same places known wait for each other, not both.
    new = [Branch(place=place, above=above) for place, above in sorted(branches)]
    if new:
        Branch.objects.bulk_create(new, ignore_conflicts=True)


def _posting(line: Line, source: models.Model) -> Posting:
    for word in (line.measure, *line.dimensions):
        if not WORD.fullmatch(word):
            raise ValueError(f"“{word}” is no name for a measure or a dimension")
    delta = Decimal(line.delta)
    if delta != round(delta, DECIMALS):
        raise ValueError(f"{delta} has more than {DECIMALS} decimals; the ledger does not round")
    return Posting(
        posted_at=timezone.now(),
        measure=line.measure,
        place=line.place,
        day=line.day,
        dimensions={name: str(value) for name, value in line.dimensions.items()},
        delta=delta,
        source_type=source._meta.label_lower,
        source_id=str(source.pk),
    )


@transaction.atomic
def correct(posting: Posting, *, actor: Actor, reason: str) -> Posting:
    """Take a posting back by a counter-entry on the same day. Raises AlreadyCorrected.

    A counter-entry is taken back like any other posting.
    """
    same = ("measure", "place", "day", "dimensions", "source_type", "source_id")
    try:
        with transaction.atomic():
            counter = Posting.objects.create(
                posted_at=timezone.now(),
                delta=-posting.delta,
                corrects=posting.pk,
                **{name: getattr(posting, name) for name in same},
            )
    except IntegrityError as error:
        # The database holds it unique: two hands at once are told apart only there.
        raise AlreadyCorrected(_("This posting was taken back already.")) from error
    record(
        actor=actor,
        event="posting.correct",
        subject=posting,
        measure=posting.measure,
        place=posting.place,
        delta=str(posting.delta),
        reason=reason,
    )
    return counter
