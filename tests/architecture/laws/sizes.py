"""How long a file and a function may be, and which names fit everything and so say nothing."""

import ast
from collections.abc import Iterable
from pathlib import Path

from .source import Module

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
LONGEST_SHEET = 1000
DRAWERS = {
    "utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "service",
    "services", "data", "info", "misc", "core", "extras",
}  # fmt: skip


def python_files(root: Path, *folders: str) -> list[Module]:
    return [
        Module(root, path)
        for folder in folders
        for path in sorted((root / folder).rglob("*.py"))
        if "__pycache__" not in path.parts and "migrations" not in path.parts
    ]


def long_files(files: Iterable[Module]) -> list[str]:
    counted = ((each, len(each.path.read_text().splitlines())) for each in files)
    return [
        f"{each.path.relative_to(each.root)}: {lines} lines, {LONGEST_FILE} are allowed"
        for each, lines in counted
        if lines > LONGEST_FILE
    ]


def long_functions(files: Iterable[Module]) -> list[str]:
    return [
        each.at(node, f"{node.name} has {lines} lines, {LONGEST_FUNCTION} are allowed")
        for each in files
        for node in ast.walk(each.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := _length(node)) > LONGEST_FUNCTION
    ]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Its lines without signature and docstring: those are read as a list and as a text."""
    first = node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0]
    return (node.end_lineno or 0) - first.lineno + 1


def drawers(files: Iterable[Module]) -> list[str]:
    """Modules and packages named so that everything fits in."""
    return sorted(
        {
            f"{each.path.relative_to(each.root)}: “{name}” says nothing; what is it about?"
            for each in files
            for name in each.parts
            if name.removeprefix("test_").removeprefix("_") in DRAWERS
        }
    )


def long_sheets(root: Path) -> list[str]:
    """Style sheets of our own longer than one can know by heart."""
    return [
        f"{path.relative_to(root)}: {lines} lines, {LONGEST_SHEET} are allowed"
        for path in sorted((root / "haicap").rglob("static/**/*.css"))
        if (lines := len(path.read_text().splitlines())) > LONGEST_SHEET
    ]
