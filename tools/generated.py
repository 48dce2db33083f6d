"""Documents drawn from the code: `python -m tools.generated write` or `check`.

Needs no database. `check` fails where the file on disk is not what the code says.
"""

import os
import sys
from collections.abc import Callable, Iterator
from difflib import unified_diff
from importlib import import_module
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
LINES_SHOWN = 12


def documents() -> Iterator[tuple[Path, Callable[[], str]]]:
    """Each generated file with the function that draws it."""
    from haicap.foundation.workflow import FLOWS  # noqa: PLC0415  after django.setup()

    from .drawn import permissions, rooms, states, words  # noqa: PLC0415

    flows = [FLOWS[name] for name in sorted(FLOWS)]
    yield ROOT / "ARCHITECTURE.md", rooms.in_architecture
    for flow in flows:
        yield ROOT / "docs" / "states" / f"{flow.name}.md", lambda flow=flow: states.page(flow)
    yield ROOT / "docs" / "permissions.md", lambda: permissions.page(flows)
    yield ROOT / "docs" / "statutes.md", _statutes
    yield ROOT / "docs" / "openapi.json", _openapi
    yield words.LIST, words.grown


def _statutes() -> str:
    return str(import_module("haicap.foundation.statutes.listing").as_markdown())


def _openapi() -> str:
    return str(import_module("haicap.config.api").openapi_document())


def _set_up() -> None:
    """Load every room, with its moves, for reading only."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    django.setup()
    from django.utils import translation  # noqa: PLC0415
    from django.utils.module_loading import autodiscover_modules  # noqa: PLC0415

    autodiscover_modules("rules", "events", "jobs", "reactions")
    # Documents are in the language of the source, whatever the machine speaks.
    translation.activate("en")


def _forgotten() -> Iterator[Path]:
    """Pages of flows that no longer exist."""
    wanted = {path for path, _draw in documents()}
    yield from sorted(set((ROOT / "docs" / "states").glob("*.md")) - wanted)


def write() -> int:
    for path, draw in documents():
        text = draw()
        if not path.is_file() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            print(f"written: {path.relative_to(ROOT)}")
    for path in _forgotten():
        path.unlink()
        print(f"removed: {path.relative_to(ROOT)}")
    return 0


def check() -> int:
    stale = 0
    for path, draw in documents():
        old, new = path.read_text() if path.is_file() else "", draw()
        if old != new:
            stale += 1
            print(f"not what the code says: {path.relative_to(ROOT)}")
            changes = list(unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0))
            print("\n".join(f"    {line}" for line in changes[2 : 2 + LINES_SHOWN]))
    for path in _forgotten():
        stale += 1
        print(f"no flow of this name: {path.relative_to(ROOT)}")
    if stale:
        print(f"{stale} generated files differ; bin/fix writes them anew")
    return min(stale, 1)


def main() -> int:
    deeds = {"write": write, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in deeds:
        print(__doc__)
        return 2
    _set_up()
    return deeds[sys.argv[1]]()


if __name__ == "__main__":
    raise SystemExit(main())
