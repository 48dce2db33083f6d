"""Lists of people with their positions: is everything in such a file fit to be taken?

Looked through to the end, so that a person sees every bad cell at once; nothing is written here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from haicap.foundation.access import Invalid, Refusal
from haicap.foundation.accounts.actions import USERNAME
from haicap.foundation.accounts.models import User
from haicap.foundation.spreadsheets.reading import (
    Problem,
    Row,
    Sheet,
    as_day,
    foreign_script,
    headings_of,
    read_sheet,
)
from haicap.foundation.spreadsheets.writing import as_xlsx

from .listed import unit_in_list
from .models import Acting, Position, PositionKind, Unit
from .naming import fold

COLUMNS = {
    "unit": gettext_lazy("Unit"),
    "kind": gettext_lazy("Kind of position"),
    "title": gettext_lazy("Title of the position"),
    "name": gettext_lazy("Full name"),
    "username": gettext_lazy("User name"),
    "email": gettext_lazy("E-mail"),
    "from_on": gettext_lazy("Holds it from"),
    "acting": gettext_lazy("Acting"),
}
REQUIRED = ("unit", "kind", "title", "name", "username")
OPTIONAL = ("acting",)
"""A list without this column is taken as well."""
LONGEST = {"title": 200, "name": 200, "email": 254}
MOST_PEOPLE = 1_000  # each password takes a fraction of a second to be kept safely
ACTING_WORDS = {
    Acting.ACTING: "quyền",
    Acting.IN_CHARGE: "phụ trách",
    Acting.RUNNING: "điều hành",
}
Ask = Callable[[Unit, str], Refusal | None]
"""May a position of this kind be given in this unit?"""


@dataclass(frozen=True)
class Planned:
    """One line that can be taken: an account to open and the position it is given."""

    row: int
    unit: Unit
    kind: str
    title: str
    name: str
    username: str
    email: str
    from_on: date | None
    acting: str = ""


@dataclass(frozen=True)
class Roster:
    """What a file came to: what would be made, and every cell that stands in the way."""

    planned: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def template() -> bytes:
    """An empty list with the headings of the reader's language."""
    return as_xlsx(_("People"), [str(name) for name in COLUMNS.values()], [])


def with_passwords(roster: Roster, passwords: Sequence[str]) -> bytes:
    """The people that were taken, each with the password to hand over, as XLSX."""
    columns = [str(COLUMNS[key]) for key in ("unit", "title", "name", "username")]
    rows = [
        (one.unit.full_name, one.title, one.name, one.username, password)
        for one, password in zip(roster.planned, passwords, strict=True)
    ]
    return as_xlsx(_("People"), [*columns, _("Password for one time")], rows)


def read_roster(content: bytes, *, may_appoint: Ask) -> Roster:
    """The people of an XLSX, judged cell by cell. Raises Invalid for the file."""
    sheet = read_sheet(content, headings_of(COLUMNS), optional=OPTIONAL)
    if not sheet.rows:
        raise Invalid("file", _("The list has headings, but nobody below them."))
    if len(sheet.rows) > MOST_PEOPLE:
        reason = _("At most %(most)s people are taken at once. Send several files.")
        raise Invalid("file", reason % {"most": MOST_PEOPLE}, len(sheet.rows))
    checker = _Checker(sheet, may_appoint)
    found = [checker.check(row) for row in sheet.rows]
    problems = sorted(checker.problems, key=lambda problem: problem.row)
    return Roster([one for one in found if one], problems)


def _kinds() -> dict[str, str]:
    """How a kind may be written: its stored word, or its label in either language."""
    known = {fold(kind): kind for kind in PositionKind.values}
    for language in ("vi", "en"):
        with override(language):
            known |= {fold(str(kind.label)): str(kind) for kind in PositionKind}
    return known


def _ways_of_acting() -> dict[str, str]:
    """How acting may be written: its stored word, its label, or the Vietnamese word in it."""
    known = {fold(way): way for way in Acting.values}
    known |= {fold(words): str(way) for way, words in ACTING_WORDS.items()}
    for language in ("vi", "en"):
        with override(language):
            known |= {fold(str(way.label)): str(way) for way in Acting}
    return known


class _Checker:
    """Judges rows one by one; remembers units that were found and what the file itself uses up."""

    def __init__(self, sheet: Sheet, may_appoint: Ask) -> None:
        self.problems = list(sheet.problems)
        self._unread = {(problem.row, problem.column) for problem in sheet.problems}
        self._is_1904 = sheet.is_1904
        self._may_appoint = may_appoint
        self._kinds = _kinds()
        self._ways = _ways_of_acting()
        self._units: dict[str, Unit | str] = {}
        self._refusals: dict[tuple[int, str], Refusal | None] = {}
        names = [row.text("username") for row in sheet.rows]
        self._taken = set(
            User.objects.filter(username__in=names).values_list("username", flat=True)
        )
        self._row_of_name: dict[str, int] = {}
        self._kind_of_title: dict[tuple[int, str], str] = {}

    def check(self, row: Row) -> Planned | None:
        before = len(self.problems)
        had = {problem.row for problem in self.problems}
        for key in REQUIRED:
            if not row.text(key) and (row.number, str(COLUMNS[key])) not in self._unread:
                self._tell(row, key, _("This cell must not be empty."))
        for key, longest in LONGEST.items():
            if len(row.text(key)) > longest:
                self._tell(row, key, _("More than %(most)s characters.") % {"most": longest})
        unit, kind = self._unit(row), self._kind(row)
        if unit and (refusal := self._refusal(unit, kind)):
            self._tell(row, "unit", refusal.reason)
        self._check_title(row, unit, kind)
        self._check_username(row)
        self._check_email(row)
        from_on, acting = self._day(row), self._acting(row, kind)
        if unit is None or len(self.problems) > before or row.number in had:
            return None
        texts = {key: row.text(key) for key in ("title", "name", "username", "email")}
        return Planned(row.number, unit, kind, **texts, from_on=from_on, acting=acting)

    def _tell(self, row: Row, key: str, reason: str) -> None:
        shown = row.text(key)[:80]
        self.problems.append(Problem(row.number, str(COLUMNS[key]), shown, reason))

    def _unit(self, row: Row) -> Unit | None:
        text = row.text("unit")
        if not text:
            return None
        if text not in self._units:
            self._units[text] = unit_in_list(text)
        found = self._units[text]
        if isinstance(found, Unit):
            return found
        self._tell(row, "unit", found)
        return None

    def _refusal(self, unit: Unit, kind: str) -> Refusal | None:
        if (unit.pk, kind) not in self._refusals:
            self._refusals[unit.pk, kind] = self._may_appoint(unit, kind)
        return self._refusals[unit.pk, kind]

    def _kind(self, row: Row) -> str:
        text = row.text("kind")
        kind = self._kinds.get(fold(text), "")
        if text and not kind:
            known = ", ".join(str(each.label) for each in PositionKind)
            reason = _("There is no such kind of position. Known are: %(known)s.")
            self._tell(row, "kind", reason % {"known": known})
        return kind

    def _acting(self, row: Row, kind: str) -> str:
        text = row.text("acting")
        way = self._ways.get(fold(text), "")
        if text and not way:
            known = ", ".join(str(each.label) for each in Acting)
            reason = _("There is no such way of acting. Known are: %(known)s.")
            self._tell(row, "acting", reason % {"known": known})
        elif way and kind and kind != PositionKind.HEAD:
            self._tell(row, "acting", _("Only the position of a head is held acting."))
        return way

    def _check_title(self, row: Row, unit: Unit | None, kind: str) -> None:
        title = row.text("title")
        if unit is None or not kind or not title:
            return
        place = unit.pk, title
        if place not in self._kind_of_title:
            there = Position.objects.filter(unit=unit, title=title).first()
            self._kind_of_title[place] = there.kind if there else kind
        if self._kind_of_title[place] != kind:
            self._tell(row, "title", _("This title belongs to another kind of position here."))

    def _check_username(self, row: Row) -> None:
        name = row.text("username")
        if not name:
            return
        if script := foreign_script(name):
            reason = _("A letter is not Latin but looks like it (%(script)s). Type it again.")
            self._tell(row, "username", reason % {"script": script})
        elif not USERNAME.fullmatch(name):
            reason = _("Write 2 to 60 small letters without marks, digits, dots or dashes.")
            self._tell(row, "username", reason)
        elif name in self._taken:
            self._tell(row, "username", _("An account with this user name is there already."))
        elif name in self._row_of_name:
            reason = _("Row %(row)s has the same user name.")
            self._tell(row, "username", reason % {"row": self._row_of_name[name]})
        self._row_of_name.setdefault(name, row.number)

    def _check_email(self, row: Row) -> None:
        try:
            if row.text("email"):
                validate_email(row.text("email"))
        except ValidationError as error:
            self._tell(row, "email", " ".join(error.messages))

    def _day(self, row: Row) -> date | None:
        value: Any = row.cells["from_on"]
        try:
            return as_day(value, is_1904=self._is_1904)
        except Invalid as error:
            self._tell(row, "from_on", error.reason)
            return None
