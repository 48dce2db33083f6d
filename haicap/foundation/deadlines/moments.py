"""Many days and hours as arrays, read from what callers hold and checked before counting.

A day without an hour and a day with one are kept apart: only an hour can be past a cut-off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from haicap.foundation.statutes.wording import local_hour

from .calendar import FIRST_DAY, LAST_DAY
from .daytable import Numbers
from .reckoning import out_of_reach

Moments = NDArray[np.datetime64] | Sequence[date | datetime | None]
"""`datetime64[D]`: days; any finer unit: hours on the clock of Việt Nam; NaT or None: nothing."""
Dates = NDArray[np.datetime64] | Sequence[date | None]
Flags = NDArray[np.bool_]

NEVER = int(np.iinfo(np.int64).max)
"""Later than any day: when what stands open ends."""
FIRST, LAST = np.array([FIRST_DAY, LAST_DAY], "datetime64[D]").astype(np.int64).tolist()


@dataclass(frozen=True)
class Clocked:
    """Days, and of those that have an hour, how far into the day it is."""

    days: Numbers
    micros: Numbers
    has_hour: Flags
    is_given: Flags

    def __getitem__(self, rows: Any) -> "Clocked":
        return Clocked(self.days[rows], self.micros[rows], self.has_hour[rows], self.is_given[rows])

    def instead_of(self, other: "Clocked") -> "Clocked":
        """These where they are given, else the others."""
        given = self.is_given
        return Clocked(
            np.where(given, self.days, other.days),
            np.where(given, self.micros, other.micros),
            np.where(given, self.has_hour, other.has_hour),
            given | other.is_given,
        )


def read_moments(field: str, moments: Moments, size: int | None = None) -> Clocked:
    """Days or hours as arrays; raises Invalid for a wrong number of them or one too far ahead."""
    if isinstance(moments, np.ndarray):
        exact = moments.astype("datetime64[us]")
        has_hour = np.full(len(exact), np.datetime_data(moments.dtype)[0] not in "YMWD")
    else:
        exact = np.array([_on_our_clock(moment) for moment in moments], "datetime64[us]")
        has_hour = np.array([isinstance(moment, datetime) for moment in moments], np.bool_)
    check_size(field, len(exact), size)
    is_given = ~np.isnat(exact)
    dates = exact.astype("datetime64[D]")
    days = np.where(is_given, dates.astype(np.int64), 0)
    micros = np.where(is_given, (exact - dates).astype(np.int64), 0)
    _check_reach(field, days[is_given])
    return Clocked(days, micros, has_hour & is_given, is_given)


def read_dates(field: str, dates: Dates, size: int, missing: int) -> Numbers:
    """Days as numbers, `missing` where there is none."""
    held = np.asarray(dates, "datetime64[D]")
    check_size(field, len(held), size)
    given = ~np.isnat(held)
    days = held.astype(np.int64)
    _check_reach(field, days[given])
    return np.where(given, days, missing)


def day_at(days: Numbers, row: int) -> date:
    day: date = days[row : row + 1].astype("datetime64[D]").tolist()[0]
    return day


def _on_our_clock(moment: date | datetime | None) -> date | datetime | None:
    return local_hour(moment) if isinstance(moment, datetime) else moment


def check_size(field: str, given: int, size: int | None) -> None:
    if size is not None and given != size:
        raise ValueError(f"{field}: {given} rows for {size} starts")


def _check_reach(field: str, days: Numbers) -> None:
    outside = days[(days < FIRST) | (days > LAST)]
    if len(outside):
        # numpy's own writing: years may be such as no other calendar has.
        raise out_of_reach(field, str(outside.astype("datetime64[D]")[0]))
