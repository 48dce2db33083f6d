"""Lists in XLSX at the JSON door: how a bad cell is told, and how one refuses the whole list."""

from collections.abc import Iterable

from ninja import Schema

from haicap.foundation.access import Invalid
from haicap.foundation.spreadsheets.reading import Problem


class CellProblemOut(Schema):
    """One cell that cannot be taken; `row` as the spreadsheet program numbers it."""

    row: int
    column: str
    value: str
    reason: str


def refuse_first(problems: Iterable[Problem]) -> None:
    """Raises Invalid with the first of them; the examination tells them all."""
    for problem in problems:
        raise Invalid(f"{problem.column}, {problem.row}", problem.reason, problem.value)
