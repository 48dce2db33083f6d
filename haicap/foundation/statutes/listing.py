"""Every rule with its basis and history, for the page, the command and the printed document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from haicap.foundation.spreadsheets.writing import Cell

from .book import all_statutes, book
from .kinds import Codes
from .law import Statute, Value
from .paper import Form
from .wording import folded

KINDS_IN_WORDS: dict[str, Promise] = {
    "period": gettext_lazy("period"),
    "offset": gettext_lazy("offset from a fixed day"),
    "number": gettext_lazy("number"),
    "hour": gettext_lazy("hour of the day"),
    "codes": gettext_lazy("code list"),
    "calendar": gettext_lazy("correction of the calendar"),
    "window": gettext_lazy("reporting window"),
    "extension": gettext_lazy("rule on extension"),
    "principle": gettext_lazy("principle"),
    "form": gettext_lazy("form of a document"),
    "ladder": gettext_lazy("ladder of steps"),
}


@dataclass(frozen=True)
class Section:
    """The statutes of one subject."""

    title: str
    statutes: Sequence[Statute]


def sections(statutes: Iterable[Statute]) -> list[Section]:
    """The statutes by the subject of their file, what the province added last."""
    subjects = book().subjects
    by_subject: dict[str, list[Statute]] = {}
    for held in statutes:
        subject = PurePath(held.file).stem
        by_subject.setdefault(subject if subject in subjects else "", []).append(held)
    known = [
        Section(str(title), by_subject[subject])
        for subject, title in subjects.items()
        if subject in by_subject
    ]
    own = [Section(_("Added by the province"), by_subject[""])] if "" in by_subject else []
    return known + own


def matching(words: str, *, only_unverified: bool = False) -> list[Statute]:
    """Statutes whose name, title or act holds all these words, whatever accents they are in."""
    wanted = folded(words).split()
    return [
        held
        for held in all_statutes()
        if (held.is_unverified or not only_unverified) and _holds(held, wanted)
    ]


def _holds(held: Statute, wanted: Sequence[str]) -> bool:
    acts = " ".join(f"{value.basis.act.vi} {value.basis.act.en}" for value in held.values)
    text = folded(f"{held.name} {held.title.vi} {held.title.en} {acts}")
    return all(word in text for word in wanted)


def in_short(value: Value) -> str:
    """A value for one cell of a table: of a list of codes or parts only how long it is."""
    if isinstance(value.content, Codes):
        count = len(value.content.entries)
        return ngettext("%(count)d code", "%(count)d codes", count) % {"count": count}
    if isinstance(value.content, Form):
        count = len(value.content.parts)
        return ngettext("%(count)d part", "%(count)d parts", count) % {"count": count}
    return str(value)


def standing_on(held: Statute, day: date) -> Value | None:
    """The value that holds on a day, or None before, between or after its values."""
    return next((value for value in held.values if value.holds_on(day)), None)


def as_table(statutes: Iterable[Statute]) -> tuple[list[str], Iterator[list[Cell]]]:
    """Headings and rows of a file: one row for each value that a statute has had."""
    labels = [
        _("Parameter"), _("Rule"), _("Kind"), _("Value"), _("From"), _("To"), _("Basis"),
        _("not verified"), _("File"),
    ]  # fmt: skip
    return labels, (_cells(held, value) for held in statutes for value in held.values)


def _cells(held: Statute, value: Value) -> list[Cell]:
    return [
        held.name,
        str(held.title),
        str(KINDS_IN_WORDS[held.kind]),
        str(value),
        value.holds_from,
        value.holds_until,
        str(value.basis),
        _("not verified") if value.is_unverified else "",
        held.file,
    ]


def as_markdown() -> str:
    """The whole book as a document: English, each title in Vietnamese too; always the same."""
    with translation.override("en"):
        return "\n".join(_document()) + "\n"


def _document() -> Iterator[str]:
    shipped = [held for held in all_statutes() if not held.is_provincial]
    yield "# Statutes"
    yield ""
    yield (
        "Every date, limit, code list and form that comes from law, as the software holds it."
        " Drawn from `haicap/statutes/*.toml`; do not edit here."
    )
    yield (
        "A value marked **unverified** rests on a weak source: check it against the Official"
        " Gazette before relying on it. “Day not verified”: what the value says is sourced, from"
        " which day it holds is not."
    )
    for section in sections(shipped):
        yield from ("", f"## {section.title}", "")
        yield "| Name | Title | Value | Holds | Basis |"
        yield "|---|---|---|---|---|"
        for held in section.statutes:
            for value in held.values:
                yield _row(held, value)


def _row(held: Statute, value: Value) -> str:
    mark = " **unverified**" if value.is_unverified else ""
    cells = (
        f"`{held.name}`",
        f"{held.title.en} ({held.title.vi})",
        str(value),
        value.span,
        f"{value.basis}{mark}",
    )
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
