"""What the laws read: the modules of a tree, parsed, with what they import."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


@lru_cache(maxsize=2000)
def _parsed(path: Path, changed: int) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


@dataclass(frozen=True)
class Module:
    """One Python file of a tree that holds the package `haicap`."""

    root: Path
    path: Path

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Its dotted name, in parts: a package without its `__init__`."""
        parts = self.path.relative_to(self.root).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def name(self) -> str:
        return ".".join(self.parts)

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.path, self.path.stat().st_mtime_ns)

    @property
    def storey(self) -> str:
        return self.parts[1] if len(self.parts) > 1 else ""

    @property
    def room(self) -> str:
        """The app it belongs to: `haicap.domain.tasks`, `haicap.portal`."""
        return ".".join(self.parts[: 2 if self.storey in {"portal", "config"} else 3])

    @property
    def inside(self) -> tuple[str, ...]:
        """Where it lies in its room: `("actions", "loading")`, `("tests", "test_x")`."""
        return self.parts[len(self.room.split(".")) :]

    @property
    def furniture(self) -> str:
        """Which piece of a room's furniture it is (part of): `views`, `actions`, `tests`."""
        return self.inside[0] if self.inside else ""

    @property
    def is_test(self) -> bool:
        return "tests" in self.inside or self.inside == ("conftest",)

    @property
    def is_migration(self) -> bool:
        return self.furniture == "migrations"

    def at(self, node: ast.AST, words: str) -> str:
        line = getattr(node, "lineno", 1)
        return f"{self.path.relative_to(self.root)}:{line}: {words}"

    def imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Every name imported anywhere in the file, also in functions: `haicap.x.y.name`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                start = self._origin(node)
                yield from ((node, f"{start}.{alias.name}") for alias in node.names)

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        is_package = self.path.name == "__init__.py"
        up = node.level - 1 if is_package else node.level
        package = self.parts[: len(self.parts) - up]
        return ".".join([*package, *([node.module] if node.module else [])])

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call, with the last part of the name that is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, last_name(node.func)


def modules(root: Path, *storeys: str) -> list[Module]:
    """The modules of these storeys (all of the package, if none is named), in order."""
    folders: Iterable[Path] = [root / "haicap" / storey for storey in storeys] or [root / "haicap"]
    return [
        Module(root, path)
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
        if "__pycache__" not in path.parts
    ]


def last_name(node: ast.expr) -> str:
    """`c` of `a.b.c`, `f` of `f`; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def chain(node: ast.expr) -> list[str]:
    """The names along a chain of attributes and calls: `Task.objects.filter(…).first`."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return [*([node.id] if isinstance(node, ast.Name) else []), *reversed(names)]


def keywords(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg}


def text_of(node: ast.expr | None) -> str:
    """The words of a plain string in the source; empty for anything else."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else ""  # type: ignore[union-attr, return-value]
