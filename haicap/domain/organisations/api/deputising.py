"""The JSON door to deputising: who acts in whose place, entrusting a position, ending it early."""

from datetime import date
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from haicap.domain.organisations import actions, queries
from haicap.domain.organisations.models import Deputising, Unit
from haicap.foundation.access import ActorRequest
from haicap.foundation.access.days import Day
from haicap.foundation.api.paging import Paged, Paging, paged
from haicap.foundation.ui.paging import Page

router = Router(tags=["organisations"])

Key = Annotated[str, Field(max_length=60)]
Form = Literal["KT", "TL", "TUQ"]
ORDER = ("-from_on", "-id")


class DeputisingOut(Schema):
    """Somebody acts in the place of who holds a position, with its rights, for a time."""

    id: int
    appointment: int = Field(alias="appointment_id")
    unit: str = Field(alias="appointment.position.unit.key")
    position: str = Field(alias="appointment.title")
    person: str = Field(alias="appointment.person")
    deputy: str = Field(alias="deputy.username")
    deputy_name: str = Field(alias="deputy.name")
    form: Form = Field(description="How the deputy signs: Decree 30/2020/NĐ-CP, Article 13")
    reason: str
    from_on: date
    until_on: date = Field(
        description="The first day on which it no longer holds; that of from_on: withdrawn before"
    )
    is_simulated: bool


class DeputisingFilter(Schema):
    """Narrow the list: the positions of one unit; also what is over."""

    unit: Key | None = None
    ended: bool = False


class EntrustIn(Schema):
    deputy: str = Field(max_length=60, description="The user name of who acts in this place")
    form: Form | None = Field(None, description="Unsaid: KT for a deputy of the unit, else TUQ")
    from_on: Day
    until_on: Day = Field(description="The first day on which it no longer holds")
    reason: str = Field(max_length=300)


@router.get("/deputisings", response=Paged[DeputisingOut])
def list_deputisings(
    request: ActorRequest, narrow: Query[DeputisingFilter], paging: Query[Paging]
) -> Page[Deputising]:
    """Who acts in whose place, now or soon: all for who holds a position, else one's own."""
    seen = queries.deputisings_seen_by(request.actor)
    unit = None
    if narrow.unit:
        unit = get_object_or_404(Unit.objects.visible_to(request.actor), key=narrow.unit)
    found = queries.deputisings_found(seen, unit=unit, ended=narrow.ended)
    return paged(found, paging, order=ORDER)


@router.post("/appointments/{int:pk}/deputisings", response={201: DeputisingOut})
def entrust(request: ActorRequest, pk: int, sent: EntrustIn) -> Any:
    """Have somebody of the unit or its office act in the holder's place for a time."""
    held = get_object_or_404(queries.appointment_to_entrust(request.actor, pk))
    queries.require_entrusting(request.actor, held)
    given = sent.dict()
    given["deputy"] = queries.possible_deputy(held, given["deputy"])
    given["form"] = given["form"] or ""
    return Status(201, actions.entrust(held, actor=request.actor, **given))


@router.post("/deputisings/{int:pk}/end", response={201: DeputisingOut})
def end_deputising(request: ActorRequest, pk: int) -> Any:
    """From today on the deputy acts in this place no more."""
    one = get_object_or_404(queries.deputisings_seen_by(request.actor), pk=pk)
    actions.end_deputising(one, actor=request.actor)
    return Status(201, one)
