"""One question to all rooms: what of each does this actor see that says these words?"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.indicators import queries as indicators
from haicap.domain.meetings import queries as meetings
from haicap.domain.organisations import queries as organisations
from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.search.folding import words_of
from haicap.foundation.search.ranking import best
from haicap.foundation.sources.models import Source
from haicap.foundation.sources.queries import sources_listed
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
    total: int
    more_at: str = ""
    is_exact: bool = True
    """False: there are more than `total`."""
    remark: str = ""
    is_guess: bool = False
    """Nothing is called so; what is like it stands behind what says the words."""


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
    units = _units(text)
    if not units.is_guess:
        yield units
    if organisations.standing_of(actor).units or actor.is_house:
        yield from _records(actor, text)
    if actor.is_signed_in:
        yield _sources(text)
    yield _statutes(text)
    if units.is_guess:
        yield units


def _records(actor: Actor, text: str) -> Iterator[Group]:
    notices = Notice.objects.visible_to(actor).select_related("conclusion")
    notices = notices.filter(Q(symbol__says=_apart(text)) | Q(summary__says=text))
    conclusions = _to("conclusions:list", text=text)
    yield _group("notice", _("Notices"), notices, text, ("symbol", "summary"), _notice, conclusions)
    titled = Conclusion.objects.visible_to(actor).filter(title__says=text)
    yield _group("conclusion", _("Conclusions"), titled, text, ("title",), _conclusion, conclusions)
    tasks = Task.objects.visible_to(actor).filter(text__says=text).select_related("lead")
    at = _to("tasks:list", text=text)
    yield _group("task", _("Tasks"), tasks, text, ("text",), _task, at)
    items = Item.objects.visible_to(actor).filter(text__says=text).select_related("conclusion")
    yield _group("item", _("Items of conclusions"), items, text, ("text",), _item, conclusions)
    asked = Recommendation.objects.visible_to(actor).filter(text__says=text)
    at = _to("recommendations:list", text=text)
    yield _group(
        "recommendation", _("Recommendations"), asked, text, ("text",), _recommendation, at
    )
    sessions, at = meetings.sessions_of(actor, text=text), _to("meetings:list", text=text)
    yield _group("session", _("Working sessions"), sessions, text, ("title",), _session, at)
    reports, at = indicators.reports_with(actor, text=text), _to("indicators:list", text=text)
    yield _group("report", _("Reports"), reports, text, ("title",), _report, at)
    holders = organisations.holders_found(actor, text)
    named = ("position__title", "person_name", "user__name")
    yield _group("holder", _("Positions"), holders, text, named, _holder, "")


def _sources(text: str) -> Group:
    found, at = sources_listed(text), _to("portal:sources", text=text)
    return _group("source", _("Sources"), found, text, ("code", "title"), _source, at)


def _group(
    kind: str,
    title: str,
    found: QuerySet[Any],
    text: str,
    fields: Sequence[str],
    hit: Callable[[Any], Hit],
    more_at: str,
) -> Group:
    answer = best(found, text, *fields, shown=SHOWN)
    more = more_at if answer.total > SHOWN else ""
    hits = [hit(each) for each in answer.rows]
    return Group(kind, title, hits, answer.total, more, answer.is_exact)


def _units(text: str) -> Group:
    found = organisations.find_units(text)
    units = [found.exact] if found.exact else found.candidates
    more = _to("organisations:find", q=text) if len(units) > SHOWN else ""
    remark = ""
    if found.is_guess:
        remark = _("No unit is called so; these are like it.")
    elif found.is_ambiguous:
        remark = _("Several units are called so. Which one do you mean?")
    hits = [_unit(each) for each in units[:SHOWN]]
    is_exact = not found.has_more
    return Group("unit", _("Units"), hits, len(units), more, is_exact, remark, found.is_guess)


def _unit(unit: Unit) -> Hit:
    above = ", ".join(each.full_name for each in organisations.above(unit))
    gone = unit.dissolved_on is not None and unit.dissolved_on <= timezone.localdate()
    note = f"{above} ({_('former')})" if gone else above
    return Hit(unit.full_name, unit.get_absolute_url(), note)


def _statutes(text: str) -> Group:
    found = matching(text, only_unverified=False)
    hits = [
        Hit(str(each.title), reverse("statutes:detail", args=[each.name]), each.name, lang="")
        for each in found[:SHOWN]
    ]
    more = _to("statutes:list", q=text) if len(found) > SHOWN else ""
    return Group("statute", _("Statutes"), hits, len(found), more)


def _to(name: str, **query: str) -> str:
    return f"{reverse(name)}?{urlencode(query)}"


def _apart(symbol: str) -> str:
    """“176TB/VPTU” is 176-TB/VPTU, too."""
    return re.sub(r"(?<=\d)(?=[^\W\d_])", " ", symbol)


def _notice(notice: Notice) -> Hit:
    words = notice.summary or notice.conclusion.title
    text = f"{notice.symbol}: {words}" if notice.symbol else words
    return Hit(text, notice.get_absolute_url(), _day(notice.issued_on), record=notice)


def _conclusion(conclusion: Conclusion) -> Hit:
    day = _day(conclusion.delivered_on)
    return Hit(conclusion.title, conclusion.get_absolute_url(), day, record=conclusion)


def _source(source: Source) -> Hit:
    text = f"{source.code}: {source.title}"
    return Hit(text, source.get_absolute_url(), _day(source.published_on), source.language)


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
    text = f"{appointment.title}: {name}"
    return Hit(text, unit.get_absolute_url(), unit.full_name, record=appointment)


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
