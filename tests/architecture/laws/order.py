"""In which order storeys and rooms stand: read from pyproject.toml, where it is written once."""

import re
import tomllib
from pathlib import Path
from typing import Any

from .source import Module, modules


def contracts(root: Path) -> dict[str, dict[str, Any]]:
    """The import contracts by their id."""
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    return {each["id"]: each for each in settings["tool"]["importlinter"]["contracts"]}


def layers(contract: dict[str, Any]) -> list[list[str]]:
    """The lines of a layers contract, highest first; names on one line ignore each other."""
    return [re.findall(r"\w+", line) for line in contract["layers"]]


def heights(root: Path) -> dict[str, tuple[int, int]]:
    """How high each storey, room and machine stands: greater is higher."""
    found: dict[str, tuple[int, int]] = {}
    storeys = layers(contracts(root)["storeys"])[::-1]
    for floor, names in enumerate(storeys):
        found |= {f"haicap.{name}": (floor, 0) for name in names}
    for contract in ("rooms", "foundation"):
        [place] = contracts(root)[contract]["containers"]
        floor = found[place][0]
        for line, names in enumerate(layers(contracts(root)[contract])[::-1], 1):
            found |= {f"{place}.{name}": (floor, line) for name in names}
    return found


def without_a_place(root: Path) -> list[str]:
    """Packages of domain/ and foundation/ that no line of pyproject.toml names."""
    known = heights(root)
    rooms = sorted({each.room for each in modules(root, "domain", "foundation") if each.inside})
    return [f"{room} stands in no layer of pyproject.toml" for room in rooms if room not in known]


# Ways to reach a module that no reader of imports sees.
UNSEEN = {"import_module", "__import__", "get_model"}


def unseen_imports(root: Path) -> list[str]:
    """Imports at run time, by a name in a string: no contract can see them.

    The room on the highest line has nothing above it to reach by stealth.
    """
    return [
        module.at(call, f"{name}() hides an import from the contracts")
        for module in modules(root, "domain", "foundation", "portal")
        if not (module.is_migration or module.is_test or module.room == _highest(root))
        for call, name in module.calls()
        if name in UNSEEN
    ]


def _highest(root: Path) -> str:
    contract = contracts(root)["rooms"]
    return f"{contract['containers'][0]}.{layers(contract)[0][0]}"


def _rooms(root: Path) -> set[str]:
    return {each.room for each in modules(root, "domain") if each.inside}


def enters(module: Module, target: str, rooms: set[str]) -> tuple[str, str] | None:
    """Which other room an import enters, and by which door (empty: the room as a whole)."""
    parts = target.split(".")
    room = ".".join(parts[:3])
    if room not in rooms or room == module.room:
        return None
    return room, parts[3] if len(parts) > 3 else ""


DOORS = {"models", "actions", "queries", "events"}


def wrong_doors(root: Path) -> list[str]:
    """Imports of another room by any other door than models, actions, queries and events."""
    rooms = _rooms(root)
    found = []
    for module in modules(root, "domain", "portal"):
        # Builders build on builders, and tests stand in no room's way.
        doors = DOORS | ({"testing"} if module.is_test or module.furniture == "testing" else set())
        for node, target in module.imports():
            entered = enters(module, target, rooms)
            if entered and entered[1] not in doors:
                found.append(module.at(node, f"enters {entered[0]} by “{entered[1] or target}”"))
    return found


DEALINGS = {
    "rules", "queries", "actions", "testing", "forms", "views", "api", "reactions", "jobs",
    "management", "context", "urls", "apps",
}  # fmt: skip
FURNITURE = DEALINGS | {"models", "events", "tests", "migrations", "templatetags", "conftest"}


def odd_furniture(root: Path) -> list[str]:
    """Modules with a name of their own that lean on the furniture above them.

    A room may keep a module by its subject (`naming`, `standing`). The contract `inside` does
    not know it, so it stands at the bottom: beside the models, below the rules.
    """
    return [
        module.at(node, f"“{module.furniture}” stands below the rules, yet imports {target}")
        for module in modules(root, "domain")
        if module.furniture and module.furniture not in FURNITURE
        for node, target in module.imports()
        if target.startswith(f"{module.room}.")
        and target.removeprefix(f"{module.room}.").split(".")[0] in DEALINGS
    ]
