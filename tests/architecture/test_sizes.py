"""Files and functions can be read at one sitting, and their names say what they are about."""

import pytest

from .conftest import Plant
from .laws import sizes
from .laws.source import ROOT

FILES = sizes.python_files(ROOT, "haicap", "tests", "tools", "benchmarks")


def test_files_are_short() -> None:
    assert sizes.long_files(FILES) == []


def test_functions_are_short() -> None:
    assert sizes.long_functions(FILES) == []


def test_no_module_is_a_drawer() -> None:
    assert sizes.drawers(FILES) == []


def test_style_sheets_can_be_known_by_heart() -> None:
    assert sizes.long_sheets(ROOT) == []


def test_a_long_file_and_a_long_function_are_found(plant: Plant) -> None:
    body = "    x = 1\n" * (sizes.LONGEST_FUNCTION + 1)
    root = plant(
        "haicap/domain/tasks/queries.py", "x = 1\n" * (sizes.LONGEST_FILE + 1),
        "haicap/domain/tasks/rules.py", f"def f():\n{body}\n\ndef g():\n    x = 1\n",
        "haicap/static/x.css", "p {}\n" * (sizes.LONGEST_SHEET + 1),
    )  # fmt: skip
    files = sizes.python_files(root, "haicap")
    assert len(sizes.long_files(files)) == 1
    assert len(sizes.long_functions(files)) == 1
    assert len(sizes.long_sheets(root)) == 1


@pytest.mark.parametrize(
    "path",
    [
        "haicap/domain/tasks/utils.py",
        "haicap/domain/common/models.py",
        "haicap/foundation/journal/_helpers.py",
        "haicap/domain/tasks/tests/test_data.py",
    ],
)
def test_a_drawer_is_found(plant: Plant, path: str) -> None:
    assert len(sizes.drawers(sizes.python_files(plant(path, ""), "haicap"))) == 1
