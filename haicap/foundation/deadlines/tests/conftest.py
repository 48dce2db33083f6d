"""A province's own folder of statutes: so a correction of law or calendar arrives."""

from collections.abc import Callable
from pathlib import Path

import pytest

from haicap.foundation.deadlines import fingerprint
from haicap.foundation.statutes.book import FOLDER_VARIABLE

Corrected = Callable[[str], None]

CULTURE_DAY = """
["calendar.culture_day"]
kind = "calendar"
title = { vi = "Ngày Văn hóa Việt Nam 24/11", en = "Vietnam Culture Day, 24 November" }
values = [
  { from = 2026-01-01, until = 2026-12-31, basis = { act = "80-NQ/TW" }, off = [2026-11-24] },
]
"""
"""The day off that is not verified as shipped, now sure."""

NO_SWAP = """
["calendar.national_day_2026"]
kind = "calendar"
title = { vi = "Quốc khánh 2026", en = "National Day 2026" }

[["calendar.national_day_2026".values]]
from = 2026-01-01
until = 2026-12-31
basis = { act = "45/2019/QH14", article = "112" }
off = [2026-08-22, 2026-09-01, 2026-09-02]
worked = [2026-08-31]
"""
"""National Day as it stood before the swap of 31/8 and 22/8 was announced."""

A_PROCEDURE = """
["own.dossier"]
kind = "period"
title = { vi = "Trả kết quả hồ sơ", en = "Result of a dossier" }

[["own.dossier".values]]
from = 2025-07-01
basis = { act = "118/2025/NĐ-CP" }
working_days = 20
cutoff = "procedure.cutoff"
extension = "procedure.extension"
"""
"""A province's own: the days of a procedure stand in its catalogue, not in a decree."""


@pytest.fixture
def corrected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corrected:
    """From now on the law is as shipped but for these lines, in a process that just started."""

    def correct(lines: str) -> None:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        (folder / "own.toml").write_text(lines, encoding="utf-8")
        monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
        monkeypatch.setattr(fingerprint, "READ_AT", fingerprint.timezone.now())

    return correct


@pytest.fixture
def as_shipped(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The law as shipped again, in a process that just started."""

    def restore() -> None:
        monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
        monkeypatch.setattr(fingerprint, "READ_AT", fingerprint.timezone.now())

    return restore
