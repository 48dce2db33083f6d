"""How fast are a million due dates, against the plain form and against the least numpy can do?

Prints ratios of times taken in one run: they mean the same on any machine.
"""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from haicap.foundation.deadlines import Pause, compute, due_dates

STARTS = 1_000_000
PLAIN = 20_000
NAMES = ("complaint.acceptance", "procedure.forwarding", "complaint.time_bar")


def main() -> None:
    starts = _starts()
    # The first call reads the law and makes the calendar: not what is measured.
    due_dates(NAMES[0], starts)
    floor = _seconds(lambda: np.sort(starts))
    print(f"deadlines: {STARTS:,} starts; the limit is sorting them, {floor:.2f} s")
    for name in NAMES:
        _tell(name, starts, floor)
    _tell_pauses(starts, floor)


def _tell(name: str, starts: Any, floor: float) -> None:
    bulk = _seconds(lambda: due_dates(name, starts))
    some = starts[:PLAIN].tolist()
    plain = _seconds(lambda: [compute(name, start).due_on for start in some])
    _line(name, bulk, plain, floor)


def _tell_pauses(starts: Any, floor: float) -> None:
    name = "complaint.acceptance"
    since = starts.astype("datetime64[D]") + 2
    until = since + 5
    bulk = _seconds(lambda: due_dates(name, starts, pauses=[(since, until)]))
    some = list(zip(*(column[:PLAIN].tolist() for column in (starts, since, until)), strict=True))
    plain = _seconds(
        lambda: [compute(name, row[0], pauses=[Pause(row[1], row[2])]).due_on for row in some]
    )
    _line(f"{name} with a pause each", bulk, plain, floor)


def _line(what: str, bulk: float, plain: float, floor: float) -> None:
    times = (plain / PLAIN) / (bulk / STARTS)
    print(f"  {what}: {bulk:.2f} s, {times:,.0f} × the plain form, {bulk / floor:.1f} × the limit")


def _starts() -> Any:
    """Hours of two years, on both sides of changes of the law, at random but always the same."""
    first = np.datetime64(date(2025, 7, 1), "s")
    seconds = np.random.default_rng(2026).integers(0, 2 * 365 * 24 * 3600, STARTS)
    return first + seconds.astype("timedelta64[s]")


def _seconds(work: Callable[[], object]) -> float:
    """The best of three: what else runs on the machine only ever adds."""
    best = float("inf")
    for _time in range(3):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


if __name__ == "__main__":
    main()
