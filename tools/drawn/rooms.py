"""The picture of the house: the storeys and rooms of pyproject.toml, and who imports whom."""

import re
import tomllib
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- rooms:begin -->", "<!-- rooms:end -->"

Imports = dict[str, set[str]]


def in_architecture(root: Path = ROOT) -> str:
    """ARCHITECTURE.md with today's picture between its marks."""
    text = (root / "ARCHITECTURE.md").read_text()
    head, mark, rest = text.partition(BEGIN)
    _old, end, tail = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"ARCHITECTURE.md has lost its marks {BEGIN} and {END}")
    return f"{head}{BEGIN}\n```mermaid\n{picture(_layers(root), _imports())}\n```\n{END}{tail}"


def picture(layers: dict[str, list[list[str]]], imports: Imports) -> str:
    """The house as a Mermaid flow chart; an arrow is an import that no other arrows imply."""
    lines = ["flowchart TB", "    config --> portal --> domain --> foundation"]
    for storey, rows in layers.items():
        names = {name for row in rows for name in row}
        lines.append(f"    subgraph {storey}")
        lines += [f"        {storey}_{name}[{name}]" for row in rows for name in row]
        arrows = _without_detours({name: imports.get(f"{storey}.{name}", set()) for name in names})
        for row in rows:
            lines += [
                f"        {storey}_{name} --> {storey}_{other}"
                for name in row
                for other in sorted(arrows[name])
            ]
        lines.append("    end")
    return "\n".join(lines)


def _layers(root: Path) -> dict[str, list[list[str]]]:
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    contracts = {each["id"]: each for each in settings["tool"]["importlinter"]["contracts"]}
    return {
        storey: [
            [
                name
                for name in re.findall(r"\w+", line)
                if (root / "haicap" / storey / name).is_dir()
            ]
            for line in contracts[contract]["layers"]
        ]
        for storey, contract in {"domain": "rooms", "foundation": "foundation"}.items()
    }


def _imports() -> Imports:
    """Room → rooms of the same storey that it imports; tests do not count."""
    graph = grimp.build_graph("haicap", cache_dir=None)
    found: Imports = {}
    for module in graph.modules:
        here = module.split(".")
        if len(here) < 3 or "tests" in here:
            continue
        for target in graph.find_modules_directly_imported_by(module):
            there = target.split(".")
            if len(there) > 2 and here[1] == there[1] and here[2] != there[2]:
                found.setdefault(f"{here[1]}.{here[2]}", set()).add(there[2])
    return found


def _without_detours(imports: Imports) -> Imports:
    """Leave out what follows from other arrows: a → c, where a → b → … → c."""
    known = {name: targets & set(imports) for name, targets in imports.items()}
    return {
        name: {
            target
            for target in targets
            if not any(target in _below(other, known) for other in targets - {target})
        }
        for name, targets in known.items()
    }


def _below(name: str, imports: Imports) -> set[str]:
    found: set[str] = set()
    ahead = [name]
    while ahead:
        new = imports[ahead.pop()] - found
        found |= new
        ahead += new
    return found
