"""Storeys and rooms import downwards only, and enter each other by the proper doors."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Plant
from .laws import order
from .laws.source import ROOT

LINTER = Path(sys.executable).parent / "lint-imports"


def linted(root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": "", "COLUMNS": "200", "PYTHONWARNINGS": "default"}
    return subprocess.run(
        [LINTER, "--config", "pyproject.toml", "--no-cache"],
        cwd=root, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_contracts_of_pyproject_are_kept() -> None:
    found = linted(ROOT)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house with every storey and room of pyproject.toml, under the same contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    pieces = [name for line in order.layers(order.contracts(ROOT)["inside"]) for name in line]
    for name in ["haicap", "haicap.domain", "haicap.foundation", *order.heights(ROOT)]:
        folder = tmp_path.joinpath(*name.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
        if name.startswith("haicap.domain."):
            for piece in pieces:
                (folder / f"{piece}.py").touch()
    return tmp_path


def test_an_empty_house_keeps_the_contracts(house: Path) -> None:
    found = linted(house)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("where", "what", "contract"),
    [
        ("foundation/journal", "from haicap.domain.tasks import models", "The four storeys"),
        ("domain/tasks/models", "from haicap.portal import *", "The four storeys"),
        ("domain/tasks/models", "import haicap.domain.meetings.models", "Rooms depend"),
        ("domain/indicators/queries", "from ..followups import models", "Rooms depend"),
        ("domain/intake/models", "from ..publication import models", "Rooms depend"),
        ("domain/tasks/models", "from . import actions", "Inside a room"),
        ("domain/meetings/queries", "from . import views", "Inside a room"),
        ("domain/meetings/views", "from . import api", "Inside a room"),
        ("foundation/access", "import haicap.foundation.journal", "Inside the foundation"),
        ("domain/tasks/rules", "import ninja", "Actions, queries"),
    ],
)
@pytest.mark.parametrize("hidden", [False, True])
def test_an_import_upwards_is_found(
    house: Path, where: str, what: str, contract: str, hidden: bool
) -> None:
    if hidden and "*" in what:
        what = "import haicap.portal"
    path = house / "haicap" / where
    target = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    target.write_text(f"def later():\n    {what}\n" if hidden else f"{what}\n")
    found = linted(house)
    assert found.returncode == 1
    assert any(
        line.startswith(contract) and "BROKEN" in line for line in found.stdout.splitlines()
    ), found.stdout


@pytest.mark.parametrize("name", ["domain.weather", "foundation.magic", "basement"])
def test_a_room_without_a_place_fails_the_contracts(house: Path, name: str) -> None:
    folder = house / "haicap" / Path(*name.split("."))
    folder.mkdir()
    (folder / "__init__.py").touch()
    assert linted(house).returncode == 1


def test_every_room_has_a_place_in_the_order() -> None:
    assert order.without_a_place(ROOT) == []


def test_a_room_nobody_ordered_is_found(house: Path) -> None:
    folder = house / "haicap/domain/weather"
    folder.mkdir()
    (folder / "models.py").touch()
    assert order.without_a_place(house) == [
        "haicap.domain.weather stands in no layer of pyproject.toml"
    ]


def test_no_import_hides_in_a_string() -> None:
    assert order.unseen_imports(ROOT) == []


def test_an_import_in_a_string_is_found(plant: Plant) -> None:
    root = plant(
        "pyproject.toml",
        (ROOT / "pyproject.toml").read_text(),
        "haicap/domain/tasks/actions.py",
        "def later():\n    return import_module('haicap.domain.meetings.models')\n",
        "haicap/domain/tasks/queries.py",
        "Session = apps.get_model('meetings', 'Session')\n",
        "haicap/domain/tasks/migrations/0001_initial.py",
        "Session = apps.get_model('meetings', 'Session')\n",
    )
    assert len(order.unseen_imports(root)) == 2


def test_rooms_are_entered_by_their_doors() -> None:
    assert order.wrong_doors(ROOT) == []


def test_a_way_through_the_wall_is_found(plant: Plant) -> None:
    root = plant(
        "haicap/domain/tasks/rules.py", "",
        "haicap/domain/meetings/testing.py", "from haicap.domain.tasks import testing\n",
        "haicap/domain/meetings/rules.py", "from haicap.domain.tasks.rules import by_its_lead\n",
        "haicap/domain/meetings/views.py", "def show():\n    from ..tasks import forms, models\n",
        "haicap/domain/meetings/actions.py", "from haicap.domain.tasks.testing import a_task\n",
        "haicap/domain/meetings/queries.py", "from haicap.domain import tasks\n",
        "haicap/domain/meetings/tests/test_x.py", "from haicap.domain.tasks.testing import *\n",
        "haicap/portal/views.py", "from haicap.domain.tasks import api, queries\n",
    )  # fmt: skip
    assert [found.split(":")[0].removeprefix("haicap/") for found in order.wrong_doors(root)] == [
        "domain/meetings/actions.py",
        "domain/meetings/queries.py",
        "domain/meetings/rules.py",
        "domain/meetings/views.py",
        "portal/views.py",
    ]


def test_the_furniture_of_a_room_has_its_names() -> None:
    assert order.odd_furniture(ROOT) == []


def test_an_odd_piece_of_furniture_is_found(plant: Plant) -> None:
    root = plant(
        "haicap/domain/tasks/wording.py", "from .models import Task\n",
        "haicap/domain/tasks/moving.py", "def move():\n    from . import actions\n",
        "haicap/domain/tasks/actions/moving.py", "from ..rules import TASK_FLOW\n",
    )  # fmt: skip
    [found] = order.odd_furniture(root)
    assert found.startswith("haicap/domain/tasks/moving.py:2: “moving” stands below the rules")
