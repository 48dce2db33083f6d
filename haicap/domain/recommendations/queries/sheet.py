"""A list of recommendations in XLSX: is everything in such a file fit to be taken?

Looked through to the end, so that a person sees every bad cell at once; nothing is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.organisations.queries import unit_in_list
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.rules import in_the_name_of
from haicap.foundation.access import Actor, Invalid, Refusal
from haicap.foundation.search.folding import fold
from haicap.foundation.spreadsheets.reading import (
    LONGEST_SHOWN,
    Problem,
    Row,
    as_day,
    headings_of,
    read_sheet,
)
from haicap.foundation.spreadsheets.writing import as_xlsx

from .register import addressees_of, categories, communes_of

MOST = 1_000  # each is read, journaled and counted by itself
LONGEST = 10_000
COLUMNS: Mapping[str, str | Promise] = {
    "text": gettext_lazy("What is asked for"),
    "category": gettext_lazy("Category"),
    "raised_by": gettext_lazy("Raised by"),
    "addressed_to": gettext_lazy("Addressed to"),
    "raised_on": gettext_lazy("Raised on"),
    "located_in": gettext_lazy("Lies in"),
}
REQUIRED = ("text", "category", "raised_by", "addressed_to")
OPTIONAL = {"raised_on", "located_in"}


@dataclass(frozen=True)
class PlannedRecommendation:
    """One line that can be taken."""

    row: int
    text: str
    category: str
    raised_by: Unit
    addressed_to: Unit
    raised_on: date | None
    located_in: Unit | None


@dataclass(frozen=True)
class RecommendationList:
    """What a file came to: what would be raised, and every cell that stands in the way."""

    planned: list[PlannedRecommendation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def why_not_raise(actor: Actor) -> Refusal | None:
    """Why this person brings in no list of recommendations, if so."""
    if actor.is_house or communes_of(actor).exists():
        return None
    return Refusal(_("Only who works for a commune raises recommendations."))


def recommendation_template() -> bytes:
    """An empty list with the headings of the reader's language."""
    return as_xlsx(_("Recommendations"), [str(name) for name in COLUMNS.values()], [])


def recommendations_in(content: bytes, *, actor: Actor) -> RecommendationList:
    """The recommendations of an XLSX, judged cell by cell. Raises Invalid for the file."""
    return _Reader(content, actor).read()


class _Reader:
    def __init__(self, content: bytes, actor: Actor) -> None:
        sheet = read_sheet(content, headings_of(COLUMNS), optional=OPTIONAL)
        if not sheet.rows:
            raise Invalid("file", _("The list has headings, but nothing below them."))
        if len(sheet.rows) > MOST:
            reason = _("At most %(most)s lines are taken at once. Send several files.")
            raise Invalid("file", reason % {"most": MOST}, len(sheet.rows))
        self.rows, self.actor, self.today = sheet.rows, actor, timezone.localdate()
        self.problems = list(sheet.problems)
        self._is_1904 = sheet.is_1904
        self._unread = {(each.row, each.column) for each in sheet.problems}
        self._units: dict[str, Unit | str] = {}
        self._bodies: dict[int, set[int]] = {}
        self._codes: dict[date, dict[str, str]] = {}
        self._row_of: dict[tuple[int, str], int] = {}

    def read(self) -> RecommendationList:
        planned = [each for row in self.rows if (each := self._planned(row))]
        for each in planned:
            if pk := self._there_already(each):
                row = next(row for row in self.rows if row.number == each.row)
                reason = _("This commune has raised it in these words already: number %(id)s.")
                self._tell(row, "text", reason % {"id": pk})
        bad = {each.row for each in self.problems}
        problems = sorted(self.problems, key=lambda each: each.row)
        return RecommendationList([each for each in planned if each.row not in bad], problems)

    def _planned(self, row: Row) -> PlannedRecommendation | None:
        for key in REQUIRED:
            if not row.text(key) and (row.number, str(COLUMNS[key])) not in self._unread:
                self._tell(row, key, _("This cell must not be empty."))
        if len(row.text("text")) > LONGEST:
            self._tell(row, "text", _("More than %(most)s characters.") % {"most": LONGEST})
        raised_on = self._day(row)
        category = self._category(row, raised_on or self.today)
        commune = self._commune(row)
        body = self._body(row, commune)
        place = self._unit(row, "located_in")
        if place and place.kind != Kind.COMMUNE:
            self._tell(row, "located_in", _("Name a commune."))
        if commune is None or body is None or any(e.row == row.number for e in self.problems):
            return None
        asked = commune.pk, fold(row.text("text"))
        if asked in self._row_of:
            reason = _("Row %(row)s asks the same for the same commune.")
            self._tell(row, "text", reason % {"row": self._row_of[asked]})
        self._row_of.setdefault(asked, row.number)
        return PlannedRecommendation(
            row=row.number,
            text=row.text("text"),
            category=category,
            raised_by=commune,
            addressed_to=body,
            raised_on=raised_on,
            located_in=place,
        )

    def _tell(self, row: Row, key: str, reason: str) -> None:
        shown = row.text(key)[:LONGEST_SHOWN]
        self.problems.append(Problem(row.number, str(COLUMNS[key]), shown, reason))

    def _unit(self, row: Row, key: str) -> Unit | None:
        text = row.text(key)
        if not text:
            return None
        if text not in self._units:
            self._units[text] = unit_in_list(text)
        found = self._units[text]
        if isinstance(found, Unit):
            return found
        self._tell(row, key, found)
        return None

    def _commune(self, row: Row) -> Unit | None:
        commune = self._unit(row, "raised_by")
        if commune is None:
            return None
        if commune.kind != Kind.COMMUNE:
            self._tell(row, "raised_by", _("Only communes raise recommendations."))
            return None
        if refusal := in_the_name_of(self.actor, [commune]):
            self._tell(row, "raised_by", refusal.reason)
            return None
        return commune

    def _body(self, row: Row, commune: Unit | None) -> Unit | None:
        body = self._unit(row, "addressed_to")
        if body is None or commune is None:
            return body
        if commune.pk not in self._bodies:
            offered = addressees_of([commune]).values_list("pk", flat=True)
            self._bodies[commune.pk] = set(offered)
        if body.pk not in self._bodies[commune.pk]:
            self._tell(row, "addressed_to", _("Name a body that can answer, not a place."))
            return None
        return body

    def _day(self, row: Row) -> date | None:
        try:
            day = as_day(row.cells["raised_on"], is_1904=self._is_1904)
        except Invalid as error:
            self._tell(row, "raised_on", error.reason)
            return None
        if day and day > self.today:
            self._tell(row, "raised_on", _("This day is still to come."))
            return None
        return day

    def _category(self, row: Row, day: date) -> str:
        """By its code, or its label in either language, of the list of that day."""
        text = row.text("category")
        try:
            known = self._codes.setdefault(day, {}) or self._codes_on(day)
        except LookupError as no_list_yet:
            self._tell(row, "raised_on", str(no_list_yet))
            return ""
        code = known.get(fold(text), "")
        if text and not code:
            reason = _("This category is not in the list of that day. Known are: %(known)s.")
            self._tell(row, "category", reason % {"known": "; ".join(categories(day).values())})
        return code

    def _codes_on(self, day: date) -> dict[str, str]:
        known = {fold(code): code for code in categories(day)}
        for language in ("vi", "en"):
            with override(language):
                known |= {fold(label): code for code, label in categories(day).items()}
        self._codes[day] = known
        return known

    def _there_already(self, planned: PlannedRecommendation) -> int | None:
        """A list is easily sent twice."""
        seen = Recommendation.objects.visible_to(self.actor).filter(
            raised_by=planned.raised_by, text=planned.text, state__in=Recommendation.OPEN
        )
        return seen.values_list("pk", flat=True).first()
