"""The JSON door of briefings: the same parts as the page, as far as you may see each."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from haicap.domain.followups.queries import Pair, TaskThatDay
from haicap.domain.indicators.queries import in_words
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Kind, Unit
from haicap.foundation.access import ActorRequest
from haicap.foundation.documents.sending import FORMATS, send_letter
from haicap.portal.briefing import Briefing, Measured, briefing_of_commune, briefing_of_session
from haicap.portal.briefing_paper import letter_of

router = Router(tags=["briefings"])


class BriefedVisitOut(Schema):
    """A commune and its last session before the day; null: none that you may see."""

    commune: str
    session_id: int | None
    held_on: date | None


class CarriedTaskOut(Schema):
    """A task as it stands on the day; state null: no source tells what came of it."""

    task_id: int
    text: str
    lead: str
    due_on: date | None
    state: str | None
    words: str
    is_overdue: bool
    percent: int | None
    is_simulated: bool


class CarriedOut(Schema):
    """An item of a conclusion or a recommendation, then and now."""

    item_id: int | None
    recommendation_id: int | None
    label: str
    text: str
    communes: list[str]
    before: str | None = Field(description="How it stood at the last visit; null: not there yet.")
    now: str
    standing: Literal["not_stated", "stated", "no_task", "unseen"]
    change: Literal["moved", "unmoved", "new"]
    tasks: list[CarriedTaskOut]
    is_simulated: bool


class MeasuredOut(Schema):
    """A figure as it is known now, and as it was known at the last visit."""

    communes: list[str] = Field(description="Several: reported together.")
    indicator: str
    figure_id: int
    now: str
    period: str
    before: str | None = Field(description="Null: not known then.")
    target: str | None = Field(description="Null: no target is recorded.")
    is_simulated: bool


class BriefedHolderOut(Schema):
    unit: str
    position: str
    name: str
    is_simulated: bool


class DelayedOut(Schema):
    recommendation_id: int
    text: str
    located_in: str | None
    state: str


class BriefingOut(Schema):
    session_id: int | None
    as_of: date
    since: date | None = Field(description="The last visit; null: none that you may see.")
    visits: list[BriefedVisitOut]
    items: list[CarriedOut]
    recommendations: list[CarriedOut]
    finished: list[CarriedOut] = Field(description="Ended since the last visit.")
    late: list[CarriedTaskOut]
    delayed: list[DelayedOut]
    measured: list[MeasuredOut]
    holders: list[BriefedHolderOut]
    is_simulated: bool


class BriefingForm(Schema):
    form: Literal["pdf", "docx"] = "pdf"


FILES = {
    "responses": {
        200: {
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}}
                for kind, _made in FORMATS.values()
            }
        }
    }
}


@router.get("/sessions/{int:pk}/briefing", response=BriefingOut)
def read_session_briefing(request: ActorRequest, pk: int) -> Any:
    """What is open at the communes of a session, and what moved since the last visit."""
    return _told(briefing_of_session(_session(request, pk), request.actor))


@router.get("/sessions/{int:pk}/briefing/document", openapi_extra=FILES)
def read_session_briefing_document(
    request: ActorRequest, pk: int, asked: Query[BriefingForm]
) -> HttpResponse:
    """The same on paper, as PDF or DOCX."""
    briefing = briefing_of_session(_session(request, pk), request.actor)
    return send_letter(letter_of(briefing, request.actor), asked.form)


@router.get("/communes/{key}/briefing", response=BriefingOut)
def read_commune_briefing(request: ActorRequest, key: str) -> Any:
    """The same of a commune, before a session is planned."""
    places = Unit.objects.visible_to(request.actor).filter(kind=Kind.COMMUNE)
    commune = get_object_or_404(places.select_related("parent"), key=key)
    return _told(briefing_of_commune(commune, request.actor))


def _session(request: ActorRequest, pk: int) -> Session:
    sessions = Session.objects.visible_to(request.actor).select_related("convened_by", "group")
    return get_object_or_404(sessions, pk=pk)


def _told(briefing: Briefing) -> dict[str, Any]:
    carried = briefing.carried
    return {
        "session_id": briefing.session.pk if briefing.session else None,
        "as_of": briefing.place.day,
        "since": briefing.place.since,
        "visits": [
            {
                "commune": commune.key,
                "session_id": last.pk if last else None,
                "held_on": last.held_on if last else None,
            }
            for commune, last in briefing.visits
        ],
        "items": _pairs(carried.items),
        "recommendations": _pairs(carried.recommendations),
        "finished": _pairs(carried.finished),
        "late": [_task(each) for each in briefing.late],
        "delayed": [
            {
                "recommendation_id": each.pk,
                "text": each.text,
                "located_in": each.located_in.key if each.located_in else None,
                "state": each.state,
            }
            for each in briefing.delayed
        ],
        "measured": [_measured(each) for each in briefing.figures],
        "holders": [
            {
                "unit": unit.key,
                "position": held.title,
                "name": held.person,
                "is_simulated": held.is_simulated,
            }
            for unit, holding in briefing.holders
            for held in holding
        ],
        "is_simulated": briefing.simulated,
    }


def _pairs(pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    return [
        {
            "item_id": pair.row.row.item_id,
            "recommendation_id": pair.row.row.recommendation_id,
            "label": pair.row.label,
            "text": pair.row.text,
            "communes": [unit.key for unit in pair.row.communes],
            "before": str(pair.before.words) if pair.before else None,
            "now": str(pair.row.words),
            "standing": pair.row.standing.value,
            "change": pair.change.value,
            "tasks": [_task(each) for each in pair.row.tasks],
            "is_simulated": pair.row.is_simulated,
        }
        for pair in pairs
    ]


def _task(each: TaskThatDay) -> dict[str, Any]:
    return {
        "task_id": each.task.pk,
        "text": each.task.text,
        "lead": each.task.lead.key,
        "due_on": each.task.due_on,
        "state": each.state if each.is_stated else None,
        "words": str(each.words),
        "is_overdue": each.is_overdue,
        "percent": each.progress.percent if each.progress else None,
        "is_simulated": each.is_simulated,
    }


def _measured(each: Measured) -> dict[str, Any]:
    return {
        "communes": [unit.key for unit in each.places],
        "indicator": each.now.indicator.code,
        "figure_id": each.now.pk,
        "now": in_words(each.now),
        "period": each.now.period or each.now.report.period,
        "before": in_words(each.then) if each.then else None,
        "target": None,
        "is_simulated": each.now.is_simulated,
    }
