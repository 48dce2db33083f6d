"""Posts, corrections, folds and kills in any order: each figure is the plain sum of its postings.

HAICAP_HISTORIES=10000 does ten thousand deeds instead of some.
"""

import os
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.db.models import F

from haicap.foundation.access import house
from haicap.foundation.accounts.models import User
from haicap.foundation.ledger.folding import FOLD, fold, fold_some, rebuild
from haicap.foundation.ledger.models import Balance, Posting
from haicap.foundation.ledger.posting import AlreadyCorrected, Line, correct, post
from haicap.foundation.ledger.reading import balance
from haicap.foundation.ledger.recounting import verify
from haicap.foundation.ledger.tree import put_below
from haicap.foundation.ledger.windows import Window

pytestmark = pytest.mark.usefixtures("database_copy")

DEEDS = int(os.environ.get("HAICAP_HISTORIES", "150"))
LOOKS = 20
FIRST, MOVED, DAYS = date(2024, 11, 1), date(2025, 7, 1), 400
MEASURES = ("dossier.received", "task.done")
COMMUNES = ("06529", "06541", "06577")
CHANNELS = ("counter", "online")
WINDOWS = [
    Window.year(2025),
    Window.month(2025, 7),
    Window.up_to(date(2025, 9, 14)),
    Window.up_to(date(2030, 1, 1)),
]
Posted = tuple[str, str, date, str, int]


class Ledger:
    """The ledger beside the plainest thing that could stand for it: a list of what was posted."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.posted: dict[int, Posted] = {}
        self.corrected: set[int] = set()
        self.kills = 0

    def act(self) -> None:
        deeds: list[Callable[[], None]] = [self.post, self.correct, self.fold, self.kill]
        self.chance.choices(deeds, weights=[70, 14, 12, 4])[0]()

    def post(self) -> None:
        chance = self.chance
        lines = [
            Line(
                chance.choice(MEASURES),
                chance.choice(COMMUNES),
                FIRST + timedelta(days=chance.randrange(DAYS)),
                chance.choice([-2, -1, 1, 1, 1, 3]),
                {"channel": chance.choice(CHANNELS)},
            )
            for _line in range(chance.randint(1, 4))
        ]
        with transaction.atomic():
            for made in post(lines, source=User(pk=chance.randrange(1, 99))):
                self._keep(made)
            if chance.random() < 0.1:
                self._take_back(len(lines))
                transaction.set_rollback(True)

    def _keep(self, made: Posting) -> None:
        channel = made.dimensions["channel"]
        told = (made.measure, made.place, made.day, channel, int(made.delta))
        self.posted[made.pk] = told

    def _take_back(self, count: int) -> None:
        """The event failed: what it posted was never there."""
        for pk in list(self.posted)[-count:]:
            del self.posted[pk]

    def correct(self) -> None:
        if not self.posted:
            return
        posting = Posting.objects.get(pk=self.chance.choice(list(self.posted)))
        try:
            counter = correct(posting, actor=house("a test"), reason="Nhập sai.")
        except AlreadyCorrected:
            assert posting.pk in self.corrected
        else:
            assert posting.pk not in self.corrected
            self.corrected.add(posting.pk)
            self._keep(counter)

    def fold(self) -> None:
        fold_some(self.chance.randint(1, 40))

    def kill(self) -> None:
        """The server process dies between the fold and its end."""
        with pytest.raises(OperationalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(FOLD, [self.chance.randint(1, 40)])
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        connection.close()
        self.kills += 1

    def expected(self, measure: str, place: str, window: Window, channel: str) -> int | None:
        found = [
            delta
            for what, where, day, how, delta in self.posted.values()
            if what == measure
            and how == channel
            and place in (where, "district" if day < MOVED else "", "20")
            and (window.first is None or window.first <= day)
            and day <= window.last
        ]
        return sum(found) if found else None

    def look(self) -> None:
        """Any figure, read at any moment, is exact."""
        for _time in range(LOOKS):
            measure, channel = self.chance.choice(MEASURES), self.chance.choice(CHANNELS)
            place = self.chance.choice((*COMMUNES, "district", "20"))
            window = self.chance.choice(WINDOWS)
            held = balance(measure, place, window, channel=channel)
            assert held == self.expected(measure, place, window, channel)


@pytest.fixture
def ledger() -> Ledger:
    """After any number of deeds; every so often the figures are held against the plain sums."""
    put_below("district", "20")
    for commune in COMMUNES:
        put_below(commune, "district")
        put_below(commune, "20", from_on=MOVED)
    made = Ledger(Random(20251127))  # noqa: S311  chance, not a secret
    for number in range(DEEDS):
        made.act()
        if number % max(1, DEEDS // 10) == 0:
            made.look()
    return made


def test_every_figure_is_the_sum_of_its_postings_and_verify_finds_nothing(ledger: Ledger) -> None:
    assert ledger.kills
    assert ledger.corrected
    ledger.look()
    assert verify() == []
    fold()
    ledger.look()
    assert verify() == []
    told = StringIO()
    call_command("ledger", "verify", stdout=told)
    assert Posting.objects.count() == len(ledger.posted)
    rebuild()
    ledger.look()
    assert verify() == []


def test_an_error_of_one_is_found_and_named_wherever_it_was_planted(ledger: Ledger) -> None:
    fold()
    for _time in range(5):
        wrong = ledger.chance.choice(list(Balance.objects.order_by("pk")))
        Balance.objects.filter(pk=wrong.pk).update(amount=F("amount") + 1)
        (difference,) = verify()
        assert (difference.measure, difference.place, difference.day) == (
            wrong.measure,
            wrong.place,
            wrong.start,
        )
        assert difference.held - difference.counted == 1
        with pytest.raises(CommandError):
            call_command("ledger", "verify", stdout=StringIO(), stderr=StringIO())
        Balance.objects.filter(pk=wrong.pk).update(amount=wrong.amount)
    assert verify() == []
