"""Every list can be sorted by what its headings offer, and downloaded as it is narrowed."""

import csv
import re
from html import unescape

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haicap.domain.conclusions.models import Conclusion
from haicap.domain.conclusions.testing import drafted, held_session
from haicap.domain.followups.models import Sheet
from haicap.domain.indicators.models import Figure
from haicap.domain.indicators.testing import more_than_15_000
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.testing import SmallProvince, commune
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.testing import raised_recommendation
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.testing import assigned_task
from tests.rooms import SignIn

from .loop import Loop

LISTS: dict[str, type[Model] | None] = {
    "/tasks/": Task,
    "/sessions/": Session,
    "/recommendations/": Recommendation,
    "/notices/": Conclusion,
    "/figures/": Figure,
    "/follow-ups/": Sheet,
    "/units/": None,
    "/working-groups/": None,
    "/sources/": None,
    "/statutes/": None,
}
SORT = re.compile(r'<th [^>]*><a class="sort" href="([^"]*)"')
FILE = re.compile(r'<a href="([^"]*)" download>')


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def addresses(pattern: re.Pattern[str], html: str) -> list[str]:
    return [unescape(address) for address in pattern.findall(html)]


def rows_of(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    assert response.status_code == 200, address
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(text.splitlines()))


@pytest.mark.parametrize("name", ["ana", "bogdan", "clara", "felix", "cora"])
def test_a_file_holds_what_its_reader_may_see_and_no_more(
    world: SmallProvince, loop: Loop, sign_in: SignIn, name: str
) -> None:
    actor = getattr(world, name)
    client = sign_in(actor)
    for address, model in LISTS.items():
        if model is None:
            continue
        heading, *rows = rows_of(client, f"{address}?format=csv")
        seen = model.objects.visible_to(actor)  # type: ignore[attr-defined]
        assert heading[0] == "id"
        assert {row[0] for row in rows} == {str(pk) for pk in seen.values_list("pk", flat=True)}


@pytest.mark.parametrize("place", LISTS)
def test_each_heading_sorts_and_each_file_follows(
    world: SmallProvince, loop: Loop, sign_in: SignIn, place: str
) -> None:
    client = sign_in(world.clara, "en")
    html = page(client, place)
    for address in addresses(SORT, html):
        up = page(client, place + address)
        assert 'aria-sort="ascending"' in up
        (down,) = [each for each in addresses(SORT, up) if "sort=-" in each]
        assert 'aria-sort="descending"' in page(client, place + down)
        _heading, *ascending = rows_of(client, f"{place}{address}&format=csv")
        _heading, *descending = rows_of(client, f"{place}{down}&format=csv")
        assert sorted(ascending) == sorted(descending)
    files = addresses(FILE, html)
    if files:
        assert [client.get(place + file).status_code for file in files] == [200, 200]
    assert client.get(f"{place}?format=pdf").status_code == 422
    # These two pages are grouped, not sorted.
    if place not in {"/statutes/", "/figures/"}:
        assert client.get(f"{place}?sort=password").status_code == 422


@pytest.mark.parametrize("place", [place for place, model in LISTS.items() if model])
def test_a_list_asks_no_more_for_many_rows(
    world: SmallProvince, loop: Loop, sign_in: SignIn, place: str
) -> None:
    client = sign_in(world.clara)
    grow(world, loop)
    page(client, place)
    asked = []
    for _number in range(2):
        with CaptureQueriesContext(connection) as queries:
            page(client, place)
            rows_of(client, f"{place}?format=csv")
        asked.append(len(queries))
        grow(world, loop)
    assert asked[0] == asked[1]
    assert asked[0] < 60


def grow(world: SmallProvince, loop: Loop) -> None:
    for number in range(3):
        assigned_task(world, text=f"Việc {number}")
        raised_recommendation(world)
        session = held_session(world, world.commune_a)
        drafted(world, session, ("Giao các sở.",))
        more_than_15_000(loop.report)
        commune(f"9{number}{world.province.children.count():03}", f"Xã {number}", world.province)
