"""The frame of every page, and the pages of what cannot be done."""

import re
from http import HTTPStatus

import pytest

from haicap.foundation.access import Actor
from haicap.foundation.accounts.testing import account
from haicap.foundation.ui import context

from . import pages

pytestmark = [pytest.mark.django_db, pytest.mark.urls("haicap.foundation.ui.tests.pages")]


@pytest.fixture
def ana(client):
    user = account("ana", name="Ana")
    client.force_login(user)
    return user


def shown(client, address: str, language: str = "en", **more: str):
    return client.get(address, HTTP_ACCEPT_LANGUAGE=language, **more)


def test_a_refusal_is_a_page_with_the_sentence(client, ana):
    response = shown(client, "/sample/refused/")
    assert response.status_code == HTTPStatus.FORBIDDEN
    page = response.content.decode()
    assert "A task cannot be verified without evidence." in page
    assert "Nothing was changed." in page


def test_a_lost_race_is_a_page_that_leads_to_how_it_stands(client, ana):
    response = shown(client, "/sample/lost/", HTTP_REFERER="http://testserver/tasks/1/")
    assert response.status_code == HTTPStatus.CONFLICT
    page = response.content.decode()
    assert "Someone was faster" in page
    assert 'href="http://testserver/tasks/1/"' in page


def test_the_way_back_never_leads_elsewhere(client, ana):
    page = shown(client, "/sample/lost/", HTTP_REFERER="https://evil.example/").content.decode()
    assert "evil" not in page


def test_an_input_that_cannot_be_taken_is_named_with_value_and_reason(client, ana):
    response = shown(client, "/sample/invalid/")
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = response.content.decode()
    assert "<code>text</code>" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "Too short." in page


def test_what_is_not_there_has_a_page(client, ana):
    response = shown(client, "/nowhere/")
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "There is nothing here, or you may not see it." in response.content.decode()


def test_a_fault_of_ours_has_a_page_that_needs_nothing(client, django_assert_num_queries):
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = shown(client, "/sample/broken/")
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "The fault is ours" in response.content.decode()


def test_a_wrong_host_is_refused_with_a_page(client):
    response = shown(client, "/sign-in/", HTTP_HOST="evil.example")
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert b"<h1>" in response.content


@pytest.mark.parametrize("address", ["/sample/", "/sample/refused/", "/account/", "/nowhere/"])
def test_nothing_on_a_page_needs_a_weaker_policy(client, ana, address):
    response = shown(client, address)
    page = response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)", page)
    assert not re.search(r'(src|href)="https?://', page)


def test_a_stranger_is_led_to_sign_in_whether_the_record_exists_or_not(client):
    response = shown(client, "/sample/")
    assert response["Location"] == "/sign-in/?next=/sample/"


@pytest.mark.parametrize(
    ("header", "language"),
    [("vi", "vi"), ("en-GB", "en"), ("fr, en;q=0.5", "en"), ("zh", "vi"), ("", "vi")],
)
def test_the_browser_decides_the_language_and_vietnamese_is_the_last_resort(
    client, header, language
):
    page = shown(client, "/sign-in/", header).content.decode()
    assert f'<html lang="{language}">' in page


def test_the_masthead_shows_who_is_signed_in_and_how_to_leave(client, ana):
    page = shown(client, "/sample/").content.decode()
    masthead = page.split("</header>")[0]
    assert "Ana" in masthead
    assert 'action="/sign-out/" method="post"' in masthead


def test_a_stranger_sees_no_place_that_needs_signing_in(client, monkeypatch):
    places = [context.Place("accounts:account", "Inside"), context.Place("healthz", "Open", True)]
    monkeypatch.setattr(pages, "masthead_places", places)
    page = shown(client, "/sign-in/").content.decode()
    assert "Open" in page
    assert "Inside" not in page


def test_the_place_one_is_in_is_marked(client, ana, monkeypatch):
    places = [context.Place("accounts:account", "Mine"), context.Place("nowhere:at-all", "Lost")]
    monkeypatch.setattr(pages, "masthead_places", places)
    page = shown(client, "/account/password/").content.decode()
    assert '<a href="/account/" aria-current="page">Mine</a>' in page
    assert "Lost" not in page


def test_the_house_says_that_it_is_well(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (HTTPStatus.OK, b"ok\n")


@pytest.mark.parametrize(
    ("name", "position", "shown_name", "shown_position"),
    [
        ("Ana", "Chuyên viên, Sở Tài chính", "Ana", "Chuyên viên, Sở Tài chính"),
        ("Bí thư Tỉnh ủy", "Bí thư Tỉnh ủy, Lạng Sơn", "Bí thư Tỉnh ủy, Lạng Sơn", ""),
        ("Cora", "", "Cora", ""),
    ],
)
def test_a_position_is_told_once(rf, name, position, shown_name, shown_position):
    request = rf.get("/")
    request.actor = Actor(name=name, user_id=1, on_behalf_of=position)
    masthead = context.Masthead(request)
    assert (masthead.name, masthead.position) == (shown_name, shown_position)


def test_a_persona_is_called_by_what_it_is(rf):
    request = rf.get("/")
    title = "Chủ tịch Ủy ban nhân dân xã Lộc Bình"
    request.actor = Actor(name="Chủ tịch xã", user_id=1, on_behalf_of=title, is_simulated=True)
    masthead = context.Masthead(request)
    assert (masthead.name, masthead.position) == ("Chủ tịch xã", "")
