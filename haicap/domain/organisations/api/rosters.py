"""The JSON door to many people at once: an XLSX list, looked through or taken."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from haicap.domain.organisations import actions, queries
from haicap.domain.organisations.rosters import Planned
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.api.idempotency import refuse_key
from haicap.foundation.files.lists import keep_list, list_content

from .people import Key, unit_of

router = Router(tags=["organisations"])


class PlannedOut(Schema):
    row: int
    unit: str = Field(alias="unit.key")
    kind: str
    title: str
    name: str
    username: str
    email: str
    from_on: date | None


class ProblemOut(Schema):
    """One cell that cannot be taken; `row` as the spreadsheet program numbers it."""

    row: int
    column: str
    value: str
    reason: str


class RosterOut(Schema):
    """What would be made, and every cell that stands in the way."""

    planned: list[PlannedOut]
    problems: list[ProblemOut]


class TakenOut(Schema):
    """The password for one time is told in this answer and kept nowhere."""

    row: int
    unit: str
    title: str
    name: str
    username: str
    password: str


@router.post("/units/{key}/people-lists/examination", response=RosterOut)
def examine_people_list(request: ActorRequest, key: Key, file: File[UploadedFile]) -> Any:
    """Look a list through: every bad cell, and what would be made. Nothing is written."""
    queries.require_appointing(request.actor, unit_of(request, key))
    return actions.examine_roster(list_content(file), actor=request.actor)


@router.post("/units/{key}/people-lists", response={201: list[TakenOut]})
def take_people_list(
    request: ActorRequest, response: HttpResponse, key: Key, file: File[UploadedFile]
) -> Any:
    """Open all accounts of a list with their positions, or none, with their passwords."""
    queries.require_appointing(request.actor, unit_of(request, key))
    refuse_key(request)
    response["Cache-Control"] = "no-store"
    content = list_content(file)
    found = actions.examine_roster(content, actor=request.actor)
    for problem in found.problems:
        raise Invalid(f"{problem.column}, {problem.row}", problem.reason, problem.value)
    kept = keep_list(file, actor=request.actor)
    passwords = actions.take_roster(found.planned, actor=request.actor, file=kept)
    return Status(201, list(map(_taken, found.planned, passwords)))


def _taken(planned: Planned, password: str) -> dict[str, Any]:
    unit = planned.unit.key
    return {"unit": unit, "password": password} | {
        name: getattr(planned, name) for name in ("row", "title", "name", "username")
    }
