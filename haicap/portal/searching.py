"""One question to all rooms: what of each does this actor see that says these words?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Item, Notice
from haicap.domain.indicators import queries as indicators
from haicap.domain.meetings import queries as meetings
from haicap.domain.organisations import queries as organisations
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.search.folding import words_of
from haicap.foundation.statutes.listing import matching

SHOWN = 8
SHORTEST, LONGEST = 2, 200


@dataclass(frozen=True)
class Hit:
    """One record that says the words."""

    text: str
    address: str
    note: str = ""
    lang: str = "vi"
    record: Any = None
    """For marks such as “simulated”; None: not a record of a room."""


@dataclass(frozen=True)
class Group:
    """What one room has; where there is more, its list narrowed by the same words."""

    kind: str
    title: str
    hits: Sequence[Hit]
    more_at: str = ""


def check_question(text: str) -> str:
    """The question as it is asked. Raises Invalid where it asks for nothing."""
    text = " ".join(text.replace("\0", "").split())
    if len(text) > LONGEST:
        reason = _("At most %(number)s signs are searched for.") % {"number": LONGEST}
        raise Invalid("q", reason, text[:LONGEST])
    if sum(map(len, words_of(text))) < SHORTEST:
        raise Invalid("q", _("Type at least two letters or digits."), text)
    return text


def search(actor: Actor, text: str) -> Iterator[Group]:
    """What each room has, in the order of what is most likely meant; empty groups are left out."""
    for group in _groups(actor, text):
        if group.hits:
            yield group


def _groups(actor: Actor, text: str) -> Iterator[Group]:
    yield _units(text)
    if organisations.standing_of(actor).units or actor.is_house:
        yield from _records(actor, text)
    yield _statutes(text)


def _records(actor: Actor, text: str) -> Iterator[Group]:
    notices = Notice.objects.visible_to(actor).select_related("conclusion")
    by_symbol, by_words = notices.filter(symbol__says=text), notices.filter(summary__says=text)
    conclusions = _to("conclusions:list", text=text)
    yield _group("notice", _("Notices"), _either(by_symbol, by_words), _notice, conclusions)
    tasks = Task.objects.visible_to(actor).filter(text__says=text).select_related("lead")
    yield _group("task", _("Tasks"), tasks, _task, _to("tasks:list", text=text))
    items = Item.objects.visible_to(actor).filter(text__says=text).select_related("conclusion")
    yield _group("item", _("Items of conclusions"), items, _item, conclusions)
    asked = Recommendation.objects.visible_to(actor).filter(text__says=text)
    at = _to("recommendations:list", text=text)
    yield _group("recommendation", _("Recommendations"), asked, _recommendation, at)
    sessions = meetings.sessions_of(actor, text=text)
    yield _group(
        "session", _("Working sessions"), sessions, _session, _to("meetings:list", text=text)
    )
    reports = indicators.reports_with(actor, text=text)
    yield _group("report", _("Reports"), reports, _report, _to("indicators:list", text=text))
    holders = organisations.holders_found(actor, text)
    yield _group("holder", _("Positions"), holders, _holder, "")


def _group(
    kind: str,
    title: str,
    found: QuerySet[Any] | Sequence[Any],
    hit: Callable[[Any], Hit],
    more_at: str,
) -> Group:
    rows = found.order_by("-id") if isinstance(found, QuerySet) else found
    shown = list(rows[: SHOWN + 1])
    more = more_at if len(shown) > SHOWN else ""
    return Group(kind, title, [hit(each) for each in shown[:SHOWN]], more)


def _either(first: QuerySet[Any], second: QuerySet[Any]) -> list[Any]:
    """What answers the first question stands before what answers only the second."""
    found: dict[int, Model] = {}
    for rows in (first, second):
        found |= {row.pk: row for row in rows.order_by("-id")[: SHOWN + 1] if row.pk not in found}
    return list(found.values())


def _units(text: str) -> Group:
    found = organisations.find_units(text)
    units = [found.exact] if found.exact else found.candidates
    hits = [
        Hit(unit.full_name, unit.get_absolute_url(), unit.parent.full_name if unit.parent else "")
        for unit in units[:SHOWN]
    ]
    more = _to("organisations:find", q=text) if len(units) > SHOWN or found.is_guess else ""
    return Group("unit", _("Units"), hits, more)


def _statutes(text: str) -> Group:
    found = matching(text, only_unverified=False)
    hits = [
        Hit(str(each.title), reverse("statutes:detail", args=[each.name]), each.name, lang="")
        for each in found[:SHOWN]
    ]
    more = _to("statutes:list", q=text) if len(found) > SHOWN else ""
    return Group("statute", _("Statutes"), hits, more)


def _to(name: str, **query: str) -> str:
    return f"{reverse(name)}?{urlencode(query)}"


def _notice(notice: Notice) -> Hit:
    words = notice.summary or notice.conclusion.title
    text = f"{notice.symbol}: {words}" if notice.symbol else words
    return Hit(text, notice.get_absolute_url(), _day(notice.issued_on), record=notice)


def _task(task: Task) -> Hit:
    return Hit(task.text, task.get_absolute_url(), task.lead.full_name, record=task)


def _item(item: Item) -> Hit:
    text = f"{item.label}: {item.text}"
    return Hit(text, item.get_absolute_url(), item.conclusion.title, record=item)


def _recommendation(asked: Recommendation) -> Hit:
    return Hit(asked.text, asked.get_absolute_url(), _day(asked.raised_on), record=asked)


def _session(session: Any) -> Hit:
    return Hit(session.title, session.get_absolute_url(), _day(session.held_on), record=session)


def _report(report: Any) -> Hit:
    return Hit(report.title, report.get_absolute_url(), report.period, record=report)


def _holder(appointment: Any) -> Hit:
    name = appointment.person_name or str(appointment.user)
    unit = appointment.position.unit
    text = f"{appointment.position.title}: {name}"
    return Hit(text, unit.get_absolute_url(), unit.full_name, record=appointment)


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
