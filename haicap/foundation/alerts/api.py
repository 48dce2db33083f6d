"""The JSON door of alerts."""

from datetime import datetime
from typing import Any, Literal, cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from haicap.foundation.access import ActorRequest
from haicap.foundation.accounts.models import User
from haicap.foundation.api.paging import Paged, Paging, paged
from haicap.foundation.operations.rules import by_administrators

from . import actions, queries
from .models import Alert, Delivery

router = Router(tags=["alerts"])


class AlertFilters(Paging):
    unread: bool = Field(False, description="Only what is unread")


class AlertOut(Schema):
    """What you were told, once, of one fact."""

    id: int
    kind: str
    sentence: str
    matter: str | None
    """The record it speaks of, in its own words; null: not yours to see any more."""
    address: str | None
    holds: bool
    """False: called off or settled since."""
    is_simulated: bool
    told_at: datetime
    read_at: datetime | None


class AlertsOut(Schema):
    unread: int
    """Counted up to 100."""


class AlertChoiceOut(Schema):
    kind: str
    label: str
    is_urgent: bool
    """By e-mail at once; else in the digest."""
    can_be_muted: bool
    is_muted: bool


class AlertsReadIn(Schema):
    up_to: int = Field(ge=0, le=2**62, description="The id of the newest alert you have seen")


class AlertsReadOut(Schema):
    read: int


class AlertChoiceIn(Schema):
    is_muted: bool


class DeliveryFilters(Paging):
    outcome: Literal["waiting", "sent", "failed", "spared"] | None = None


class DeliveryOut(Schema):
    """An e-mail and how it ended."""

    id: int
    username: str = Field(alias="user.username")
    kind: str
    outcome: str
    reason: str
    attempts: int
    created_at: datetime
    due_at: datetime
    ended_at: datetime | None

    @staticmethod
    def resolve_reason(delivery: Delivery) -> str:
        return queries.reason_of(delivery)


def _out(row: queries.Told) -> AlertOut:
    alert, matter = row.alert, row.matter
    return AlertOut(
        id=alert.pk,
        kind=alert.kind,
        sentence=row.sentence,
        matter=matter.words if matter else None,
        address=matter.address if matter else None,
        holds=bool(matter and matter.holds),
        is_simulated=alert.is_simulated,
        told_at=alert.told_at,
        read_at=alert.read_at,
    )


@router.get("", response=Paged[AlertOut])
def list_alerts(request: ActorRequest, filters: Query[AlertFilters]) -> Any:
    """What you were told, the newest first."""
    page = paged(queries.alerts_found(request.actor, unread=filters.unread), filters)
    rows = queries.told(page.items, request.actor)
    return {"items": [_out(row) for row in rows], "next_cursor": page.next_cursor}


@router.get("/unread", response=AlertsOut)
def count_unread(request: ActorRequest) -> AlertsOut:
    """How many alerts you have not read."""
    return AlertsOut(unread=queries.unread_count(request.actor))


@router.post("/reading", response=AlertsReadOut)
def read_alerts(request: ActorRequest, sent: AlertsReadIn) -> AlertsReadOut:
    """Mark all read, up to the newest one that you have seen."""
    return AlertsReadOut(read=actions.mark_all_read(actor=request.actor, up_to=sent.up_to))


@router.post("/{int:pk}/reading", response={204: None})
def read_alert(request: ActorRequest, pk: int) -> Status[None]:
    """Mark one read."""
    alert = get_object_or_404(Alert.objects.visible_to(request.actor), pk=pk)
    actions.mark_read(alert, actor=request.actor)
    return Status(204, None)


@router.get("/choices", response=list[AlertChoiceOut])
def list_choices(request: ActorRequest) -> list[AlertChoiceOut]:
    """Every kind of alert, and whether you get it by e-mail."""
    return [_choice(each) for each in queries.choices_of(_owner(request))]


@router.put("/choices/{kind}", response=AlertChoiceOut)
def choose(request: ActorRequest, kind: str, sent: AlertChoiceIn) -> AlertChoiceOut:
    """Choose whether a kind comes by e-mail."""
    deed = actions.mute if sent.is_muted else actions.unmute
    own = _owner(request)
    deed(own, actor=request.actor, kind=kind)
    return next(_choice(each) for each in queries.choices_of(own) if each.kind.key == kind)


@router.get("/deliveries", response=Paged[DeliveryOut])
def list_deliveries(request: ActorRequest, filters: Query[DeliveryFilters]) -> Any:
    """E-mails and how they ended, for who runs the installation."""
    if by_administrators(request.actor):
        raise Http404
    return paged(queries.deliveries_found(request.actor, filters.outcome or ""), filters)


@router.post("/deliveries/{int:pk}/attempt", response={204: None})
def retry_delivery(request: ActorRequest, pk: int) -> Status[None]:
    """Have an e-mail that was given up tried once more."""
    delivery = get_object_or_404(Delivery.objects.visible_to(request.actor), pk=pk)
    actions.retry(delivery, actor=request.actor)
    return Status(204, None)


def _choice(each: queries.Choice) -> AlertChoiceOut:
    kind = each.kind
    return AlertChoiceOut(
        kind=kind.key,
        label=str(kind.label),
        is_urgent=kind.is_urgent,
        can_be_muted=kind.can_be_muted,
        is_muted=each.is_muted,
    )


def _owner(request: HttpRequest) -> User:
    """The API lets nobody in who is not signed in."""
    return cast("User", request.user)
