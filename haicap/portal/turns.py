"""Whose turn is it: what awaits an actor, room by room?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet
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


def _turn(
    words: str | Promise, waiting: QuerySet[M], line: Callable[[M], Line], rest_at: str
) -> Turn:
    found = list(waiting[: SHOWN + 1])
    more_at = rest_at if len(found) > SHOWN else ""
    return Turn(words, [line(each) for each in found[:SHOWN]], more_at, waiting)


def _of_tasks(standing: Standing, actor: Actor) -> list[Turn]:
    waiting = Task.objects.visible_to(actor).waiting_for(standing).select_related("lead")
    by_due = waiting.order_by(F("due_on").asc(nulls_last=True), "-id")
    reported, assigned = Task.State.REPORTED, Task.State.ASSIGNED
    at = reverse("tasks:list")
    return [
        _turn(_("To verify"), by_due.filter(state=reported), _task, f"{at}?state={reported}"),
        _turn(_("To do"), by_due.exclude(state__in=(reported, assigned)), _task, at),
        _turn(_("To receive"), by_due.filter(state=assigned), _task, f"{at}?state={assigned}"),
    ]


def _around_tasks(standing: Standing, actor: Actor) -> list[Turn]:
    """What a task needs from others than who leads it, and from who signs for the lead."""
    extensions = (
        Extension.objects.visible_to(actor).waiting_for(standing).order_by("asked_on", "id")
    )
    parts = Contribution.objects.visible_to(actor).waiting_for(standing)
    parts = parts.order_by(F("task__due_on").asc(nulls_last=True), "-id")
    drafts = Draft.objects.visible_to(actor).waiting_for(standing).order_by("drafted_on", "id")
    at = reverse("tasks:list")
    return [
        _turn(_("More time to decide on"), extensions.select_related("task__lead"), _extension, at),
        _turn(_("Drafts to sign"), drafts.select_related("task__lead"), _draft, at),
        _turn(_("Parts to contribute"), parts.select_related("task__lead"), _part, at),
    ]


def _of_recommendations(standing: Standing, actor: Actor) -> list[Turn]:
    waiting = Recommendation.objects.visible_to(actor).waiting_for(standing).order_by("id")
    state, at = Recommendation.State, reverse("recommendations:list")
    deeds = [
        (state.ROUTED, _("Recommendations to answer")),
        (state.RAISED, _("Recommendations to send on")),
        (state.ANSWERED, _("Answers to accept or send back")),
    ]
    return [
        _turn(words, waiting.filter(state=before), _recommendation, f"{at}?state={before}")
        for before, words in deeds
    ]


def _of_papers(standing: Standing, actor: Actor) -> list[Turn]:
    sessions = Session.objects.visible_to(actor).waiting_for(standing).order_by("listed_on", "id")
    planned, held, at = Session.State.PLANNED, Session.State.HELD, reverse("meetings:list")
    drafts = Conclusion.objects.visible_to(actor).waiting_for(standing).order_by("id")
    notices = Notice.objects.visible_to(actor).waiting_for(standing).order_by("id")
    sheets = Sheet.objects.visible_to(actor).waiting_for(standing).order_by("as_of", "id")
    papers = reverse("conclusions:list")
    return [
        _turn(_("To hold"), sessions.filter(state=planned), _session, f"{at}?state={planned}"),
        _turn(_("To conclude"), sessions.filter(state=held), _session, f"{at}?state={held}"),
        _turn(_("Conclusions to deliver"), drafts, _conclusion, papers),
        _turn(_("Notices to issue"), notices.select_related("conclusion"), _notice, papers),
        _turn(
            _("Follow-up sheets to settle"),
            sheets.select_related("session"),
            _sheet,
            reverse("followups:list"),
        ),
    ]


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
