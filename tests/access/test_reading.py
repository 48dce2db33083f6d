"""Every page and every read of the API × every person × own records and others'."""

from typing import Any

import pytest

from .addresses import Public, Shows, SignedIn
from .people import ANONYMOUS, OFFICER, OUTSIDER, SIGNED_IN
from .revealing import COUNTS, FIELDS, INSIDE, PARTS, Eyes, text_of, whole_numbers
from .trying import (
    OTHER_METHODS,
    Address,
    addresses,
    difference,
    is_sent_away,
    none_of,
    nothing_written,
    own_and_other,
    signature,
    tried_records,
)
from .visible import VISIBLE
from .walking import operations
from .world import World

EVERYBODY = (*SIGNED_IN, ANONYMOUS)


def ids(address: Address) -> str:
    return address.name


@pytest.mark.parametrize("address", addresses(Shows), ids=ids)
def test_a_record_is_shown_to_who_may_see_it_and_is_not_there_for_others(
    world: World, eyes: Eyes, address: Address
) -> None:
    wrong = []
    for person in EVERYBODY:
        nothing = looked_at(world, person, address)
        for name, record in tried_records(world, address):
            response = world.browsers[person].get(address.of(record))
            if person not in VISIBLE[name]:
                told = signature(response, address.of(record))
                if told != nothing:
                    wrong.append(f"{person}: {name}: {difference(told, nothing)}")
            elif response.status_code != 200:
                wrong.append(f"{person}: {name}: {response.status_code}")
            else:
                leaks = eyes.hidden_from(person, address.seen(eyes, response), where=name)
                wrong += [f"{person}: {name} reveals {leak}" for leak in leaks]
    none_of(wrong)


def looked_at(
    world: World, person: str, address: Address, method: str = "GET"
) -> tuple[object, ...]:
    """How a record looks that is not there: 404, or for who has not signed in, the way in."""
    place = address.of_nothing(tried_records(world, address)[0][1])
    response = world.browsers[person].generic(method, place)
    if method == "GET":
        is_away = person == ANONYMOUS and is_sent_away(response, address)
        assert is_away or response.status_code == 404
    return signature(response, place)


@pytest.mark.parametrize("address", addresses(Shows), ids=ids)
@pytest.mark.parametrize("method", OTHER_METHODS)
def test_no_other_method_tells_or_does_anything(
    world: World, address: Address, method: str
) -> None:
    wrong = []
    with nothing_written():
        for person in (OFFICER, OUTSIDER, ANONYMOUS):
            nothing = looked_at(world, person, address, method)
            for name, record in own_and_other(world, address):
                response = world.browsers[person].generic(method, address.of(record))
                told = signature(response, address.of(record))
                if person not in VISIBLE[name]:
                    if told != nothing:
                        wrong.append(f"{person}: {method} {name}: {difference(told, nothing)}")
                elif told[0] != 405 and (method, *told[:2]) != ("HEAD", 200, ""):
                    wrong.append(f"{person}: {method} {name}: {told[:2]}")
    none_of(wrong)


@pytest.mark.parametrize("address", [*addresses(SignedIn), *addresses(Public)], ids=ids)
def test_a_page_about_no_record_reveals_none_that_is_hidden(
    world: World, eyes: Eyes, address: Address
) -> None:
    meaning: Any = address.meaning
    place = f"{address.at(meaning.args)}?{meaning.query}"
    wrong = []
    with nothing_written():
        for person in EVERYBODY:
            response = world.browsers[person].get(place)
            if person == ANONYMOUS and isinstance(meaning, SignedIn):
                assert is_sent_away(response, address)
            elif response.status_code != 200:
                wrong.append(f"{person}: {response.status_code}")
            else:
                leaks = eyes.hidden_from(person, eyes.on_page(text_of(response)))
                wrong += [f"{person}: reveals {leak}" for leak in leaks]
    none_of(wrong)


@pytest.mark.parametrize("address", [*addresses(SignedIn), *addresses(Public)], ids=ids)
def test_a_page_that_only_reads_takes_no_writing(world: World, address: Address) -> None:
    meaning: Any = address.meaning
    if address.name == "accounts:sign-in":
        pytest.skip("signing in is a post")
    with nothing_written():
        for method in {"POST", "PUT", "PATCH", "DELETE"} - deeds_at(address):
            response = world.browsers[OFFICER].generic(method, address.at(meaning.args))
            assert response.status_code == 405, method


def deeds_at(address: Address) -> set[str]:
    """Methods that another operation takes at the same path; each has its own line."""
    here = address.operation
    if here is None:
        return set()
    return {each.method.upper() for each in operations().values() if each.path == here.path}


@pytest.mark.parametrize("id_", operations())
def test_every_number_in_an_answer_is_known_for_what_it_counts_or_names(id_: str) -> None:
    answers = operations()[id_].answers
    for inside, name in whole_numbers(answers.model_json_schema(by_alias=False)) if answers else ():
        is_known = (
            name in FIELDS or name in COUNTS or (name == "id" and inside in {"", *INSIDE, *PARTS})
        )
        assert is_known, (
            f"{inside}.{name}: say in tests/access/revealing.py which kind of record it names"
        )


def test_addresses_of_nothing_look_alike_to_everybody(world: World) -> None:
    for place in ("/api/v1/", "/api/v1/nothing", "/nothing/", "/tasks/0/nothing/"):
        for person in EVERYBODY:
            response = world.browsers[person].get(place)
            assert response.status_code in {302, 401, 404}
