"""The JSON door of calendars: open and close the addresses that calendar programs read."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.accounts.models import User

from . import actions, queries
from .models import Calendar

router = Router(tags=["calendars"])


class FeedOut(Schema):
    id: int
    unit: str | None = Field(description="Its key; null: your own.")
    opened_at: datetime


class OpenedFeedOut(FeedOut):
    address: str = Field(description="For the calendar program; shown only in this answer.")


class OpeningIn(Schema):
    unit: str | None = Field(None, description="Key of a unit you work for; null: your own.")


@router.get("", response=list[FeedOut])
def list_calendars(request: ActorRequest) -> Any:
    """Your open addresses, without their secrets."""
    return [_out(each) for each in queries.calendars_of(request.actor)]


@router.post("", response={201: OpenedFeedOut})
def open_calendar(request: ActorRequest, sent: OpeningIn) -> Any:
    """A new secret address; the earlier one of the same calendar is closed."""
    owner = get_object_or_404(User, pk=request.actor.user_id)
    opened = actions.open_calendar(owner, actor=request.actor, unit=_unit(sent.unit))
    path = reverse("calendars:file", args=[opened.secret])
    return Status(201, {**_out(opened.calendar), "address": request.build_absolute_uri(path)})


@router.post("/{int:pk}/closing", response={204: None})
def close_calendar(request: ActorRequest, pk: int) -> Any:
    """The address answers nothing from now on."""
    found = get_object_or_404(Calendar.objects.visible_to(request.actor).open(), pk=pk)
    actions.close_calendar(found, actor=request.actor)
    return Status(204, None)


def _unit(key: str | None) -> Unit | None:
    if key is None:
        return None
    unit = Unit.objects.filter(key=key).first()
    if unit is None:
        raise Invalid("unit", _("There is no unit with this key."), key)
    return unit


def _out(calendar: Calendar) -> dict[str, Any]:
    key = calendar.unit.key if calendar.unit else None
    return {"id": calendar.pk, "unit": key, "opened_at": calendar.opened_at}
