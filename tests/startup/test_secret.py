"""The secret that signs sessions is made once, is ours alone, and survives a power cut."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from haicap.config.secret import own_secret


def test_it_is_made_once_and_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "var" / "secret-key"
    first = own_secret(path)
    assert len(first) >= 50
    assert own_secret(path) == first
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in path.parent.iterdir()] == ["secret-key"]


def test_an_empty_file_left_by_a_power_cut_is_made_anew(tmp_path):
    path = tmp_path / "secret-key"
    path.write_text("")
    assert len(own_secret(path)) >= 50


def test_a_secret_that_cannot_be_read_is_told(tmp_path):
    path = tmp_path / "secret-key"
    path.mkdir()
    with pytest.raises(ImproperlyConfigured, match="HAICAP_SECRET_KEY"):
        own_secret(path)
