"""One box finds what the reader may see, in any spelling, and nothing else."""

import pytest
from django.test import Client

from haicap.domain.conclusions.models import Item, Notice
from haicap.domain.indicators.models import Report
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.search.folding import fold
from haicap.portal import searching
from haicap.portal.searching import search
from tests.rooms import SignIn

from .loop import Loop
from .page import address, links

PEOPLE = ["ana", "alma", "mila", "bogdan", "clara", "felix", "cora"]
KINDS = {
    "notice": (Notice, "symbol"),
    "task": (Task, "text"),
    "item": (Item, "text"),
    "recommendation": (Recommendation, "text"),
    "session": (Session, "title"),
    "report": (Report, "title"),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_each_finds_just_what_each_may_see(
    world: SmallProvince, loop: Loop, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "SHOWN", 1000)
    actor = getattr(world, name)
    for kind, (model, field) in KINDS.items():
        for record in model.objects.all():
            question = fold(getattr(record, field))
            found = {
                hit.address
                for group in search(actor, question)
                if group.kind == kind
                for hit in group.hits
            }
            seen = model.objects.visible_to(actor).filter(pk=record.pk).exists()
            assert (record.get_absolute_url() in found) == seen, (kind, record)
            allowed = {each.get_absolute_url() for each in model.objects.visible_to(actor)}
            assert found <= allowed


def test_the_page_and_the_api_find_the_same(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    client = sign_in(world.ana, "en")
    question = {"q": "GAN NGHIEM ket luan truoc".removeprefix("GAN ")}
    page = links(client, f"/search/?q={question['q']}")
    answer = client.get("/api/v1/search", question).json()
    told = {hit["address"] for group in answer for hit in group["hits"]}
    assert told
    assert told <= page


def test_a_symbol_is_found_however_it_is_written(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    client = sign_in(world.ana)
    symbol = loop.notice.symbol
    for asked in (symbol, symbol.lower().replace("-", " "), symbol.replace("/", "")[:-3]):
        assert address(loop.notice) in links(client, f"/search/?q={asked}"), asked


def test_where_there_is_more_the_room_says_so(
    world: SmallProvince, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "SHOWN", 1)
    (items,) = [group for group in search(world.clara, "c") if group.kind == "item"]
    assert len(items.hits) == 1
    assert items.more_at.startswith("/notices/?text=")


def test_a_code_leads_straight_to_its_unit(world: SmallProvince, sign_in: SignIn) -> None:
    answer = Client().get("/search/", {"q": "06529"})
    assert answer["Location"] == world.commune_a.get_absolute_url()


@pytest.mark.parametrize("asked", ["", " ", "a", "—?!", "x" * 201])
def test_a_question_that_asks_for_nothing_is_told_so(asked: str, world: SmallProvince) -> None:
    answer = Client().get("/search/", {"q": asked})
    assert answer.status_code == 422
    assert 'id="q-error"' in answer.content.decode()


def test_what_was_found_is_marked_and_never_markup(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    Task.objects.filter(pk=loop.task.pk).update(text="Nâng cấp <b>đường</b> & cầu")
    html = sign_in(world.ana).get("/search/", {"q": "duong cau"}).content.decode()
    assert "&lt;b&gt;<mark>đường</mark>&lt;/b&gt; &amp; <mark>cầu</mark>" in html


def test_a_search_asks_each_room_a_bounded_number_of_times(
    world: SmallProvince, loop: Loop, sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    client = sign_in(world.clara)
    client.get("/search/", {"q": "xa"})
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        assert client.get("/search/", {"q": "xa"}).status_code == 200
