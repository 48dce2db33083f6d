"""The people of units: every door × everybody × the own unit and others'.

Written by hand beside the rules: who sees the people of a unit, who gives positions there, who
keeps the accounts. To everybody else those pages do not exist.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haicap.domain.organisations.actions import appoint
from haicap.domain.organisations.models import Appointment
from haicap.domain.organisations.rosters import template
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.models import Entry

from .people import (
    ADMINISTRATOR,
    ANONYMOUS,
    CHAIR,
    CLERK,
    GROUP,
    SECRETARY,
    SIGNED_IN,
    STATE_CLERK,
    People,
)
from .records import HOUSE, unit
from .trying import Address, is_sent_away, none_of, undone
from .world import World

PROVINCE, COMMUNE, DEPARTMENT = ADMINISTRATOR, "admin-06529", "admin-so-tai-chinh"
"""Real accounts, each the administrator of a unit and nothing else."""
ADMINISTERED = {COMMUNE: "06529", DEPARTMENT: "20.so-tai-chinh"}

# Heads and offices are personas here: they see, and give nothing.
SEES: Mapping[str, People] = {
    "06529.ubnd": frozenset({PROVINCE, COMMUNE, CHAIR}),
    "06541.ubnd": frozenset({PROVINCE}),
    "20.so-tai-chinh": frozenset({PROVINCE, DEPARTMENT, STATE_CLERK}),
    "20.tinh-uy": frozenset({PROVINCE, SECRETARY, CLERK}),
    "20.to-cong-tac-4": frozenset({PROVINCE, CLERK, GROUP}),
}
GIVES: Mapping[str, People] = {
    key: people & {PROVINCE, COMMUNE, DEPARTMENT, STATE_CLERK} for key, people in SEES.items()
}
ADMINISTRATORS = frozenset({PROVINCE, COMMUNE, DEPARTMENT})
EVERYBODY = (*SIGNED_IN, *ADMINISTERED, ANONYMOUS)


@pytest.fixture
def browsers(world: World) -> dict[str, Client]:
    """Everybody's, with those of the administrators; and a person for each unit."""
    found = dict(world.browsers)
    for name, key in ADMINISTERED.items():
        user = User.objects.create_user(name, None, name=name)
        appoint(unit(key), actor=HOUSE, kind="administrator", title="Quản trị", user=user)
        found[name] = Client(headers={"accept-language": "en"})
        found[name].force_login(user, "django.contrib.auth.backends.ModelBackend")
    for key in SEES:
        user = User.objects.create_user(_name(key), None, name=_name(key))
        appoint(unit(key), actor=HOUSE, kind="officer", title="Người mới", user=user)
    return found


def _name(key: str) -> str:
    return f"p-{key}"


def _held(key: str) -> Appointment:
    return Appointment.objects.get(user__username=_name(key))


def _tried(browsers: Mapping[str, Client]) -> Iterator[tuple[str, str, Client]]:
    for key in SEES:
        for person in EVERYBODY:
            yield key, person, browsers[person]


def _told(address: Address, response: Any, person: str, may: People, sees: People) -> list[str]:
    if person == ANONYMOUS:
        return [] if is_sent_away(response, address) else [f"{person}: {response.status_code}"]
    expected = {200, 201, 302} if person in may else {403} if person in sees else {404}
    return [] if response.status_code in expected else [f"{person}: {response.status_code}"]


@pytest.mark.parametrize(
    ("name", "of_person"),
    [
        ("organisations:people", False),
        ("organisations:roster-template", False),
        ("organisations:person", True),
        ("organisations_list_people", False),
        ("organisations_show_person", True),
    ],
)
def test_the_people_of_a_unit_are_seen_by_who_may_and_by_nobody_else(
    browsers: dict[str, Client], name: str, of_person: bool
) -> None:
    address, wrong = Address(name), []
    for key, person, browser in _tried(browsers):
        response = browser.get(address.at([_name(key) if of_person else key]))
        found = _told(address, response, person, SEES[key], SEES[key])
        wrong += [f"{key}: {each}" for each in found]
    none_of(wrong)


ACCOUNT = {"kind": "officer", "title": "Chuyên viên", "name": "B", "username": "b.moi"}
POSITION = {"kind": "officer", "title": "Chuyên viên", "username": "clerk.vpub"}
# The unit itself says no to whoever sees it and may not; a bad list is told to who may.
SENT: Mapping[str, tuple[Any, set[int]]] = {
    "organisations:opening": (ACCOUNT, {200}),
    "organisations:appointment": (POSITION, {302}),
    "organisations:roster": ("a list", {422}),
    "organisations:roster-taking": ({"token": ""}, {422}),
    "organisations_open_account": (ACCOUNT, {201}),
    "organisations_appoint": (POSITION, {201}),
    "organisations_examine_people_list": ("a list", {422}),
    "organisations_take_people_list": ("a list", {422}),
}


@pytest.mark.parametrize("name", SENT)
def test_positions_are_given_by_who_may_and_by_nobody_else(
    browsers: dict[str, Client], name: str
) -> None:
    address, wrong = Address(name), []
    sent, done = SENT[name]
    for key, person, browser in _tried(browsers):
        # Nobody gives a position to themselves: the clerk names somebody else.
        given = sent
        if person == STATE_CLERK and sent is POSITION:
            given = POSITION | {"username": _name(key)}
        with undone():
            before = Entry.objects.count()
            response = _post(browser, address, address.at([key]), given)
            grown = Entry.objects.count() > before
        if person in GIVES[key]:
            if response.status_code not in done:
                wrong.append(f"{key}: {person}: {response.status_code}")
        else:
            found = _told(address, response, person, frozenset(), SEES[key])
            wrong += [f"{key}: {each}" for each in found]
        if grown != (person in GIVES[key] and done != {422}):
            wrong.append(f"{key}: {person}: the journal has grown: {grown}")
    none_of(wrong)


def _post(browser: Client, address: Address, place: str, sent: Any) -> Any:
    if sent == "a list":
        return browser.post(place, {"file": SimpleUploadedFile("list.xlsx", template())})
    if address.is_page:
        return browser.post(place, sent)
    return browser.post(place, sent, content_type="application/json")


@pytest.mark.parametrize("name", ["organisations:ending", "organisations_end_appointment"])
def test_an_appointment_is_ended_by_who_may_and_by_nobody_else(
    browsers: dict[str, Client], name: str
) -> None:
    address, wrong = Address(name), []
    for key, person, browser in _tried(browsers):
        with undone():
            place = address.at([_held(key).pk])
            response = _post(
                browser, address, place, {"on": "2030-01-01", "vacant_because": "Chưa có người"}
            )
            has_ended = _held(key).until_on is not None
        found = _told(address, response, person, GIVES[key], SEES[key])
        wrong += [f"{key}: {each}" for each in found]
        if has_ended != (person in GIVES[key]):
            wrong.append(f"{key}: {person}: ended: {has_ended}")
    none_of(wrong)


@pytest.mark.parametrize(
    "name",
    [
        "organisations:password",
        "organisations:off",
        "organisations:on",
        "organisations:second-factor",
        "organisations_reset_password",
        "organisations_switch_off",
        "organisations_switch_on",
        "organisations_forget_second_factor",
    ],
)
def test_an_account_is_kept_by_who_administers_it_and_by_nobody_else(
    browsers: dict[str, Client], name: str
) -> None:
    address, wrong = Address(name), []
    for key, person, browser in _tried(browsers):
        with undone():
            response = _post(browser, address, address.at([_name(key)]), {})
        may = SEES[key] & ADMINISTRATORS
        wrong += [f"{key}: {each}" for each in _told(address, response, person, may, SEES[key])]
    none_of(wrong)


GROUP_TYPED = {
    "name": "Tổ công tác số 9", "parent": "20.tinh-uy", "symbol": "9-QĐ/TU",
    "document_type": "decision", "issued_on": "2026-01-02", "communes": ["06529"],
}  # fmt: skip
SEATS = {
    "seat-1-person": "Ông A", "seat-1-title": "Tổ trưởng",
    **{f"seat-{number}-kind": "member" for number in range(2, 11)}, "seat-1-kind": "head",
}  # fmt: skip


@pytest.mark.parametrize("name", ["organisations:forming", "organisations_form_working_group"])
def test_a_working_group_is_formed_by_who_may_and_by_nobody_else(
    browsers: dict[str, Client], name: str
) -> None:
    """Where one is formed is an address of its own on the pages, and the list's in the API."""
    address, wrong = Address(name), []
    members = [{"person": "Ông A", "kind": "head", "title": "Tổ trưởng"}]
    sent = GROUP_TYPED | (SEATS if address.is_page else {"members": members})
    may = frozenset({PROVINCE})
    # The clerk of the State's office forms groups, but not in the Party's name.
    sees = frozenset({STATE_CLERK}) if address.is_page else frozenset(EVERYBODY)
    for person in EVERYBODY:
        with undone():
            response = _post(browsers[person], address, address.at(), sent)
        if person == STATE_CLERK and address.is_page:
            assert response.status_code == 422
            continue
        wrong += _told(address, response, person, may, sees)
    none_of(wrong)
