"""Acting in somebody's place: every door × everybody × the own unit and others'."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from haicap.domain.organisations.actions import appoint, entrust
from haicap.domain.organisations.models import Appointment, Deputising
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.models import Entry

from .people import ADMINISTRATOR, ANONYMOUS, CHAIR, CITIZEN, OFFICER, OUTSIDER, SIGNED_IN, People
from .records import HOUSE, unit
from .test_people import COMMUNE, EVERYBODY, GIVES, PROVINCE, SEES, browsers
from .trying import Address, is_sent_away, none_of, undone
from .world import World

__all__ = ["browsers"]
WHOLE = frozenset(SIGNED_IN) - {CITIZEN, OUTSIDER, ADMINISTRATOR}
"""Who holds a position: they know who signs for whom."""


def _colleague(key: str) -> User:
    user = User.objects.create_user(f"d-{key}", None, name=f"d-{key}")
    appoint(unit(key), actor=HOUSE, kind="officer", title="Người thay", user=user)
    return user


def _sent(address: Address, deputy: User) -> dict[str, Any]:
    today = timezone.localdate()
    told = {"from_on": f"{today}", "reason": "Đi công tác", "deputy": deputy.username}
    if address.is_page:
        return told | {"deputy": deputy.pk, "last_on": f"{today + timedelta(days=6)}"}
    return told | {"until_on": f"{today + timedelta(days=7)}"}


def _post(browser: Client, address: Address, place: str, sent: dict[str, Any]) -> Any:
    kind = {} if address.is_page else {"content_type": "application/json"}
    return browser.post(place, sent, **kind)


def _same(person: str) -> str:
    """Who runs the installation is the administrator of the province."""
    return PROVINCE if person == ADMINISTRATOR else person


def _wrong(address: Address, response: Any, person: str, may: People, sees: People) -> list[str]:
    person = _same(person)
    if person == ANONYMOUS:
        is_right = is_sent_away(response, address)
    elif person in may:
        is_right = response.status_code in {200, 201, 302}
    else:
        is_right = response.status_code == (403 if person in sees else 404)
    return [] if is_right else [f"{person}: {response.status_code}"]


@pytest.mark.parametrize("name", ["organisations:entrusting", "organisations_entrust"])
def test_a_position_is_entrusted_by_who_may_and_by_nobody_else(
    browsers: dict[str, Client],
    name: str,
) -> None:
    address, wrong = Address(name), []
    for key in SEES:
        held = Appointment.objects.get(user__username=f"p-{key}")
        sent = _sent(address, _colleague(key))
        for person in EVERYBODY:
            with undone():
                before = Entry.objects.count()
                response = _post(browsers[person], address, address.at([held.pk]), sent)
                has_grown = Entry.objects.count() > before
            found = _wrong(address, response, person, GIVES[key], SEES[key])
            if has_grown != (_same(person) in GIVES[key]):
                found.append(f"{person}: the journal has grown: {has_grown}")
            wrong += [f"{key}: {each}" for each in found]
    none_of(wrong)


@pytest.mark.parametrize("name", ["organisations:entrusting", "organisations_entrust"])
def test_ones_own_position_is_ones_own_to_entrust(
    world: World,
    browsers: dict[str, Client],
    name: str,
) -> None:
    address, wrong = Address(name), []
    held = world.users[CHAIR].appointments.get()
    sent = _sent(address, world.users[OFFICER])
    may = frozenset({CHAIR, PROVINCE, COMMUNE})
    for person in EVERYBODY:
        with undone():
            response = _post(browsers[person], address, address.at([held.pk]), sent)
        wrong += _wrong(address, response, person, may, may)
    none_of(wrong)


def test_deputising_is_seen_and_ended_by_who_may_and_by_nobody_else(
    world: World,
    browsers: dict[str, Client],
) -> None:
    today, wrong = timezone.localdate(), []
    running = entrust(
        world.users[CHAIR].appointments.get(),
        actor=HOUSE,
        deputy=world.users[OFFICER],
        from_on=today,
        until_on=today + timedelta(days=7),
        reason="Đi công tác",
    )
    # Who only administers a unit sees what concerns the people in it.
    sees, may = WHOLE | {PROVINCE, COMMUNE}, frozenset({CHAIR, OFFICER, PROVINCE, COMMUNE})
    for person in EVERYBODY:
        listed = browsers[person].get("/api/v1/deputisings")
        if person != ANONYMOUS:
            is_told = running.pk in {each["id"] for each in listed.json()["items"]}
            if is_told != (_same(person) in sees):
                wrong.append(f"{person}: is told: {is_told}")
            own = browsers[person].get(reverse("organisations:positions"))
            concerned = "Đi công tác" in own.content.decode()
            if concerned != (person in {CHAIR, OFFICER}):
                wrong.append(f"{person}: is shown: {concerned}")
        for name in ("organisations:end-deputising", "organisations_end_deputising"):
            address = Address(name)
            with undone():
                response = _post(browsers[person], address, address.at([running.pk]), {})
                is_over = Deputising.objects.get(pk=running.pk).until_on == today
            wrong += _wrong(address, response, person, may, sees)
            if is_over != (_same(person) in may):
                wrong.append(f"{person}: {name}: over: {is_over}")
    none_of(wrong)
