"""What lists, searches, filters, counts and cursors tell: exactly what each may see."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db.models import Model

from haicap.foundation.search.folding import fold, words_of

from .addresses import Lists
from .people import CLERK, FINANCE, NEIGHBOUR, OFFICER, OUTSIDER, SIGNED_IN, STATE_CLERK
from .records import words
from .revealing import Eyes, text_of
from .trying import Address, addresses, none_of
from .visible import VISIBLE
from .world import KIND_OF, World

# Every filter there is, with values that would show what is not one's own if they did not narrow.
KEYS = ("06529", "06541", "06526", "20.so-tai-chinh", "20.tinh-uy", "20.ubnd")
FILTERS: Mapping[str, tuple[str, ...]] = {
    "text": (),  # the words of every record, tried in a test of its own
    "lead": KEYS,
    "commune": KEYS,
    "issuer": KEYS,
    "unit": KEYS,
    "state": ("assigned", "reported", "raised", "answered", "planned", "held"),
    "cell": ("open_in_term", "open_overdue"),
    "category": ("STAFF",),
    "department": KEYS,
    "result": ("resolved", "explained"),
    "older_than": ("0", "30"),
    "is_late": ("true",),
    "indicator": ("procedures-received",),
    "year": ("2025",),
    "due_by": ("31/12/2030", "2030-12-31"),
    "due_from": ("01/01/2025", "2025-01-01"),
    "whose": ("mine", "unit"),
}
# A filter narrows what a list shows, and each list is tried by everybody.
SOME = (OFFICER, STATE_CLERK, OUTSIDER)
PAGING = {"cursor", "size", "sort"}
FORM = re.compile(r'<form class="filters".*?</form>', re.S)
NAME = re.compile(r'<(?:input|select)[^>]* name="([a-z_]+)"')


def ids(address: Address) -> str:
    return address.name


def kinds_of(address: Address) -> tuple[str, ...]:
    assert isinstance(address.meaning, Lists)
    return address.meaning.kinds


def filters_of(world: World, address: Address) -> set[str]:
    if address.operation:
        return set(address.operation.query) - PAGING
    page = text_of(world.browsers[CLERK].get(address.at()))
    return {name for form in FORM.findall(page) for name in NAME.findall(form)}


def pages(world: World, person: str, address: Address, size: int = 3) -> Iterator[Any]:
    """Every page of a list, one after the other."""
    place: str | None = address.at() + (f"?size={size}" if address.operation else "")
    while place:
        response = world.browsers[person].get(place)
        assert response.status_code == 200
        yield response
        cursor = response.json()["next_cursor"] if address.operation else None
        place = cursor and f"{address.at()}?{urlencode({'size': size, 'cursor': cursor})}"


@pytest.mark.parametrize("address", addresses(Lists), ids=ids)
def test_a_list_is_all_that_one_may_see_and_no_more(
    world: World, eyes: Eyes, address: Address
) -> None:
    wrong = []
    for person in SIGNED_IN:
        seen: set[Model] = set()
        for response in pages(world, person, address):
            seen |= address.seen(eyes, response)
        wrong += [f"{person}: shows {name}" for name in eyes.hidden_from(person, seen)]
        for kind in kinds_of(address):
            missing = world.seen_by(person, kind) - seen
            wrong += [f"{person}: lacks {eyes.names[one]}" for one in missing]
    none_of(wrong)


@pytest.mark.parametrize("address", addresses(Lists), ids=ids)
def test_every_filter_is_tried(world: World, address: Address) -> None:
    assert filters_of(world, address) <= set(FILTERS), (
        "add the new filter to FILTERS of tests/access/test_listing.py, with telling values"
    )


@pytest.mark.parametrize("address", addresses(Lists), ids=ids)
def test_no_filter_shows_what_is_hidden(world: World, eyes: Eyes, address: Address) -> None:
    wrong = []
    for name in sorted(filters_of(world, address)):
        for value in FILTERS[name]:
            for person in SOME:
                response = world.browsers[person].get(address.at(), {name: value})
                if response.status_code not in {200, 422}:
                    wrong.append(f"{person}: {name}={value}: {response.status_code}")
                elif response.status_code == 200 or address.is_page:
                    leaks = eyes.hidden_from(person, address.seen(eyes, response))
                    wrong += [f"{person}: {name}={value} shows {leak}" for leak in leaks]
    none_of(wrong)


SEARCHED = [each for each in addresses(Lists) if "session" not in kinds_of(each)]


@pytest.mark.parametrize("address", SEARCHED, ids=ids)
def test_words_find_what_one_may_see_and_no_more(
    world: World, eyes: Eyes, address: Address
) -> None:
    if "text" not in filters_of(world, address):
        pytest.skip("this list is not searched by words")
    main, wrong = kinds_of(address)[0], []
    for name, _record in world.of_kind(main):
        if is_of_a_case(name):
            continue
        for person in (*SOME, CLERK, FINANCE, NEIGHBOUR):
            response = world.browsers[person].get(address.at(), {"text": words(name)})
            # The page repeats the words in its own field: what counts is whether it leads there.
            found = {one for one in links(eyes, address, response) if KIND_OF[type(one)] == main}
            if found != saying(world, person, name, main):
                wrong.append(f"{person}: {words(name)} finds {found}")
    none_of(wrong)


def is_of_a_case(name: str) -> bool:
    """Its texts are the case's own, and do not hold its name."""
    return name.endswith("case") or " case " in name


def saying(world: World, person: str, name: str, kind: str) -> set[Model]:
    """What this person may see of the records whose texts hold all words of this name."""
    asked = words_of(words(name))
    return {
        record
        for other, record in world.of_kind(kind)
        if person in VISIBLE[other]
        and not is_of_a_case(other)
        and all(word in fold(words(other)) for word in asked)
    }


def links(eyes: Eyes, address: Address, response: Any) -> set[Model]:
    if not address.is_page:
        return address.seen(eyes, response)
    return eyes.linked(text_of(response))


SELECTS = {
    "tasks:list": ("lead", "task"),
    "recommendations:list": ("commune", "recommendation"),
    "conclusions:list": ("issuer", "conclusion"),
}


@pytest.mark.parametrize("name", SELECTS)
def test_a_filter_offers_only_units_of_what_one_sees(world: World, name: str) -> None:
    field, kind = SELECTS[name]
    wrong = []
    for person in SIGNED_IN:
        page = text_of(world.browsers[person].get(Address(name).at()))
        (select,) = re.findall(rf'<select name="{field}".*?</select>', page, re.S)
        offered = set(re.findall(r'<option value="([^"]+)"', select))
        known = {key for one in world.seen_by(person, kind) for key in units_of(one, field)}
        if offered != known:
            wrong.append(f"{person}: {sorted(offered ^ known)}")
    none_of(wrong)


def units_of(record: Any, field: str) -> set[str]:
    if field == "commune":
        return set(record.raised_by.values_list("key", flat=True))
    return {getattr(record, field).key}


@pytest.mark.parametrize("person", SIGNED_IN)
def test_the_matrix_counts_what_each_may_see(world: World, person: str) -> None:
    tasks = world.seen_by(person, "task")
    matrix = Address("tasks_read_matrix")
    counted = world.browsers[person].get(matrix.at()).json()
    assert counted["total"] == len(tasks)
    page = text_of(world.browsers[person].get(Address("tasks:list").at()))
    figures = [int(each) for each in re.findall(r'class="figure">(\d+)<', page)]
    assert (len(figures), sum(figures)) == (4, len(tasks))
    for name, _task in world.of_kind("task"):
        if name.endswith("task"):
            asked = world.browsers[person].get(matrix.at(), {"text": words(name)}).json()
            assert asked["total"] == len(saying(world, person, name, "task"))


@pytest.mark.parametrize(
    "address", [each for each in addresses(Lists) if not each.is_page], ids=ids
)
def test_the_cursor_of_another_reveals_nothing(world: World, eyes: Eyes, address: Address) -> None:
    wrong = []
    first = world.browsers[CLERK].get(address.at(), {"size": 1}).json()
    assert first["next_cursor"]
    for person in (*SIGNED_IN, OUTSIDER):
        asked = {"cursor": first["next_cursor"], "size": 100}
        response = world.browsers[person].get(address.at(), asked)
        assert response.status_code == 200
        leaks = eyes.hidden_from(person, address.seen(eyes, response))
        wrong += [f"{person}: shows {leak}" for leak in leaks]
    none_of(wrong)


UNIT_PAGES = ("portal:commune", "organisations:unit", "organisations_show_unit")


@pytest.mark.parametrize("name", UNIT_PAGES)
def test_the_page_of_a_unit_reveals_nothing_hidden(world: World, eyes: Eyes, name: str) -> None:
    communes, bodies = KEYS[:3], (*KEYS[3:], "20.vptu", "20.to-cong-tac-4", "06541.ubnd")
    wrong = []
    for key in communes if name == "portal:commune" else bodies:
        for person in SIGNED_IN if name == "portal:commune" else SOME:
            response = world.browsers[person].get(Address(name).at([key]))
            assert response.status_code == 200
            leaks = eyes.hidden_from(person, eyes.on_page(text_of(response)))
            wrong += [f"{person}: {key} reveals {leak}" for leak in leaks]
    none_of(wrong)


SEARCHES = ("organisations:find", "organisations_find_units", "organisations_list_units")


@pytest.mark.parametrize("name", SEARCHES)
def test_the_search_for_units_finds_no_record(world: World, eyes: Eyes, name: str) -> None:
    for person in (CLERK, OUTSIDER):
        response = world.browsers[person].get(Address(name).at(), {"q": words("own task")})
        assert eyes.linked(text_of(response)) == set()
