"""One box finds what the reader may see, in any spelling, and nothing else."""

import pytest
from django.test import Client

from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.indicators.models import Report
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.actions import establish_unit
from haicap.domain.organisations.models import Kind
from haicap.domain.organisations.testing import SmallProvince, builder, commune
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.testing import assigned_task
from haicap.foundation.search import ranking
from haicap.foundation.search.folding import fold
from haicap.portal import searching
from haicap.portal.searching import search
from tests.rooms import SignIn

from .loop import Loop
from .page import address, links

PEOPLE = ["ana", "alma", "mila", "bogdan", "clara", "felix", "cora"]
KINDS = {
    "conclusion": (Conclusion, "title"),
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
    for question in ("NGHIEM ket luan truoc", "lần", "xã"):
        page = links(client.get("/search/", {"q": question}).content.decode())
        answer = client.get("/api/v1/search", {"q": question}).json()
        told = {hit["address"] for group in answer for hit in group["hits"]}
        assert told
        assert told <= set(page)


def test_a_symbol_is_found_however_it_is_written(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    client = sign_in(world.ana)
    symbol = loop.notice.symbol
    assert symbol == "176-TB/VPTU"
    for asked in (symbol, "176 tb vptu", "176/TB-VPTU", "176TB/VPTU", "vptu 176"):
        found = links(client.get("/search/", {"q": asked}).content.decode())
        assert address(loop.notice) in found, asked


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


def test_what_is_closest_stands_first_and_all_is_counted(
    world: SmallProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ("Cầu Lộc Bình", "Cầu Ổ", "Sửa cầu treo", "Nhu cầu", "Cau và cầu", "Cầu")
    for text in texts:
        assigned_task(world, text=text)
    (tasks,) = [group for group in search(world.house, "CẦU") if group.kind == "task"]
    found = [hit.text for hit in tasks.hits]
    assert found[0] == "Cầu"
    assert set(found[1:4]) == {"Cau và cầu", "Cầu Ổ", "Cầu Lộc Bình"}
    assert found[4:] == ["Nhu cầu", "Sửa cầu treo"]
    assert (tasks.total, tasks.is_exact) == (6, True)
    monkeypatch.setattr(ranking, "MOST", 4)
    (tasks,) = [group for group in search(world.house, "CẦU") if group.kind == "task"]
    assert (tasks.total, tasks.is_exact) == (4, False)


@pytest.mark.parametrize("name", PEOPLE)
def test_no_count_tells_of_what_one_may_not_see(
    world: SmallProvince, loop: Loop, name: str
) -> None:
    actor = getattr(world, name)
    for question in ("lan", "cac xa", "176", "ket luan", "giai quyet", "sô hoa"):
        for group in search(actor, question):
            if group.kind not in KINDS:
                continue
            model, _field = KINDS[group.kind]
            seen = model.objects.visible_to(actor)
            assert group.total <= seen.count(), (group.kind, question)
            assert len(group.hits) <= group.total


def test_a_name_that_several_places_have_asks_which(world: SmallProvince) -> None:
    elsewhere = establish_unit(
        "75", actor=builder(), kind=Kind.PROVINCE, name="Đồng Nai", designation="tỉnh", code="75"
    )
    commune("26299", "Thống Nhất", elsewhere)
    html = Client().get("/search/", {"q": "thong nhat"}, headers={"Accept-Language": "en"})
    shown = html.content.decode()
    assert "Which one do you mean?" in shown
    assert shown.index("Tỉnh Lạng Sơn") < shown.index("Tỉnh Đồng Nai")


def test_a_unit_that_is_only_like_the_words_stands_behind_what_says_them(
    world: SmallProvince, loop: Loop
) -> None:
    Task.objects.filter(pk=loop.task.pk).update(text="Làm đường Lộc Binhh")
    kinds = [group.kind for group in search(world.ana, "loc binhh")]
    assert kinds == ["task", "unit"]
    assert next(group.kind for group in search(world.ana, "lộc bình")) == "unit"
