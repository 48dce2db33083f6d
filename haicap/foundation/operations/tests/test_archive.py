"""An archive is whole and ours, or it is refused in words."""

import hashlib
import io
import tarfile
from datetime import UTC, datetime

import pytest

from haicap.foundation.operations.archive import Archive, Writer, file_part
from haicap.foundation.operations.manifest import BadArchive, Manifest

CONTENT = b"minutes, signed"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def manifest(**changes):
    said = {
        "format": 1,
        "haicap": "0.1.0",
        "migrations": [],
        "province": "20",
        "made_at": datetime(2026, 7, 1, 8, tzinfo=UTC),
        "postgresql": 15,
        "program": 15,
        "counts": {},
        "journal_head": "",
        "database_bytes": 1,
        "parts": {"database.dump": hashlib.sha256(b"dump").hexdigest()},
        "files": 1,
        "files_bytes": len(CONTENT),
        "lost_files": [],
    }
    return Manifest(**(said | changes)).as_bytes()


def written(path, parts):
    with path.open("w+b") as stream:
        writer = Writer(stream)
        for name, content in parts:
            writer.add(name, [content])
        writer.finish()
    return path


def parts(**changes):
    return [
        ("database.dump", b"dump"),
        (file_part(SHA256), CONTENT),
        ("manifest.json", manifest(**changes)),
    ]


def checked(path):
    archive = Archive(path)
    archive.check_contents(lambda read: None)
    return archive


def refusal(path):
    with pytest.raises(BadArchive) as refused:
        checked(path)
    return str(refused.value)


def test_what_was_written_is_read_and_any_tar_shows_it(tmp_path):
    path = written(tmp_path / "a.tar", parts())
    assert b"".join(checked(path).read("database.dump")) == b"dump"
    assert checked(path).files() == [SHA256]
    with tarfile.open(path) as tar:
        assert tar.getnames() == ["database.dump", file_part(SHA256), "manifest.json"]


def test_any_byte_that_changed_is_found(tmp_path):
    path = written(tmp_path / "a.tar", parts())
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BadArchive):
            Archive(path)


def test_an_archive_cut_off_anywhere_is_refused(tmp_path):
    path = written(tmp_path / "a.tar", parts())
    whole = path.read_bytes()
    for length in (0, 1, 511, 512, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert "its end is missing" in refusal(path)


def test_what_is_no_file_at_all_is_refused_in_words(tmp_path):
    assert "No such file" in refusal(tmp_path / "nowhere.tar")
    assert "directory" in refusal(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/x",
        "/etc/passwd",
        "files/../../x",
        "files/aa/short",
        f"files/00/{SHA256}",
        "else.txt",
    ],
)
def test_a_name_that_is_not_of_our_making_is_refused(tmp_path, name):
    path = written(tmp_path / "a.tar", [*parts(), (name, b"x")])
    assert "which no archive of Haicap holds" in refusal(path)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, b"3"])
def test_a_link_or_a_device_is_refused_under_whatever_name(tmp_path, kind):
    class Linking(Writer):
        def link(self):
            member = tarfile.TarInfo(file_part("0" * 64))
            member.type, member.linkname = kind, "/etc/passwd"
            self.stream.write(member.tobuf(tarfile.GNU_FORMAT))

    path = tmp_path / "a.tar"
    with path.open("w+b") as stream:
        writer = Linking(stream)
        writer.link()
        writer.finish()
    assert "which no archive of Haicap holds" in refusal(path)


def test_a_part_that_comes_twice_is_refused(tmp_path):
    assert "twice" in refusal(written(tmp_path / "a.tar", [*parts(), ("database.dump", b"")]))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": 2}, "newer version"),
        ({"files": 2}, "its manifest says 2"),
        ({"parts": {"database.dump": "0" * 64}}, "is not what the manifest says"),
        ({"parts": {}}, "names other parts"),
    ],
)
def test_a_manifest_that_says_otherwise_is_refused(tmp_path, changes, words):
    assert words in refusal(written(tmp_path / "a.tar", parts(**changes)))


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"\xff", b'{"format": 1}', b"[" * 100_000])
def test_a_manifest_that_is_nonsense_is_refused(tmp_path, text):
    path = written(tmp_path / "a.tar", [("database.dump", b""), ("manifest.json", text)])
    assert "its manifest" in refusal(path) or "newer" in refusal(path)


def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path):
    forged = [("database.dump", b"dump"), (file_part(SHA256), b"minutes, forged")]
    path = written(tmp_path / "a.tar", [*forged, ("manifest.json", manifest())])
    assert "is not what the manifest says" in refusal(path)


def test_another_tar_is_no_archive_of_ours(tmp_path):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as tar:
        tar.addfile(tarfile.TarInfo("a"), io.BytesIO())
    assert "no archive of Haicap" in refusal(path)
