"""A file is handed out to be saved: never shown in a page, never run, never sniffed."""

from pathlib import Path

import pytest
from django.http import FileResponse, Http404, HttpRequest
from django.test import Client
from django.urls import path

from haicap.foundation.access import house
from haicap.foundation.files.actions import store
from haicap.foundation.files.models import StoredFile
from haicap.foundation.files.serving import serve
from haicap.foundation.files.tests.samples import PDF, upload


def hand_out(request: HttpRequest) -> FileResponse:
    return serve(StoredFile.objects.get(), request.GET["name"])


hand_out.login_required = False
urlpatterns = [path("file", hand_out)]


@pytest.fixture
def stored(db: None, settings: object, tmp_path: Path) -> StoredFile:
    settings.MEDIA_ROOT, settings.ROOT_URLCONF = tmp_path, __name__
    return store(upload(PDF, "a.pdf"), actor=house("tests"))


def test_it_comes_whole_as_an_attachment(stored: StoredFile, client: Client) -> None:
    answer = client.get("/file", {"name": "Biên bản.pdf"})
    assert answer.getvalue() == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Bi%C3%AAn%20b%E1%BA%A3n.pdf"
    )


def test_a_browser_neither_guesses_nor_runs_it(stored: StoredFile, client: Client) -> None:
    answer = client.get("/file", {"name": "a.pdf"})
    answer.getvalue()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-cache"


def test_a_name_cannot_write_headers_or_promise_another_kind(
    stored: StoredFile, client: Client
) -> None:
    answer = client.get("/file", {"name": 'a"\r\nX-Evil: 1\u202e.html'})
    answer.getvalue()
    assert answer["Content-Disposition"].endswith('X-Evil_ 1.html.pdf"')
    assert "X-Evil" not in answer


def test_it_is_not_sent_again_to_who_has_it(stored: StoredFile, client: Client) -> None:
    answer = client.get("/file", {"name": "a.pdf"}, headers={"if-none-match": f'"{stored.sha256}"'})
    assert answer.status_code == 304


def test_a_table_is_handed_out_as_one(stored: StoredFile, client: Client) -> None:
    StoredFile.objects.update(media_type="text/plain")
    for name, media_type in {"a.csv": "text/csv", "a.txt": "text/plain", "a": "text/plain"}.items():
        answer = client.get("/file", {"name": name})
        answer.getvalue()
        assert answer["Content-Type"] == f"{media_type}; charset=utf-8"


def test_a_file_that_the_storage_lost_is_logged(
    stored: StoredFile, client: Client, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / stored.path).unlink()
    with pytest.raises(Http404):
        serve(stored, "a.pdf")
    assert stored.sha256 in caplog.text
