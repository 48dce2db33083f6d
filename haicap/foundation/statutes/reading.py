"""How the TOML files of a folder become statutes, or one sentence per fault in them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from .fields import BrokenStatutes, Fields, Place
from .kinds import KINDS
from .law import ARTICLE, Basis, Statute, Value
from .wording import Text, plain_day

ACTS_FILE = "acts.toml"
SUBJECTS_FILE = "subjects.toml"
NAMINGS = (ACTS_FILE, SUBJECTS_FILE)
"""Files that only give things their names in two languages; read before the others."""
REFERENCES = {
    "cutoff": "hour",
    "extension": "extension",
    "restart": "principle",
    "unmoved": "principle",
}
"""Fields that name another statute, and of which kind it must be."""
NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


@dataclass
class Library:
    """The acts and statutes read so far; a later folder overrides an earlier one."""

    acts: dict[str, Text] = field(default_factory=dict)
    subjects: dict[str, Text] = field(default_factory=dict)
    """What each file is about, by its name without ending."""
    statutes: dict[str, Statute] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_folders(folders: Iterable[Path]) -> Library:
    """Statutes by name from these folders, the later one winning; raises BrokenStatutes."""
    library = Library()
    for place, folder in enumerate(folders):
        if not folder.is_dir():
            raise BrokenStatutes(f"{folder} is not a folder of statute files.")
        _read_folder(folder, library, is_provincial=place > 0)
    library.faults += _broken_references(library)
    if library.faults:
        raise BrokenStatutes("\n".join(library.faults))
    library.statutes = dict(sorted(library.statutes.items()))
    return library


def _read_folder(folder: Path, library: Library, *, is_provincial: bool) -> None:
    files = sorted(folder.glob("*.toml"), key=lambda file: (file.name not in NAMINGS, file.name))
    here: dict[str, str] = {}
    for file in files:
        for name, table in _tables(file, library).items():
            try:
                if file.name in NAMINGS:
                    _read_naming(name, table, library, file.name)
                    continue
                if name in here:
                    raise Place(file.name, name).fault("(name)", f"also stands in {here[name]}")
                here[name] = file.name
                library.statutes[name] = _read_statute(
                    name, table, library.acts, file.name, is_provincial
                )
            except BrokenStatutes as fault:
                library.faults.append(str(fault))


def _tables(file: Path, library: Library) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        library.faults.append(f"{file.name} cannot be read: {error}.")
        return {}


def _read_naming(name: str, table: object, library: Library, file: str) -> None:
    fields = Fields(table, Place(file, name))
    named = library.acts if file == ACTS_FILE else library.subjects
    named[name] = Text(vi=fields.one("vi", str), en=fields.one("en", str))
    fields.end()


def _read_statute(
    name: str, table: object, acts: Mapping[str, Text], file: str, is_provincial: bool
) -> Statute:
    fields = Fields(table, Place(file, name))
    if not NAME.fullmatch(name):
        raise fields.fault("(name)", "should be words in small letters joined by dots")
    kind = fields.choice("kind", KINDS)
    title, trigger = fields.text("title"), fields.maybe_text("trigger")
    tables = fields.one("values", list)
    fields.end()
    if not tables:
        raise fields.fault("values", "there is none")
    values = [
        _read_value(Fields(value, Place(file, name, number)), kind, title, trigger, acts)
        for number, value in enumerate(tables, 1)
    ]
    values.sort(key=lambda value: value.holds_from)
    _refuse_overlap(values, fields)
    return Statute(name, kind, title, tuple(values), file, is_provincial)


def _read_value(
    fields: Fields, kind: str, title: Text, trigger: Text | None, acts: Mapping[str, Text]
) -> Value:
    first, last = fields.one("from", date), fields.maybe("until", date)
    if last and last < first:
        raise fields.fault("until", f"{last} is before {first}, the day it holds from")
    value = Value(
        name=fields.place.parameter,
        title=title,
        trigger=trigger,
        content=KINDS[kind].read(fields),
        holds_from=first,
        holds_until=last,
        basis=_read_basis(fields, acts),
        is_unverified=fields.flag("unverified"),
        is_first_day_assumed=fields.flag("from_assumed"),
        note=fields.maybe_text("note"),
    )
    fields.end()
    return value


def _read_basis(fields: Fields, acts: Mapping[str, Text]) -> Basis:
    """`basis = { act = "61/2018/NĐ-CP", article = "15(3), 17(2)" }`; acts are named once."""
    inner = Fields(fields.one("basis", dict), fields.place)
    symbol = inner.one("act", str)
    if symbol not in acts:
        raise fields.fault("basis.act", f"{symbol!r} is not in {ACTS_FILE}")
    article, chapter = inner.maybe("article", str) or "", inner.maybe("chapter", str) or ""
    inner.end(within="basis")
    articles = tuple(part.strip() for part in article.split(",") if part.strip())
    for reference in articles:
        if not ARTICLE.fullmatch(reference):
            raise fields.fault("basis.article", f"{reference!r} should look like 19 or 19(4)")
    return Basis(symbol, acts[symbol], articles, chapter)


def _refuse_overlap(values: list[Value], fields: Fields) -> None:
    for earlier, later in pairwise(values):
        if earlier.holds_until is None or earlier.holds_until >= later.holds_from:
            end = "open" if not earlier.holds_until else plain_day(earlier.holds_until)
            problem = (
                f"the value from {plain_day(earlier.holds_from)} (until: {end}) overlaps "
                f"the one from {plain_day(later.holds_from)}"
            )
            raise fields.fault("from / until", problem)


def _broken_references(library: Library) -> Iterable[str]:
    """A value may name other statutes: they must exist and be of the right kind."""
    for statute in library.statutes.values():
        for number, value in enumerate(statute.values, 1):
            place = Place(statute.file, statute.name, number)
            for field_name, kind in REFERENCES.items():
                name = getattr(value.content, field_name, None)
                named = library.statutes.get(name) if name else None
                if name and (named is None or named.kind != kind):
                    yield str(place.fault(field_name, f"{name!r} is not a statute of kind {kind}"))
