"""What does an answer reveal? The records it links to, names by number, or tells the words of."""

import html
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import ZipFile

import pypdfium2
from django.db.models import Model
from django.http import HttpResponseBase

from .addresses import OPERATIONS, PAGES, Does, Lists, Meaning, Shows
from .deeds import DEEDS
from .people import NOBODY
from .records import words
from .visible import ON_THE_SHEET, VISIBLE
from .walking import args_of, operation_address, operations, page
from .world import KIND_OF, KINDS, World

LINK = re.compile(r'(?:href|action|src|hx-get|hx-post)="([^"?#]+)')
MADE = re.compile(r"«[^«»]+»")
# By what a record of the case is known where no token stands in it.
TEXT_OF = {
    "session": "title",
    "conclusion": "title",
    "item": "text",
    "notice": "summary",
    "recommendation": "text",
    "report": "title",
    "figure": "remark",
}

# Numbers in answers of the API: of which kind of record, by the field or by what it lies in.
FIELDS: Mapping[str, str] = {
    "session": "session",
    "session_id": "session",
    "conclusion_id": "conclusion",
    "carries_out_id": "conclusion",
    "carried_into_id": "item",
    "item_id": "item",
    "from_item_id": "item",
    "to_item_id": "item",
    "notice_id": "notice",
    "answered_by_item_ids": "item",
    "replaces_id": "notice",
    "task_id": "task",
    "task_ids": "task",
    "tasks": "task",
    "whole_id": "task",
    "contribution_id": "contribution",
    "draft_id": "draft",
    "recommendation_id": "recommendation",
    "recommendation_ids": "recommendation",
    "report_id": "report",
    "figure_id": "figure",
    "corrects_id": "figure",
    "corrected_by_id": "figure",
}
INSIDE: Mapping[str, str] = {
    "items": "item",
    "parts": "task",
    "tasks": "task",
    "notices": "notice",
    "figures": "figure",
    "reports": "report",
    "answers": "answer",
    "evidence": "evidence",
}
# Parts that are shown with their whole and nowhere else.
PARTS = frozenset(
    {"participants", "visits", "materials", "progress", "appointment", "appointments"}
)
COUNTS = frozenset(
    [
        # Numbers of a score, of a list that was sent in: lines, progress before it.
        *("assigned", "as_required", "with_deadline", "in_time", "untouched", "before"),
        # A row of a list that was sent in; the day of a month on which a rhythm falls.
        *("row", "day"),
        # How often an answer had been sent back.
        "round",
        *("position", "number", "agenda_number", "percent", "size", "evidence", "version"),
        *(
            "total",
            "done",
            "done_on_time",
            "done_late",
            "open",
            "open_in_term",
            "open_overdue",
            "counted_up_to",
            "ended",
        ),
        # Who holds which position is no secret, and no record of the work.
        "appointment",
        # How many of one's own alerts are unread, and how many were read just now.
        *("unread", "read"),
        # How long a point of an agenda takes.
        "minutes",
        # Jobs and workers are no records of the subject.
        *("worker_number", "job_number", "retriable_number", "attempts", "attempt", "count"),
    ]
)


def kinds_named(meaning: Meaning, world: World) -> set[str]:
    """The kinds of record that an address of this meaning is made of."""
    if isinstance(meaning, Shows):
        return {meaning.kind}
    if isinstance(meaning, Does):
        names = [name for name in DEEDS[meaning.deed].may if name]
        return {KIND_OF[type(world.one(name))] for name in names}
    return set()


class Eyes:
    """Knows every record of the world by its addresses, its number and its words."""

    def __init__(self, world: World) -> None:
        self.names = {one: name for kind in KINDS for name, one in world.of_kind(kind)}
        self.by_address = dict(self._addresses(world))
        self.by_words = dict(self._words(world))
        self.by_number = {(KIND_OF[type(one)], one.pk): one for one in self.names}

    def _addresses(self, world: World) -> Iterator[tuple[str, Model]]:
        known = operations()
        for kind in KINDS:
            for name, meaning in PAGES.items():
                if kind in kinds_named(meaning, world):
                    yield from ((page(name, args_of(one)), one) for _n, one in world.of_kind(kind))
            for id_, meaning in OPERATIONS.items():
                if kind in kinds_named(meaning, world) and "{" in known[id_].path:
                    yield from (
                        (operation_address(known[id_], args_of(one)), one)
                        for _n, one in world.of_kind(kind)
                    )

    def _words(self, world: World) -> Iterator[tuple[str, Model]]:
        for kind, field in TEXT_OF.items():
            for name, one in world.of_kind(kind):
                if name.endswith("of the case") and getattr(one, field):
                    yield getattr(one, field), one
        for name, (first, *_others) in world.records.items():
            if not re.search(r"of the case\b", name):
                yield words(name), first

    def on_page(self, text: str) -> set[Model]:
        """What a page links to or tells the words of."""
        return self.linked(text) | self.in_words(html.unescape(text))

    def linked(self, text: str) -> set[Model]:
        found = LINK.findall(html.unescape(text))
        return {self.by_address[each] for each in found if each in self.by_address}

    def in_words(self, text: str) -> set[Model]:
        return {one for said, one in self.by_words.items() if said in text}

    def in_answer(self, data: Any, meaning: Meaning) -> set[Model]:
        """What an answer of the API names by number or tells the words of."""
        of_all = {Shows: "kind", Lists: "kinds"}.get(type(meaning))
        top = getattr(meaning, of_all) if of_all else ""
        first = top if isinstance(top, str) else top[0]
        if isinstance(data, dict) and "next_cursor" in data:
            data = data["items"]
        found = {
            self.by_number[kind, number]
            for kind, number in _numbers(data, first)
            if (kind, number) in self.by_number
        }
        return found | self.in_words(str(data))

    def hidden_from(self, person: str, seen: set[Model], where: str = "") -> list[str]:
        """Of what was seen, what this person may not see; `where`: the record whose page it is."""
        also = ON_THE_SHEET.get(where, {})
        names = {self.names[one] for one in seen}
        return sorted(
            name for name in names if person not in VISIBLE[name] | also.get(name, NOBODY)
        )


def _numbers(data: Any, kind: str) -> Iterator[tuple[str, int]]:
    """Each number in an answer that names a record, with its kind."""
    if isinstance(data, list):
        for each in data:
            yield from _numbers(each, kind)
    elif isinstance(data, dict):
        for field, value in data.items():
            if field == "id":
                yield kind, value
            elif field in FIELDS and not _holds_records(value):
                many = value if isinstance(value, list) else [value]
                yield from ((FIELDS[field], number) for number in many if number is not None)
            else:
                yield from _numbers(value, INSIDE.get(field, ""))


def _holds_records(value: Any) -> bool:
    """Records told whole, not by their numbers: “tasks” may be either."""
    many = value if isinstance(value, list) else [value]
    return any(isinstance(each, dict) for each in many)


def whole_numbers(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where an answer of this schema holds whole numbers: what each lies in, and its name."""
    definitions = schema.get("$defs", {})

    def walk(part: Mapping[str, Any], inside: str, name: str) -> Iterator[tuple[str, str]]:
        if "$ref" in part:
            part = definitions[part["$ref"].rsplit("/", 1)[-1]]
        if part.get("type") == "integer":
            yield inside, name
        for option in part.get("anyOf", ()):
            yield from walk(option, inside, name)
        if "items" in part:
            yield from walk(part["items"], inside, name)
        for field, value in part.get("properties", {}).items():
            yield from walk(value, name, field)

    # ninja wraps what it answers in a model with this one field.
    yield from walk(schema["properties"]["response"], "", "")


def text_of(response: HttpResponseBase) -> str:
    """The whole answer, of a page or of a file."""
    if response.streaming:
        return b"".join(response).decode(errors="replace")
    kind = response["Content-Type"]
    if kind.endswith("wordprocessingml.document"):
        with ZipFile(io.BytesIO(response.content)) as packed:
            told = [name for name in packed.namelist() if name.endswith(".xml")]
            return "".join(packed.read(name).decode() for name in told)
    if kind == "application/pdf":
        pages = pypdfium2.PdfDocument(response.content)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    return response.content.decode()
