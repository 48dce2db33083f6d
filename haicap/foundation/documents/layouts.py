"""How the two sides set a document on A4, as the law of its day has it.

State: Decree 30/2020/NĐ-CP. Party: Guidance 36-HD/VPTW. Margins, sizes and fixed words are
statutes (`document.paper.…`, `document.components.…`), read by the day on which the document
is issued; a draft is set as of today, a document older than the first form in that form.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from haicap.foundation.statutes.book import find_statute
from haicap.foundation.statutes.paper import Form

from .letter import Letter
from .symbols import System

# Where the machine has not the typeface of the rules: alike in width, then one that we bring.
INSTEAD = ("Liberation Serif", "Noto Serif")


@dataclass(frozen=True)
class Layout:
    """The parts of one side's documents on one day; measures in millimetres and points."""

    paper: Form
    components: Form

    def millimetres(self, part: str) -> int:
        return round(self._size(part))

    def points(self, part: str) -> int:
        return round(self._size(part))

    def words(self, part: str) -> str:
        """What always stands there, as it is printed; empty where the side has no such part."""
        return self.components.part(part).words

    @property
    def fonts(self) -> tuple[str, ...]:
        return (self.paper.part("typeface").words, *INSTEAD)

    @property
    def padded_months(self) -> int:
        return round(self._size("padded_months"))

    @property
    def is_recipients_title_slanted(self) -> bool:
        """The State's words are bold and slanted, the Party's underlined."""
        return self.components.part("recipients_title").style == "slanted"

    def _size(self, name: str) -> float:
        size = self.paper.part(name).size
        if size is None:
            size = self.components.part(name).size
        if size is None:
            raise LookupError(f"the form of the document gives no size for “{name}”")
        return float(size)


def layout_of(letter: Letter) -> Layout:
    """The layout of the letter's side on its day."""
    return layout_on(letter.system, letter.issued_on)


def layout_on(system: System, day: date | None = None) -> Layout:
    """The layout of one side on a day; without a day, as of today."""
    day = day or timezone.localdate()
    paper, components = (
        find_statute(f"document.{what}.{system}").nearest(day).form
        for what in ("paper", "components")
    )
    return Layout(paper, components)


def place_and_day(place: str, day: date | None, system: System = System.STATE) -> str:
    """“Lạng Sơn, ngày 05 tháng 02 năm 2026”: days below 10 and the first months are padded.

    Without a day, room is left for the hand.
    """
    if day is None:
        return f"{place}, ngày      tháng      năm"
    padded = layout_on(system, day).padded_months
    month = f"{day.month:02d}" if day.month <= padded else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"
