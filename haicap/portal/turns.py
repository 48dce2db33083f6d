"""Whose turn is it: what awaits an actor, room by room?"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet, Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.domain.conclusions.models import Conclusion, Notice
from haicap.domain.followups.models import Sheet
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.queries import Standing, standing_of
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Contribution, Draft, Extension, Task
from haicap.foundation.access import Actor

SHOWN = 8
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Line:
    """One record that waits: its words, whom it concerns, the day that matters."""

    record: Any
    text: str
    unit: str = ""
    on: date | None = None
    precision: str = "day"


@dataclass(frozen=True)
class Turn:
    """Records that wait for the same deed."""

    words: str | Promise
    lines: Sequence[Line]
    more_at: str
    """Where the rest stands; empty: these are all."""
    waiting: QuerySet[Any]

    @property
    def count(self) -> int:
        """How many there are in all; only counted where somebody asks."""
        return self.waiting.count() if self.more_at else len(self.lines)


def turns_of(actor: Actor) -> list[Turn]:
    """What awaits this actor, most pressing first; a deed that nothing waits for is left out."""
    return turns_at(standing_of(actor), actor)


def turns_at(standing: Standing, actor: Actor) -> list[Turn]:
    """What waits for whoever stands so, as far as this actor may see it."""
    turns = [
        *_of_tasks(standing, actor),
        *_around_tasks(standing, actor),
        *_of_recommendations(standing, actor),
        *_of_papers(standing, actor),
    ]
    return [turn for turn in turns if turn.lines]


@dataclass(frozen=True)
class Deed(Generic[M]):
    """What is to be done, with which records, and where they all stand."""

    words: str | Promise
    waiting: QuerySet[M]
    rest_at: str


def _turns(
    deeds: Sequence[Deed[M]], line: Callable[[M], Line], order: Sequence[str]
) -> Iterator[Turn]:
    """The deeds of one kind of record, in one question: the first records of each, in order."""
    first = [
        deed.waiting.annotate(deed=Value(place)).order_by(*order)[: SHOWN + 1]
        for place, deed in enumerate(deeds)
    ]
    found = first[0]
    if len(first) > 1:
        found = found.union(*first[1:], all=True).order_by("deed", *order)
    lines: defaultdict[int, list[Line]] = defaultdict(list)
    for record in found:
        lines[getattr(record, "deed")].append(line(record))  # noqa: B009  annotated above
    for place, deed in enumerate(deeds):
        more_at = deed.rest_at if len(lines[place]) > SHOWN else ""
        yield Turn(deed.words, lines[place][:SHOWN], more_at, deed.waiting)


def _of_tasks(standing: Standing, actor: Actor) -> Iterator[Turn]:
    seen = Task.objects.visible_to(actor).select_related("lead")
    reported, assigned = Task.State.REPORTED, Task.State.ASSIGNED
    at, waiting = reverse("tasks:list"), seen.to_do_for(standing)
    deeds = [
        Deed(_("To verify"), seen.to_verify_for(standing), f"{at}?state={reported}"),
        Deed(_("To do"), waiting.exclude(state=assigned), at),
        Deed(_("To receive"), waiting.filter(state=assigned), f"{at}?state={assigned}"),
    ]
    return _turns(deeds, _task, ("listed_due_on", "-id"))


def _around_tasks(standing: Standing, actor: Actor) -> Iterator[Turn]:
    """What a task needs from others than who leads it, and from who signs for the lead."""
    at = reverse("tasks:list")
    extensions = Extension.objects.visible_to(actor).waiting_for(standing)
    asked = Deed(_("More time to decide on"), extensions.select_related("task__lead"), at)
    yield from _turns([asked], _extension, ("asked_on", "id"))
    drafts = Draft.objects.visible_to(actor).waiting_for(standing).select_related("task__lead")
    yield from _turns([Deed(_("Drafts to sign"), drafts, at)], _draft, ("drafted_on", "id"))
    parts = Contribution.objects.visible_to(actor).waiting_for(standing)
    owed = Deed(_("Parts to contribute"), parts.select_related("task__lead"), at)
    yield from _turns([owed], _part, ("task__listed_due_on", "-id"))


def _of_recommendations(standing: Standing, actor: Actor) -> Iterator[Turn]:
    seen, state = Recommendation.objects.visible_to(actor), Recommendation.State
    words = {
        state.ROUTED: _("Recommendations to answer"),
        state.RAISED: _("Recommendations to send on"),
        state.ANSWERED: _("Answers to accept or send back"),
    }
    at = reverse("recommendations:list")
    deeds = [
        Deed(told, seen.waiting_in(before, standing), f"{at}?state={before}")
        for before, told in words.items()
    ]
    return _turns(deeds, _recommendation, ("id",))


def _of_sessions(standing: Standing, actor: Actor) -> Iterator[Turn]:
    waiting, at = Session.objects.visible_to(actor).waiting_for(standing), reverse("meetings:list")
    deeds = [
        Deed(words, waiting.filter(state=before), f"{at}?state={before}")
        for before, words in (
            (Session.State.PLANNED, _("To hold")),
            (Session.State.HELD, _("To conclude")),
        )
    ]
    return _turns(deeds, _session, ("listed_on", "id"))


def _of_papers(standing: Standing, actor: Actor) -> Iterator[Turn]:
    yield from _of_sessions(standing, actor)
    papers = reverse("conclusions:list")
    drafts = Conclusion.objects.visible_to(actor).waiting_for(standing)
    yield from _turns([Deed(_("Conclusions to deliver"), drafts, papers)], _conclusion, ("id",))
    notices = Notice.objects.visible_to(actor).waiting_for(standing).select_related("conclusion")
    yield from _turns([Deed(_("Notices to issue"), notices, papers)], _notice, ("id",))
    sheets = Sheet.objects.visible_to(actor).waiting_for(standing).select_related("session")
    settling = Deed(_("Follow-up sheets to settle"), sheets, reverse("followups:list"))
    yield from _turns([settling], _sheet, ("as_of", "id"))


def _task(task: Task) -> Line:
    return Line(task, task.text, task.lead.full_name, task.due_on, task.due_precision)


def _extension(asked: Extension) -> Line:
    """Shown as its task, with the deadline that is asked for."""
    task = asked.task
    return Line(task, task.text, task.lead.full_name, asked.due_on, asked.due_precision)


def _part(part: Contribution) -> Line:
    task = part.task
    words = part.asked or task.text
    return Line(task, words, task.lead.full_name, task.due_on, task.due_precision)


def _draft(draft: Draft) -> Line:
    return Line(draft, draft.task.text, draft.task.lead.full_name, draft.task.due_on)


def _recommendation(recommendation: Recommendation) -> Line:
    return Line(recommendation, recommendation.text, on=recommendation.raised_on)


def _session(session: Session) -> Line:
    return Line(session, session.title, on=session.held_on)


def _conclusion(conclusion: Conclusion) -> Line:
    return Line(conclusion, conclusion.title)


def _notice(notice: Notice) -> Line:
    return Line(notice, notice.summary or notice.conclusion.title)


def _sheet(sheet: Sheet) -> Line:
    return Line(sheet, sheet.session.title, on=sheet.as_of)
