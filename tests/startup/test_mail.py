"""What HAICAP_MAIL_URL says, and what it cannot say."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from haicap.config.mail import mail_settings


@pytest.fixture(autouse=True)
def _named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICAP_MAIL_FROM", "haicap@langson.example")
    monkeypatch.setenv("HAICAP_ADDRESS", "https://haicap.example/")


def test_nothing_said_means_no_e_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HAICAP_MAIL_URL", raising=False)
    mail = mail_settings()
    assert (mail.is_on, mail.backend) == (False, "dummy")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("smtp://ana:p%40ss@mail.vn", ("mail.vn", 587, "ana", "p@ss", True, False)),
        ("smtps://ana:x@mail.vn:4650", ("mail.vn", 4650, "ana", "x", False, True)),
        ("smtp+plain://127.0.0.1", ("127.0.0.1", 25, "", "", False, False)),
    ],
)
def test_an_address_says_it_all(
    monkeypatch: pytest.MonkeyPatch, url: str, told: tuple[object, ...]
) -> None:
    monkeypatch.setenv("HAICAP_MAIL_URL", url)
    mail = mail_settings()
    assert (mail.host, mail.port, mail.user, mail.password, mail.use_tls, mail.use_ssl) == told
    assert mail.address == "https://haicap.example"


@pytest.mark.parametrize(
    "url", ["mail.vn", "http://mail.vn", "smtp://", "smtp://h:port", "smtp://s3cret@h:1/x"]
)
def test_one_that_cannot_be_read_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("HAICAP_MAIL_URL", url)
    with pytest.raises(ImproperlyConfigured, match="cannot be read") as told:
        mail_settings()
    assert "s3cret" not in str(told.value)


@pytest.mark.parametrize("missing", ["HAICAP_MAIL_FROM", "HAICAP_ADDRESS"])
def test_without_a_sender_or_a_way_back_nothing_starts(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setenv("HAICAP_MAIL_URL", "smtp://mail.vn")
    monkeypatch.delenv(missing)
    with pytest.raises(ImproperlyConfigured, match=missing):
        mail_settings()
