"""Many recommendations at once: an XLSX list, looked through or taken."""

from typing import Any

from django.http import HttpResponse
from ninja import File, Status
from ninja.files import UploadedFile

from haicap.domain.recommendations import actions, queries
from haicap.foundation.access import ActorRequest, require
from haicap.foundation.api.idempotency import refuse_key
from haicap.foundation.api.lists import refuse_first
from haicap.foundation.files.lists import keep_list, list_content
from haicap.foundation.spreadsheets.sending import as_file
from haicap.foundation.spreadsheets.writing import XLSX

from .router import router
from .schemas import RecommendationListOut, TakenRecommendations


@router.get("/lists/template")
def recommendation_list_template(request: ActorRequest) -> HttpResponse:
    """An empty list of recommendations, with the headings of your language."""
    require(queries.why_not_raise(request.actor))
    return as_file(queries.recommendation_template(), "kien-nghi-cua-xa.xlsx", XLSX)


@router.post("/lists/examination", response=RecommendationListOut)
def examine_recommendation_list(request: ActorRequest, file: File[UploadedFile]) -> Any:
    """Look a list through: every bad cell, and what would be raised. Nothing is written."""
    require(queries.why_not_raise(request.actor))
    return actions.examine_list(list_content(file), actor=request.actor)


@router.post("/lists", response={201: TakenRecommendations})
def take_recommendation_list(request: ActorRequest, file: File[UploadedFile]) -> Any:
    """Raise all recommendations of a list, or none. The very same file is taken once."""
    require(queries.why_not_raise(request.actor))
    refuse_key(request)
    found = actions.examine_list(list_content(file), actor=request.actor)
    refuse_first(found.problems)
    kept = keep_list(file, actor=request.actor)
    taken = actions.take_list(found.planned, actor=request.actor, file=kept)
    return Status(201, {"recommendation_ids": [each.pk for each in taken]})
