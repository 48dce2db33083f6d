"""What a record counts as: said once, posted when it changes, recounted by `verify`.

A room declares it in its `counting.py`. `advance` settles what moved; an action that changes what
a record counts as without a move (a new record, another day, another unit) calls `settle` itself.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import connection, models

from .models import Posting
from .posting import Line, post
from .recounting import as_text, as_words, counts

Lines = Callable[[Any], Iterable[tuple[Any, Line]]]
Figure = tuple[str, str, date, str]

POSTED = """
SELECT measure, place, day, dimensions::text, sum(delta) FROM ledger_posting
WHERE source_type = %s AND source_id = %s AND measure = ANY(%s)
GROUP BY measure, place, day, dimensions HAVING sum(delta) <> 0
"""


@dataclass(frozen=True)
class Register:
    """The records of one kind, and what each of them counts as now."""

    measures: Set[str]
    lines: Lines


_registers: dict[type[models.Model], list[Register]] = {}


def counted(model: type[models.Model], *measures: str) -> Callable[[Lines], Lines]:
    """Declare what records of this kind count as, in these measures and no other.

    The function gets a query set, of one record or of all, and yields (key, line) as they stand
    in the database: not as somebody read them a while ago.
    """

    def register(lines: Lines) -> Lines:
        _registers.setdefault(model, []).append(Register(frozenset(measures), lines))
        for measure in measures:
            counts(measure)(partial(_all_of, model, measure, lines))
        return lines

    return register


def _all_of(model: type[models.Model], measure: str, lines: Lines) -> Iterator[Line]:
    records = model._default_manager.all()
    return (line for _key, line in lines(records) if line.measure == measure)


def settle(thing: models.Model) -> list[Posting]:
    """Post what changed of what a record counts as, in the transaction that changed it.

    The difference between what is posted for it and what it counts as now: nothing is posted
    twice, however often this is called. Call it after the change is written: its row is then
    locked, and whoever changes the same record waits.
    """
    lines: list[Line] = []
    for register in _registers.get(type(thing), ()):
        lines += _difference(thing, register)
    return post(lines, source=thing) if lines else []


def _difference(thing: models.Model, register: Register) -> Iterator[Line]:
    one = type(thing)._default_manager.filter(pk=thing.pk)
    now = [line for _key, line in register.lines(one)]
    above = {line.place: line.below for line in now}
    changed: Counter[Figure] = Counter()
    for line in now:
        changed[line.measure, line.place, line.day, as_text(line.dimensions)] += line.delta  # type: ignore[assignment]
    with connection.cursor() as cursor:
        cursor.execute(POSTED, [thing._meta.label_lower, str(thing.pk), list(register.measures)])
        for measure, place, day, dimensions, posted in cursor.fetchall():
            changed[measure, place, day, as_text(as_words(dimensions))] -= posted
    for (measure, place, day, dimensions), delta in sorted(changed.items()):
        if delta:
            yield Line(
                measure, place, day, Decimal(delta), as_words(dimensions), above.get(place, "")
            )
