"""How a ratio is measured: the two sides take turns in one run, and their medians are compared.

What else runs on the machine then slows both sides alike. Absolute times are told beside, and
mean nothing on another machine.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One measured ratio and what it is held against."""

    name: str
    ratio: float
    limit: float
    told: str = ""

    @property
    def holds(self) -> bool:
        return self.ratio <= self.limit

    def __str__(self) -> str:
        verdict = "passed" if self.holds else "FAILED"
        return (
            f"  {verdict}  {self.ratio:8.2f} ×  (limit {self.limit:g} ×)  {self.name}  {self.told}"
        )


def seconds(work: Work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def compare(name: str, work: Work, base: Work, *, limit: float, times: int = 11) -> Line:
    """The work against its base; both once beforehand, for what is only made once."""
    work()
    base()
    worked, based = [], []
    for _time in range(times):
        worked.append(seconds(work))
        based.append(seconds(base))
    told = f"{median(worked) * 1000:.1f} ms against {median(based) * 1000:.1f} ms"
    return Line(name, median(worked) / median(based), limit, told)
