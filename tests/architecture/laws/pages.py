"""What a template may take from others, and what it may not carry."""

import re
from collections.abc import Iterator
from pathlib import Path

from .source import modules, text_of

# What every page may load, beside the marks of its own room and of the foundation.
LIBRARIES = {"i18n", "l10n", "tz", "static", "cache", "humanize", "django_htmx", "lucide"}
TAKES = re.compile(r"{%-?\s*(include|extends)\s+(\S+)")
LOADS = re.compile(r"{%-?\s*load\s+([^%]+?)\s*-?%}")
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)
CARRIED = {
    "a style of its own": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a script of its own": re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\s(on[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "a script for an address": re.compile(r"javascript:", re.IGNORECASE),
    "something from elsewhere": re.compile(
        r"<(?:script|img|link|iframe|source)\b[^>]*\b(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.I
    ),
    "words let through unescaped": re.compile(r"(?<![\"'])\|\s*safe\b|{%\s*autoescape\s+off"),
}
LONGEST_PAGE = 150


def templates(root: Path) -> Iterator[tuple[Path, str, str]]:
    """Each template with the room it belongs to and its text, comments blanked."""
    for path in sorted((root / "haicap").rglob("templates/**/*")):
        if path.suffix in {".html", ".txt", ".svg", ".xml"} and "tests" not in path.parts:
            parts = path.relative_to(root).parts
            room = parts[parts.index("templates") - 1]
            text = COMMENTS.sub(lambda found: "\n" * found[0].count("\n"), path.read_text())
            yield path, room, text


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _is_own(name: str, room: str) -> bool:
    return name.startswith((f"{room}/", "ui/"))


def takes_from_others(root: Path) -> list[str]:
    """Includes, extensions and tag libraries that are neither the room's nor the interface's."""
    found = []
    for path, room, text in templates(root):
        where = path.relative_to(root)
        for match in TAKES.finditer(text):
            name = match[2].strip("\"'")
            # A name in a variable cannot be read, so it cannot be checked either.
            is_plain = match[2][0] in "\"'"
            if not is_plain or not (_is_own(name, room) or _is_part(name, path)):
                found.append(f"{where}:{_line(text, match.start())}: {match[1]}s {match[2]}")
        for match in LOADS.finditer(text):
            wanted = match[1].split(" from ")[-1].split()
            found += [
                f"{where}:{_line(text, match.start())}: loads {name}"
                for name in wanted
                if name not in LIBRARIES and not _has_library(root, path, name)
            ]
    return found


def _is_part(name: str, path: Path) -> bool:
    """A block of this very page: `task.html#row`."""
    return name.partition("#")[0] == path.name


def _has_library(root: Path, path: Path, name: str) -> bool:
    inside = path.relative_to(root).parts
    app = root.joinpath(*inside[: inside.index("templates")])
    machines = (root / "haicap" / "foundation").glob(f"*/templatetags/{name}.py")
    return (app / "templatetags" / f"{name}.py").is_file() or any(machines)


def misplaced(root: Path) -> list[str]:
    """Templates outside `templates/<room>/`: another room's page of that name would hide them."""
    return [
        f"{path.relative_to(root)} lies outside templates/{room}/"
        for path, room, _text in templates(root)
        if path.relative_to(root).parts[path.relative_to(root).parts.index("templates") + 1] != room
        # The pages of errors, where Django looks for them.
        and not (room == "ui" and re.fullmatch(r"\d{3}\.html", path.name))
    ]


def carries(root: Path) -> list[str]:
    """Styles, scripts, handlers and foreign addresses in a page: the policy would stop them."""
    return [
        f"{path.relative_to(root)}:{_line(text, match.start())}: carries {what}"
        for path, _room, text in templates(root)
        for what, pattern in CARRIED.items()
        for match in pattern.finditer(text)
    ]


def long_pages(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}: {text.count(chr(10))} lines, {LONGEST_PAGE} are allowed"
        for path, _room, text in templates(root)
        if text.count("\n") > LONGEST_PAGE
    ]


def shows_pages_of_others(root: Path) -> list[str]:
    """Views that answer with the template of another room."""
    found = []
    for module in modules(root, "domain", "portal"):
        room = module.room.rpartition(".")[2]
        if module.is_test or module.furniture not in {"views", "forms", "jobs"}:
            continue
        for call, _name in module.calls():
            found += [
                module.at(call, f"shows {text_of(argument)}")
                for argument in call.args
                if text_of(argument).endswith(".html") and not _is_own(text_of(argument), room)
            ]
    return found
