"""The JSON door to the people of a unit: their positions and their accounts."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from haicap.domain.organisations import actions, queries
from haicap.domain.organisations.models import Appointment, Unit
from haicap.domain.organisations.people import PEOPLE, account_state, has_second_factor
from haicap.foundation.access import ActorRequest, require
from haicap.foundation.access.days import Day
from haicap.foundation.accounts.models import User
from haicap.foundation.api.idempotency import refuse_key
from haicap.foundation.api.paging import Paged, Paging, paged, sort_by
from haicap.foundation.ui.paging import Page

router = Router(tags=["organisations"])

Key = Annotated[str, Field(max_length=60)]
Kind = Literal["head", "deputy", "member", "officer", "clerk", "administrator"]
Manner = Literal["", "acting", "in_charge", "running"]
State = Literal["active", "unused", "off", "persona", "none"]


class AppointmentOut(Schema):
    """Who holds a position; `username` is null where the person is only named."""

    id: int
    unit: str = Field(alias="position.unit.key")
    unit_name: str = Field(alias="position.unit.full_name")
    position: str = Field(alias="position.title")
    acting: Manner
    title: str = Field(description="The position's, as whoever holds it so is called")
    kind: str = Field(alias="position.kind")
    person: str
    username: str | None = Field(None, alias="user.username")
    from_on: date | None
    until_on: date | None
    state: State
    has_second_factor: bool
    is_simulated: bool

    @staticmethod
    def resolve_person(held: Appointment) -> str:
        return held.person_name or str(held.user)

    @staticmethod
    def resolve_state(held: Appointment) -> str:
        return account_state(held.user)

    @staticmethod
    def resolve_has_second_factor(held: Appointment) -> bool:
        return has_second_factor(held.user)


class PersonOut(Schema):
    """An account with those of its positions that lie in units whose people you may see."""

    username: str
    name: str
    email: str
    state: State
    has_second_factor: bool
    last_login: datetime | None
    password_expires_at: datetime | None
    appointments: list[AppointmentOut]


class PasswordOut(Schema):
    """Told in this answer and kept nowhere, so that no Idempotency-Key is taken for it."""

    username: str
    password: str
    expires_at: datetime


class OpenedOut(PasswordOut):
    appointment: AppointmentOut


class PeopleFilter(Schema):
    """Narrow the list: words of name, position or unit; the account; also what has ended."""

    q: str = Field("", max_length=100)
    state: State | None = None
    ended: bool = False


class PeoplePaging(Paging):
    sort: str | None = sort_by(PEOPLE)


class _Position(Schema):
    kind: Kind
    title: str = Field(min_length=1, max_length=200)
    from_on: Day | None = None
    until_on: Day | None = None


class AccountIn(_Position):
    username: str = Field(max_length=60)
    name: str = Field(min_length=1, max_length=200)
    email: str = Field("", max_length=254)


class AppointmentIn(_Position):
    """By the user name of an account, or by the name of a person who has none."""

    username: str = Field("", max_length=60)
    person_name: str = Field("", max_length=200)
    acting: Manner = Field("", description="Held until somebody is appointed for good")


class EndIn(Schema):
    """Where nobody is left to sign, or to work: who follows, or why the position stays vacant."""

    on: Day
    successor: str = Field("", max_length=60, description="The user name of who follows")
    person_name: str = Field("", max_length=200, description="Of a successor without an account")
    acting: Manner = Field("", description="How the successor holds it")
    vacant_because: str = Field("", max_length=300)
    work: Literal["successor", "unit"] = Field(
        "successor", description="Who takes up what lies in this person's hand"
    )


def unit_of(request: ActorRequest, key: str) -> Unit:
    return get_object_or_404(queries.unit_with_people(key, request.actor))


def _account(request: ActorRequest, username: str) -> User:
    return get_object_or_404(queries.account_seen_by(request.actor, username))


@router.get("/units/{key}/people", response=Paged[AppointmentOut])
def list_people(
    request: ActorRequest, key: Key, narrow: Query[PeopleFilter], paging: Query[PeoplePaging]
) -> Page[Appointment]:
    """Who holds a position in the unit; its administrator also sees those below it."""
    people = queries.people_of(unit_of(request, key), request.actor)
    found = queries.people_found(
        people, text=narrow.q, state=narrow.state or "", ended=narrow.ended
    )
    return paged(found, paging, order=PEOPLE.ordered_by(paging.sort))


@router.post("/units/{key}/accounts", response={201: OpenedOut})
def open_account(request: ActorRequest, response: HttpResponse, key: Key, sent: AccountIn) -> Any:
    """Open an account with its position; the password for one time is told only now."""
    unit = unit_of(request, key)
    _told_once(request, response)
    opened = actions.open_account(unit, actor=request.actor, **sent.dict())
    told = _password(opened.account, opened.password)
    return Status(201, {**told, "appointment": opened.appointment})


@router.post("/units/{key}/appointments", response={201: AppointmentOut})
def appoint(request: ActorRequest, key: Key, sent: AppointmentIn) -> Any:
    """Give a position to an account, or to a person who is only named."""
    unit = unit_of(request, key)
    queries.require_appointing(request.actor, unit)
    given = sent.dict()
    username = given.pop("username")
    user = actions.account_named(username) if username else None
    return Status(201, actions.appoint(unit, actor=request.actor, user=user, **given))


@router.post("/appointments/{int:pk}/end", response={201: AppointmentOut})
def end_appointment(request: ActorRequest, pk: int, sent: EndIn) -> Any:
    """From this day on the person no longer holds the position; the successor does, if named."""
    held = get_object_or_404(queries.appointment_seen_by(request.actor, pk))
    require(queries.why_not_end(request.actor, held))
    actions.end_appointment(
        held,
        actor=request.actor,
        on=sent.on,
        successor=actions.successor_named(sent.successor, sent.person_name, sent.acting),
        vacant_because=sent.vacant_because,
        work=sent.work,
    )
    return Status(201, held)


@router.get("/people/{username}", response=PersonOut)
def show_person(request: ActorRequest, username: Key) -> Any:
    """An account that holds a position in a unit whose people you may see."""
    return _person(request, _account(request, username))


@router.post("/people/{username}/password", response={201: PasswordOut})
def reset_password(request: ActorRequest, response: HttpResponse, username: Key) -> Any:
    """A password for one time, told only now; the old one opens nothing any more."""
    account = _account(request, username)
    _told_once(request, response)
    return Status(201, _password(account, actions.reset_password(account, actor=request.actor)))


@router.post("/people/{username}/off", response={201: PersonOut})
def switch_off(request: ActorRequest, username: Key) -> Any:
    """Nobody signs in to the account any more; its positions stay."""
    account = _account(request, username)
    actions.switch_off(account, actor=request.actor)
    return Status(201, _person(request, account))


@router.post("/people/{username}/on", response={201: PersonOut})
def switch_on(request: ActorRequest, username: Key) -> Any:
    """The account can be signed in to again, with the password it had."""
    account = _account(request, username)
    actions.switch_on(account, actor=request.actor)
    return Status(201, _person(request, account))


@router.post("/people/{username}/second-factor-removal", response={201: PersonOut})
def forget_second_factor(request: ActorRequest, username: Key) -> Any:
    """For who lost telephone and recovery codes."""
    account = _account(request, username)
    actions.forget_second_factor(account, actor=request.actor)
    return Status(201, _person(request, _account(request, username)))


def _person(request: ActorRequest, account: User) -> dict[str, Any]:
    return {
        "username": account.username,
        "name": account.name,
        "email": account.email,
        "state": account_state(account),
        "has_second_factor": has_second_factor(account),
        "last_login": account.last_login,
        "password_expires_at": account.password_expires_at,
        "appointments": queries.positions_seen_by(request.actor, account),
    }


def _password(account: User, secret: str) -> dict[str, Any]:
    return {
        "username": account.username,
        "password": secret,
        "expires_at": account.password_expires_at,
    }


def _told_once(request: HttpRequest, response: HttpResponse) -> None:
    refuse_key(request)
    response["Cache-Control"] = "no-store"
