"""No address breaks, whatever is asked of it: wild numbers, keys, filters and cursors."""

import pytest
from django.urls import reverse

from .addresses import Lists, Shows
from .people import CLERK
from .test_listing import PAGING, filters_of, ids
from .trying import Address, addresses, none_of
from .world import World

WILD = ("\0", "9" * 40, "-1", "٣", "'\"<b>", "x" * 5_000, "\ud800".encode("utf-8", "surrogatepass"))
NUMBERS = ("0", "9" * 10, "9" * 19, "9" * 40)
BY_KEY = ("organisations:unit", "portal:commune", "statutes:detail")


def broken(world: World, place: str, **asked: object) -> list[str]:
    browser = world.browsers[CLERK]
    browser.raise_request_exception = False
    try:
        status = browser.get(place, asked or None).status_code
    finally:
        browser.raise_request_exception = True
    return [f"{place} {str(asked)[:60]}: {status}"] if status >= 500 else []


@pytest.mark.parametrize("address", addresses(Lists), ids=ids)
def test_no_list_breaks_on_a_wild_filter(world: World, address: Address) -> None:
    wrong = []
    for name in sorted(filters_of(world, address) | PAGING):
        for value in WILD:
            wrong += broken(world, address.at(), **{name: value})
    none_of(wrong)


@pytest.mark.parametrize("address", addresses(Shows), ids=ids)
def test_no_record_breaks_on_a_wild_number(world: World, address: Address) -> None:
    args = [1, 2] if "evidence" in address.name else [1]
    for number in NUMBERS:
        place = address.at([*args[:-1], number])
        assert broken(world, place) == []


@pytest.mark.parametrize("name", BY_KEY)
def test_no_key_breaks_a_page(world: World, name: str) -> None:
    wrong = []
    for key in ("%00", "x" * 3_000, "%F0%9F%8D%9A", "..%2F..%2Fetc", "%FF"):
        wrong += broken(world, reverse(name, args=["KEY"]).replace("KEY", key))
    for key in ("%00", "x" * 3_000, "%FF"):
        wrong += broken(world, f"/api/v1/units/{key}")
        wrong += broken(world, f"/api/v1/units/{key}/communes")
    none_of(wrong)


SEARCHES = {
    "/units/": ("name", "designation"),
    "/units/find": ("q",),
    "/statutes/": ("q",),
    "/deadlines/": ("start", "name"),
    "/notices/drafts/": ("session",),
    "/api/v1/units": ("q", "province", "kind", "on"),
    "/api/v1/units/find": ("q", "province", "on"),
    "/api/v1/statutes": ("q", "on"),
    "/api/v1/deadlines/complaint.acceptance": ("start",),
}


@pytest.mark.parametrize("place", SEARCHES)
def test_no_search_breaks_on_wild_words(world: World, place: str) -> None:
    wrong = []
    for field in SEARCHES[place]:
        for value in WILD:
            wrong += broken(world, place, **{field: value})
    none_of(wrong)
