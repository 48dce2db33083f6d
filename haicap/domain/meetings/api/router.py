"""The router of sessions, and how a request names what it is about."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router

from haicap.domain.indicators.queries import units_by_key
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Position, Unit
from haicap.foundation.access import Actor, Invalid

router = Router(tags=["meetings"])


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def session_of(request: HttpRequest, pk: int) -> Session:
    visible = Session.objects.visible_to(actor_of(request))
    return get_object_or_404(visible.select_related("convened_by__office", "group"), pk=pk)


def position_of(field: str, pk: int | None) -> Position | None:
    if pk is None:
        return None
    found = Position.objects.filter(pk=pk).select_related("unit").first()
    if found is None:
        raise Invalid(field, _("There is no position with this number."), pk)
    return found


def unit_of(field: str, key: str | None) -> Unit | None:
    return units_by_key(field, [key])[0] if key else None
