"""The JSON door to the law as the software holds it."""

from datetime import date

from django.http import Http404, HttpRequest
from django.utils.timezone import localdate
from ninja import Router, Schema

from haicap.foundation.access.days import Day

from .book import find_statute
from .kinds import Codes
from .law import NoValue, Statute, UnknownStatute, Value
from .listing import matching, standing_on

router = Router(tags=["statutes"])


class CodeOut(Schema):
    code: str
    label: str


class ValueOut(Schema):
    """What a statute says between two days."""

    words: str
    codes: list[CodeOut] | None
    holds_from: date
    holds_until: date | None
    basis: str
    is_unverified: bool
    is_first_day_assumed: bool
    """The value is sourced, its first day is not."""
    note: str | None


class StatuteOut(Schema):
    """One parameter of the law; `value` is the one on the day asked for, null if none holds."""

    name: str
    kind: str
    title: str
    value: ValueOut | None
    is_provincial: bool


class HistoryOut(StatuteOut):
    history: list[ValueOut]


def _value_out(value: Value) -> ValueOut:
    codes = None
    if isinstance(value.content, Codes):
        entries = value.content.entries
        codes = [CodeOut(code=entry.code, label=str(entry.label)) for entry in entries]
    return ValueOut(
        words=str(value),
        codes=codes,
        holds_from=value.holds_from,
        holds_until=value.holds_until,
        basis=str(value.basis),
        is_unverified=value.is_unverified,
        is_first_day_assumed=value.is_first_day_assumed,
        note=str(value.note) if value.note else None,
    )


def _statute_out(held: Statute, value: Value | None) -> StatuteOut:
    return StatuteOut(
        name=held.name,
        kind=held.kind,
        title=str(held.title),
        value=_value_out(value) if value else None,
        is_provincial=held.is_provincial,
    )


@router.get("", response=list[StatuteOut], auth=None)
def list_statutes(request: HttpRequest, q: str = "", on: Day | None = None) -> list[StatuteOut]:
    """Every statute whose name, title or act holds these words, with its value on a day."""
    day = on or localdate()
    return [_statute_out(held, standing_on(held, day)) for held in matching(q)]


@router.get("/{name}", response=HistoryOut, auth=None)
def get_statute(request: HttpRequest, name: str, on: Day | None = None) -> HistoryOut:
    """One statute with its history; 404 when it has no value on the day asked for."""
    try:
        held = find_statute(name)
        value = held.on(on) if on else standing_on(held, localdate())
    except (UnknownStatute, NoValue) as error:
        raise Http404 from error
    history = [_value_out(each) for each in held.values]
    return HistoryOut(**_statute_out(held, value).dict(), history=history)
