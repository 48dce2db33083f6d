"""A list out as a file: what was text stays text, whatever it looks like."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from haicap.foundation.spreadsheets import writing
from haicap.foundation.spreadsheets.writing import TooManyRows, as_csv, as_xlsx

ROWS = [
    ["Xã Lộc Bình", 7, Decimal("1.5"), date(2025, 10, 23), None],
    ["=1+1", -2, 0.25, datetime(2025, 10, 23, 8, 30, tzinfo=UTC), "@SUM(A1)"],
]


def read(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_a_sheet_gives_back_what_was_written() -> None:
    columns, first, second = read(as_xlsx("Tasks", ["a", "b", "c", "d", "e"], ROWS))
    assert columns == ["a", "b", "c", "d", "e"]
    assert first == ["Xã Lộc Bình", 7.0, 1.5, date(2025, 10, 23), ""]
    assert second == ["=1+1", -2.0, 0.25, datetime(2025, 10, 23, 8, 30), "@SUM(A1)"]


def test_no_cell_of_a_sheet_is_a_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx("t", ["=A1"], [["=1+1"], ["http://x.vn"]]))) as file:
        sheet = file.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_text_that_looks_like_a_formula_is_told_to_be_text(start: str) -> None:
    _columns, line = as_csv(["a"], [[f"{start}1"]])
    assert line.lstrip('"').startswith(f"'{start}")


def test_numbers_below_zero_stay_numbers() -> None:
    columns, line = as_csv(["số"], [[-2]])
    assert (columns, line) == ("\ufeffsố\r\n", "-2\r\n")


def test_a_title_that_no_sheet_may_have_is_mended() -> None:
    content = as_xlsx("Thông báo 176-TB/VPTU: [kết luận] " * 3, ["a"], [])
    (name,) = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert name == "Thông báo 176-TB VPTU kết luận "[:31].strip()


def test_what_no_sheet_holds_is_refused_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "ROWS_A_SHEET", 3)
    assert len(read(as_xlsx("t", ["a"], [["1"], ["2"]]))) == 3
    with pytest.raises(TooManyRows):
        as_xlsx("t", ["a"], [["1"], ["2"], ["3"]])
