"""Calendar addresses: opened and closed by each for themselves, read by who knows the secret."""

import re

from django.test import Client
from django.urls import reverse

from haicap.domain.calendars.models import Calendar
from haicap.domain.organisations.queries import actor_of, standing_of

from .people import ANONYMOUS, SIGNED_IN
from .trying import none_of, undone
from .world import World

SECRET = re.compile(r"/calendars/[\w-]+\.ics")


def test_a_calendar_address_is_opened_by_who_holds_a_position_and_closed_by_its_owner(
    world: World,
) -> None:
    wrong = []
    for person in SIGNED_IN:
        may = bool(standing_of(actor_of(world.users[person])).units)
        for address, kind in (
            (reverse("calendars:opening"), {}),
            (reverse("api:calendars_open_calendar"), {"content_type": "application/json"}),
        ):
            with undone():
                answer = world.browsers[person].post(address, {}, **kind)
                if answer.status_code not in ({200, 201} if may else {403}):
                    wrong.append(f"{person}: {address}: {answer.status_code}")
                wrong += closed_by_another(world, person) if may else []
    for name in ("calendars:opening", "api:calendars_open_calendar"):
        if world.browsers[ANONYMOUS].post(reverse(name)).status_code not in {302, 401}:
            wrong.append(f"signed out: {name}")
    none_of(wrong)


def closed_by_another(world: World, owner: str) -> list[str]:
    opened = Calendar.objects.open().get(owner=world.users[owner])
    other = next(each for each in SIGNED_IN if each != owner)
    page = reverse("calendars:closing", args=[opened.pk])
    api = reverse("api:calendars_close_calendar", args=[opened.pk])
    answers = [world.browsers[other].post(address).status_code for address in (page, api)]
    return [] if answers == [404, 404] else [f"{other} on {owner}'s: {answers}"]


def test_a_calendar_is_read_by_who_knows_its_address_and_shows_what_its_owner_sees(
    world: World,
) -> None:
    wrong = []
    for person in SIGNED_IN:
        if not standing_of(actor_of(world.users[person])).units:
            continue
        with undone():
            page = world.browsers[person].post(reverse("calendars:opening"), {})
            found = SECRET.search(page.content.decode())
            answer = Client().get(found.group() if found else "")
        if answer.status_code != 200:
            wrong.append(f"{person}: {answer.status_code}")
        text = answer.content.decode().replace("\r\n ", "")
        for kind in ("session", "task"):
            named = {int(each) for each in re.findall(rf"UID:{kind}-(\d+)@", text)}
            seen = {
                one.pk
                for _name, one in world.of_kind(kind)
                if type(one).objects.visible_to(actor_of(world.users[person])).filter(pk=one.pk)
            }
            if named - seen:
                wrong.append(f"{person}: reads of {kind} {named - seen}")
    none_of(wrong)
