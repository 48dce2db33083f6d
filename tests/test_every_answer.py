"""Whatever is asked, by whom and how wildly: the answer is a page of ours with its guards on."""

import json
from http import HTTPStatus

import pytest

from haicap.foundation.accounts.testing import account

pytestmark = pytest.mark.django_db

ASKED = [
    "/",
    "/sign-in/",
    "/healthz",
    "/nowhere",
    "/statutes/",
    "/static/ui/haicap.css",
    "/static/ui/nothing.css",
    "/communes/%00/",
    "/api/v1/tasks",
    "/api/v1/nowhere",
    "/api/v1/openapi.json",
]


class TestTheGuards:
    @pytest.mark.parametrize("address", ASKED)
    def test_stand_on_every_answer(self, client, address):
        answer = client.get(address)
        assert answer.status_code < 500
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"

    @pytest.mark.parametrize("address", ["/account/", "/api/v1/tasks", "/statutes/"])
    def test_nobody_in_between_keeps_a_page(self, client, address):
        client.force_login(account("ana"))
        assert "private" in client.get(address)["Cache-Control"]

    def test_an_error_of_ours_tells_nothing_and_keeps_the_guards(self, client, monkeypatch):
        client.raise_request_exception = False
        monkeypatch.setattr("haicap.foundation.statutes.views.render", None)
        answer = client.get("/statutes/")
        assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
        assert "Traceback" not in answer.content.decode()
        assert "default-src 'none'" in answer["Content-Security-Policy"]


class TestAStyleSheet:
    def test_is_asked_for_by_its_version_and_kept_a_day(self, client):
        page = client.get("/sign-in/").content.decode()
        address = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert "?v=" in address
        answer = client.get(address)
        assert answer.status_code == HTTPStatus.OK
        assert "max-age=86400" in answer["Cache-Control"]

    def test_is_no_business_of_other_sites(self, client):
        assert "Access-Control-Allow-Origin" not in client.get("/static/ui/haicap.css")


WILD = ["%00", "%ff%fe", "9" * 40, "-1", "²", "x" * 600]


class TestWildInput:
    @pytest.fixture(autouse=True)
    def _ana(self, client):
        client.force_login(account("ana"))

    @pytest.mark.parametrize("wild", WILD)
    @pytest.mark.parametrize("place", ["/communes/{}/", "/units/{}/", "/tasks/{}/", "/items/{}/"])
    def test_in_an_address_finds_nothing(self, client, place, wild):
        assert client.get(place.format(wild)).status_code == HTTPStatus.NOT_FOUND
        assert client.get(f"/api/v1{place.format(wild)}").status_code == HTTPStatus.NOT_FOUND

    @pytest.mark.parametrize("wild", WILD)
    @pytest.mark.parametrize("filtered", ["/tasks/?state={}", "/units/?q={}", "/tasks/?cursor={}"])
    def test_in_a_filter_is_no_fault_of_ours(self, client, filtered, wild):
        assert client.get(filtered.format(wild)).status_code < 500

    @pytest.mark.parametrize("query", ["state={}", "unit={}", "cursor={}", "size={}"])
    @pytest.mark.parametrize("wild", WILD)
    def test_in_a_query_of_the_api_is_no_fault_of_ours(self, client, query, wild):
        assert client.get(f"/api/v1/tasks?{query.format(wild)}").status_code < 500

    @pytest.mark.parametrize(
        "body",
        [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 5000, b"NaN", b'"\\ud800"', b"null"],
    )
    def test_as_a_body_is_told_as_a_problem(self, client, body):
        answer = client.post("/api/v1/conclusions", body, content_type="application/json")
        assert answer.status_code in {400, 422}
        assert json.loads(answer.content)["detail"]

    def test_a_body_beyond_all_measure_is_too_large(self, client):
        body = json.dumps({"name": "x" * (6 * 1024 * 1024)})
        answer = client.post("/api/v1/conclusions", body, content_type="application/json")
        assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        assert json.loads(answer.content)["detail"]
