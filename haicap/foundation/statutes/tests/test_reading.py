"""A file that is not as it should be is refused with a sentence that says where."""

from datetime import date
from pathlib import Path

import pytest

from haicap.foundation.statutes import BrokenStatutes, find_statute, statute
from haicap.foundation.statutes.book import SHIPPED
from haicap.foundation.statutes.checks import statutes_are_whole
from haicap.foundation.statutes.reading import read_folders

ACTS = '["1/2026"]\nvi = "Nghị quyết 1/2026"\nen = "Resolution 1/2026"\n'
WHOLE = """
["leave.annual"]
kind = "period"
title = { vi = "Nghỉ phép", en = "Leave" }
values = [
  { from = 2020-01-01, until = 2025-12-31, basis = { act = "1/2026" }, calendar_days = 10 },
  { from = 2026-01-01, basis = { act = "1/2026", article = "3(2)" }, working_days = 12 },
]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "acts.toml").write_text(ACTS, encoding="utf-8")
    return tmp_path


def fault_of(folder: Path, text: str) -> str:
    (folder / "leave.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenStatutes) as found:
        read_folders([folder])
    return str(found.value)


def test_a_whole_file_is_read(folder: Path) -> None:
    (folder / "leave.toml").write_text(WHOLE, encoding="utf-8")
    held = read_folders([folder]).statutes["leave.annual"]
    assert held.on(date(2025, 12, 31)).period.amount == 10
    assert held.on(date(2026, 1, 1)).basis.articles == ("3(2)",)


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        (
            "until = 2025-12-31",
            "until = 2026-01-01",
            "leave.toml, leave.annual, from / until: the value from 01/01/2020",
        ),
        (", until = 2025-12-31", "", "overlaps the one from 01/01/2026"),
        ("until = 2025-12-31", "until = 2019-12-31", "value 1, until: 2019-12-31 is before"),
        ("working_days", "workingdays", "exactly one is needed, found none"),
        (
            "calendar_days = 10",
            "calendar_days = 10, months = 1",
            "exactly one is needed, found calendar_days, months",
        ),
        ("calendar_days = 10", "calendar_days = -1", "calendar_days: -1 should be at least 0"),
        ("calendar_days = 10", 'calendar_days = "10"', "'10' should be a whole number"),
        ("calendar_days = 10", "calendar_days = true", "True should be a whole number"),
        ('basis = { act = "1/2026" }, ', "", "leave.annual, value 1, basis: is missing"),
        ('{ act = "1/2026" }', '{ article = "1" }', "value 1, act: is missing"),
        ('{ act = "1/2026" }', '{ act = "9/2026" }', "basis.act: '9/2026' is not in acts.toml"),
        ("3(2)", "three", "basis.article: 'three' should look like 19 or 19(4)"),
        (
            "working_days = 12",
            "working_days = 12, unverifed = true",
            "unverifed: is not a field known here; did you mean unverified?",
        ),
        ("from = 2020-01-01", 'from = "2020"', "from: '2020' should be a date"),
        ("from = 2020-01-01", "from = 2020-01-01T00:00:00", "should be a date"),
        (', en = "Leave"', "", "leave.annual, en: is missing"),
        ('"period"', '"priod"', "kind: 'priod' should be one of calendar, codes"),
        ("leave.annual", "Leave", "should be words in small letters joined by dots"),
        ("kind =", "kind = =", "leave.toml cannot be read"),
        (
            "working_days = 12",
            'working_days = 12, cutoff = "no.such"',
            "value 2, cutoff: 'no.such' is not a statute of kind hour",
        ),
    ],
)
def test_a_fault_names_file_parameter_and_field(
    folder: Path, right: str, wrong: str, sentence: str
) -> None:
    assert right in WHOLE
    assert sentence in fault_of(folder, WHOLE.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("kind", "field", "sentence"),
    [
        ("codes", "codes = []", "the list is empty"),
        (
            "codes",
            'codes = [{ code = "A", vi = "a", en = "a" }, { code = "A", vi = "b", en = "b" }]',
            "A stands twice",
        ),
        ("codes", 'codes = [{ code = "A", vi = "a" }]', "en: is missing"),
        ("form", "parts = []", "the list is empty"),
        ("form", 'parts = [{ part = "a", vi = "a", en = "a" }]', "neither a size nor words"),
        (
            "form",
            'parts = [{ part = "a", vi = "a", en = "a", points = 15, least = 13, most = 14 }]',
            "15 lies outside 13 to 14",
        ),
        (
            "form",
            'parts = [{ part = "a", vi = "a", en = "a", words = "x", style = "loud" }]',
            "should be one of",
        ),
        ("calendar", "off = []", "no day is named"),
        ("calendar", 'off = ["2026-01-01"]', "'2026-01-01' should be a date"),
        ("calendar", "off = [2026-01-01], worked = [2026-01-01]", "cannot be both off and worked"),
        ("number", "number = 3", "unit: is missing"),
        ("hour", "at = 15", "at: 15 should be an hour"),
        ("extension", "times = 1", "notice_days: is missing"),
    ],
)
def test_each_kind_asks_for_its_own_fields(
    folder: Path, kind: str, field: str, sentence: str
) -> None:
    text = f"""
["leave.annual"]
kind = "{kind}"
title = {{ vi = "Nghỉ phép", en = "Leave" }}
values = [ {{ from = 2020-01-01, basis = {{ act = "1/2026" }}, {field} }} ]
"""
    assert sentence in fault_of(folder, text)


def test_a_name_may_stand_in_one_file_only(folder: Path) -> None:
    (folder / "a.toml").write_text(WHOLE, encoding="utf-8")
    assert "also stands in a.toml" in fault_of(folder, WHOLE)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    two = WHOLE + WHOLE.replace("leave.annual", "leave.sick")
    assert len(fault_of(folder, two.replace("working_days", "days")).splitlines()) == 2


OVERRIDE = """
["complaint.acceptance"]
kind = "period"
title = { vi = "Thụ lý khiếu nại", en = "Acceptance" }
trigger = { vi = "Nhận đơn", en = "Received" }
values = [ { from = 2012-07-01, basis = { act = "1/2026" }, working_days = 4 } ]
"""


@pytest.fixture
def province(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "own.toml").write_text(OVERRIDE + WHOLE, encoding="utf-8")
    monkeypatch.setenv("HAICAP_STATUTES", str(folder))
    return folder


@pytest.mark.usefixtures("province")
def test_a_province_adds_and_overrides_in_its_own_folder() -> None:
    assert statute("complaint.acceptance", on=date(2026, 7, 1)).period.amount == 4
    assert find_statute("complaint.acceptance").is_provincial
    assert find_statute("leave.annual").is_provincial
    assert not find_statute("complaint.resolution").is_provincial


def test_a_folder_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICAP_STATUTES", "/no/such/folder")
    assert "is not a folder of statute files" in str(statutes_are_whole()[0])


def test_what_is_shipped_is_whole() -> None:
    assert len(read_folders([SHIPPED]).statutes) > 150
    assert statutes_are_whole() == []
