"""One content lies once in the storage, whole, however many hand it in at once."""

import errno
import hashlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile

from haicap.foundation.access import Actor, Unavailable, house
from haicap.foundation.files import storing
from haicap.foundation.files.actions import clear_half_written, store
from haicap.foundation.files.models import StoredFile
from haicap.foundation.files.tests.samples import PDF, upload
from haicap.foundation.journal.models import Entry

CLERK = house("tests")


@pytest.fixture(autouse=True)
def place(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


class ObjectStore(Storage):
    """Like S3: objects by key, no folders to link in."""

    objects: ClassVar[dict[str, bytes]] = {}

    def exists(self, name: str) -> bool:
        return name in self.objects

    def delete(self, name: str) -> None:
        del self.objects[name]

    def _save(self, name: str, content: File) -> str:
        self.objects[name] = content.read()
        return name

    def _open(self, name: str, mode: str) -> File:
        return ContentFile(self.objects[name])


def failing(number: int) -> Any:
    """Something that fails as the system would."""

    def fail(*_arguments: object) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


def files_in(place: Path) -> list[str]:
    return sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_file())


@pytest.mark.django_db
def test_a_content_lies_under_its_hash(place: Path) -> None:
    stored = store(upload(PDF, "a.pdf"), actor=CLERK)
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert (stored.sha256, stored.size) == (sha256, len(PDF))
    assert files_in(place) == [f"{sha256[:2]}/{sha256}"]
    assert (place / stored.path).read_bytes() == PDF


@pytest.mark.django_db
def test_the_same_content_is_kept_once_under_any_name(place: Path) -> None:
    first, second = (store(upload(PDF, name), actor=CLERK) for name in ("a.pdf", "b.pdf"))
    assert first == second
    assert len(files_in(place)) == 1


@pytest.mark.django_db
def test_a_new_content_is_told_in_the_journal_once() -> None:
    actor = Actor(name="Ana", user_id=1)
    for _time in range(2):
        store(upload(PDF, "biên bản.pdf"), actor=actor)
    assert "“biên bản.pdf”" in Entry.objects.get(event="file.store").sentence


@pytest.mark.django_db
def test_a_large_upload_is_taken_from_its_temporary_file(place: Path) -> None:
    large = TemporaryUploadedFile("a.pdf", "application/pdf", 0, None)
    large.write(PDF + b"%" * 200_000)
    large.size = large.tell()
    large.seek(0)
    stored = store(large, actor=CLERK)
    assert (place / stored.path).stat().st_size == stored.size == len(PDF) + 200_000


@pytest.mark.django_db
def test_a_content_that_the_storage_lost_is_put_back(place: Path) -> None:
    stored = store(upload(PDF, "a.pdf"), actor=CLERK)
    (place / stored.path).unlink()
    store(upload(PDF, "a.pdf"), actor=CLERK)
    assert (place / stored.path).read_bytes() == PDF


def test_many_at_once_leave_one_whole_file(place: Path) -> None:
    content = os.urandom(300_000)
    begin = threading.Barrier(8)
    failures: list[Exception] = []

    def put() -> None:
        begin.wait()
        try:
            storing.put(ContentFile(content), "aa/one")
            assert (place / "aa/one").read_bytes() == content
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=put) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert failures == []
    assert files_in(place) == ["aa/one"]


def test_what_lies_there_is_never_overwritten(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storing.put(ContentFile(b"first"), "aa/one")
    # As for an upload that looked before the first one was there.
    monkeypatch.setattr(default_storage, "exists", lambda _path: False, raising=False)
    storing.put(ContentFile(b"other"), "aa/one")
    assert (place / "aa/one").read_bytes() == b"first"


def test_a_write_that_breaks_off_leaves_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsync", failing(errno.EIO))
    with pytest.raises(Unavailable, match="try again later") as told:
        storing.put(ContentFile(b"first"), "aa/one")
    assert told.value.status == 503
    assert files_in(place) == []


class TooLarge(ContentFile):
    """Its first piece fits on the disk, its second does not."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield PDF
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_without_room_a_sentence_says_so_and_nothing_is_left(place: Path) -> None:
    with pytest.raises(Unavailable, match="no room left") as told:
        storing.put(TooLarge(PDF + PDF), "aa/one")
    assert told.value.status == 507
    assert files_in(place) == []


@pytest.mark.django_db
def test_a_file_that_found_no_room_is_no_row_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", failing(errno.ENOSPC))
    with pytest.raises(Unavailable):
        store(upload(PDF, "note.pdf"), actor=CLERK)
    assert not StoredFile.objects.exists()
    assert not Entry.objects.filter(event="file.store").exists()


@pytest.mark.django_db
def test_a_storage_without_folders_will_do(
    settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.ObjectStore"}}
    stored = store(upload(PDF, "a.pdf"), actor=CLERK)
    assert default_storage.open(stored.path).read() == PDF
    # Another upload of the same content was faster: its object stays, ours goes.
    looks = iter([False, True, False])
    monkeypatch.setattr(ObjectStore, "exists", lambda _self, _name: next(looks))
    storing.put(ContentFile(PDF), stored.path)
    assert list(ObjectStore.objects) == [stored.path]


def test_only_what_was_half_written_a_day_ago_is_cleared(place: Path) -> None:
    assert clear_half_written() == 0
    for name in ("half-written/old", "half-written/new", "aa/kept"):
        default_storage.save(name, ContentFile(b"x"))
    yesterday = time.time() - 25 * 3600
    for name in ("half-written/old", "aa/kept"):
        os.utime(place / name, (yesterday, yesterday))
    assert clear_half_written() == 1
    assert files_in(place) == ["aa/kept", "half-written/new"]


@pytest.mark.django_db
def test_an_empty_content_has_no_row() -> None:
    with pytest.raises(Exception, match="file_is_not_empty"):
        StoredFile.objects.create(sha256="0" * 64, size=0, media_type="text/plain")
