"""Every door that writes × every person × own records and others'."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponseBase

from haicap.foundation.journal.models import Entry

from .addresses import Does
from .deeds import DEEDS, Deed
from .people import (
    ADMINISTRATOR,
    ANONYMOUS,
    CHAIR,
    CITIZEN,
    CLERK,
    FINANCE,
    GROUP,
    NEIGHBOUR,
    OFFICER,
    ON_THE_OTHER_SIDE,
    OUTSIDER,
    PARTY,
    SECRETARY,
    SIGNED_IN,
    STATE,
    STATE_CLERK,
    People,
)
from .revealing import Eyes, kinds_named, text_of
from .trying import Address, addresses, is_sent_away, none_of, signature, undone
from .visible import VISIBLE
from .world import KINDS, NO_SUCH, World

EVERYBODY = (*SIGNED_IN, ANONYMOUS)
REFUSED = {403, 409, 422}
DONE = {200, 201, 302}
FORMS = [each for each in addresses(Does) if each.is_page and each.meaning.has_form]
# A program that sends a report of work sends a form, because files may be in it.
AS_A_FORM = {"tasks_report_progress", "tasks_draft_report", "tasks_revise_draft"}


def ids(address: Address) -> str:
    return address.name


def deed_of(address: Address) -> Deed:
    assert isinstance(address.meaning, Does)
    return DEEDS[address.meaning.deed]


def tried(world: World, address: Address) -> Iterator[tuple[str, str, People, People]]:
    """A record by its name, the address there, who may do it and who may see the record."""
    for name, may in deed_of(address).may.items():
        if name and has_number(address):
            yield name, address.of(world.one(name)), may, VISIBLE[name]
        elif name:
            yield name, address.at(), may, VISIBLE[name]
        else:
            yield name, address.at(), may, frozenset(SIGNED_IN)


def people_for(name: str) -> tuple[str, ...]:
    return ON_THE_OTHER_SIDE if name.startswith("other ") else EVERYBODY


def has_number(address: Address) -> bool:
    return address.operation is None or "{" in address.operation.path


def send(world: World, person: str, address: Address, place: str, name: str) -> Any:
    sent = deed_of(address).sent(world, name, as_json=not address.is_page)
    kind = (
        {} if address.is_page or address.name in AS_A_FORM else {"content_type": "application/json"}
    )
    method = address.operation.method.lower() if address.operation else "post"
    return getattr(world.browsers[person], method)(place, sent, **kind)


@pytest.mark.parametrize("address", addresses(Does), ids=ids)
def test_a_deed_is_done_by_who_may_and_refused_to_everybody_else(
    world: World, address: Address
) -> None:
    wrong = []
    for name, place, may, visible in tried(world, address):
        for person in people_for(name):
            with undone():
                before = Entry.objects.count()
                response = send(world, person, address, place, name)
                grown = Entry.objects.count() > before
                if not is_right(response, address, person, may, visible):
                    wrong.append(f"{person}: {name}: {response.status_code}{said(response)}")
                elif grown != (person in may):
                    wrong.append(f"{person}: {name}: the journal has grown: {grown}")
    none_of(wrong)


def is_right(response: Any, address: Address, person: str, may: People, visible: People) -> bool:
    if person == ANONYMOUS:
        return is_sent_away(response, address)
    if person in may:
        return response.status_code in DONE and person in visible
    return response.status_code in (REFUSED if person in visible else {404})


def said(response: HttpResponseBase) -> str:
    return " " + text_of(response)[:200] if response.status_code in {409, 422, 500} else ""


@pytest.mark.parametrize("address", [each for each in addresses(Does) if has_number(each)], ids=ids)
def test_a_door_to_what_one_may_not_see_is_like_a_door_to_nothing(
    world: World, address: Address
) -> None:
    wrong = []
    for name, place, _may, visible in tried(world, address):
        if name:
            nowhere = address.of_nothing(world.one(name))
            for person in (OUTSIDER, ANONYMOUS, *sorted(PARTY - visible)):
                there = signature(send(world, person, address, place, name), place)
                nothing = signature(send(world, person, address, nowhere, name), nowhere)
                if there != nothing:
                    wrong.append(f"{person}: {name}: {there[:2]} but {nothing[:2]}")
    none_of(wrong)


@pytest.mark.parametrize("address", FORMS, ids=ids)
def test_a_form_is_opened_by_who_may_fill_it_in_and_offers_nothing_hidden(
    world: World, eyes: Eyes, address: Address
) -> None:
    deed, wrong = deed_of(address), []
    before = Entry.objects.count()
    for name, place, may, visible in tried(world, address):
        opened_by = deed.opened_by if not name else deed.only_offered_to or may
        for person in people_for(name):
            response = world.browsers[person].get(place)
            if person == ANONYMOUS:
                assert is_sent_away(response, address)
            elif response.status_code not in _expected(person, opened_by, visible):
                wrong.append(f"{person}: {name}: {response.status_code}")
            elif response.status_code == 200:
                leaks = eyes.hidden_from(person, eyes.on_page(text_of(response)))
                wrong += [f"{person}: the form of {name} offers {leak}" for leak in leaks]
    none_of(wrong)
    assert Entry.objects.count() == before


def _expected(person: str, opened_by: People, visible: People) -> set[int]:
    if person not in visible:
        return {404}
    return {200} if person in opened_by else {403, 409}


# In whose name each would speak.
OF = {
    SECRETARY: "20.tinh-uy",
    CLERK: "20.vptu",
    GROUP: "20.to-cong-tac-4",
    FINANCE: "20.so-tai-chinh",
    CHAIR: "06529.ubnd",
    OFFICER: "06529.ubnd",
    NEIGHBOUR: "06541.ubnd",
    CITIZEN: "06529",
    OUTSIDER: "06529",
    STATE_CLERK: "20.vpub",
    ADMINISTRATOR: "20",
}

# What a body may name beside the address: the field, and the kind of record it is a number of.
NAMED_IN_BODIES = {
    "meetings_give_report": ("report", "report"),
    "recommendations_raise_recommendation": ("session", "session"),
    "conclusions_draft_conclusion": ("session", "session"),
    "conclusions_add_item": ("carries_out", "conclusion"),
    "conclusions_edit_item": ("carries_out", "conclusion"),
    "conclusions_replace_notice": ("by", "notice"),
    "conclusions_answer_recommendation": ("recommendation", "recommendation"),
    "followups_draw_up_sheet": ("session", "session"),
    "recommendations_decide_twins": ("other", "recommendation"),
}


def test_every_number_that_a_program_sends_is_tried() -> None:
    # Percent, places and versions; what is answered lies a step deeper (see below). A person is
    # no record with a page: asked for among those of the unit.
    counted = {
        "tasks_report_progress",
        "tasks_draft_report",
        "tasks_revise_draft",
        "tasks_report_contribution",
        "tasks_hand_task",
        "tasks_repeat_task",
        "conclusions_move_item",
        "conclusions_remove_item",
        "conclusions_edit_notice",
        "conclusions_answer_recommendations",
        # Minutes of a point; the position in the chair, which is no secret.
        "meetings_add_agenda_item",
        "meetings_plan_session",
    }
    sending = {
        each.name for each in addresses(Does) if each.operation and each.operation.takes_numbers
    }
    assert sending - counted == set(NAMED_IN_BODIES), (
        "say in NAMED_IN_BODIES which kind of record the number in the body names"
    )


@pytest.mark.parametrize("id_", NAMED_IN_BODIES)
def test_what_one_may_not_see_cannot_be_named_in_a_body(world: World, id_: str) -> None:
    address, (field, kind) = Address(id_), NAMED_IN_BODIES[id_]
    wrong = []
    for name, place, may, _visible in tried(world, address):
        for person in sorted(may):
            hidden = {one for _n, one in world.of_kind(kind)} - world.seen_by(person, kind)
            nothing = _naming(world, person, address, place, name, {field: NO_SUCH})
            assert nothing[0] in {404, 422}
            for one in sorted(hidden, key=lambda each: each.pk)[:5]:
                told = _naming(world, person, address, place, name, {field: one.pk})
                if told != nothing:
                    wrong.append(f"{person}: {name}: {field} {one}: {told} but {nothing}")
    none_of(wrong)


def test_a_recommendation_one_may_not_see_cannot_be_answered(world: World) -> None:
    door, wrong = Address("conclusions_answer_recommendations"), []
    for name, place, may, _visible in tried(world, door):
        for person in sorted(may):
            seen = world.seen_by(person, "recommendation")
            hidden = {one for _n, one in world.of_kind("recommendation")} - seen
            for one in sorted(hidden, key=lambda each: each.pk)[:5]:
                sent = {"answers": [{"recommendation": one.pk, "text": "Đồng ý."}]}
                with undone():
                    told = world.browsers[person].post(place, sent, content_type="application/json")
                if told.status_code != 404:
                    wrong.append(f"{person}: {name}: {one}: {told.status_code}")
    none_of(wrong)


def _naming(
    world: World, person: str, address: Address, place: str, name: str, other: dict[str, int]
) -> tuple[object, ...]:
    sent = {**deed_of(address).sent(world, name, as_json=True), **other}
    with undone():
        response = world.browsers[person].post(place, sent, content_type="application/json")
    (number,) = other.values()
    return response.status_code, text_of(response).replace(str(number), "")


def test_every_kind_that_a_door_is_about_is_tried_on_both_sides(world: World) -> None:
    for address in addresses(Does):
        names = [name for name in deed_of(address).may if name]
        assert not names or {name.split()[0] for name in names} >= {"own", "other"}
        assert kinds_named(address.meaning, world) <= set(KINDS)


@pytest.mark.parametrize("name", ["own session", "other session", "state session"])
def test_only_the_side_that_convened_a_session_concludes_it(world: World, name: str) -> None:
    """Not who merely saw it, in the name of a unit of their own."""
    session, wrong = world.one(name), []
    side = STATE if name.startswith("state") else PARTY
    for person in SIGNED_IN:
        asked = Address("conclusions:draft").at() + f"?session={session.pk}"
        shown = world.browsers[person].get(asked).status_code
        sent = {"title": "Kết luận", "issuer": OF[person], "concluded_by": "x"}
        with undone():
            done = world.browsers[person].post(
                Address("conclusions_draft_conclusion").at(),
                {**sent, "session": session.pk},
                content_type="application/json",
            )
        if (shown == 200, done.status_code == 201) != (person in side, person in side):
            wrong.append(f"{person}: {shown}, {done.status_code}")
    none_of(wrong)
