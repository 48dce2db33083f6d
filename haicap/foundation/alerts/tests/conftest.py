from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pytest_django.fixtures import Settings

from haicap.foundation.accounts.models import User
from haicap.foundation.accounts.testing import account
from haicap.foundation.alerts.kinds import Kind
from haicap.foundation.alerts.testing import Records, declared
from haicap.foundation.alerts.tests.server import MailServer, mail_server

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
A_TUESDAY = datetime(2026, 3, 10, 9, 0, tzinfo=HANOI)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It stands at nine on a working Tuesday until a test moves it."""
    with time_machine.travel(A_TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def server(settings: Settings) -> Iterator[type[MailServer]]:
    settings.MAIL_IS_ON = True
    settings.EMAIL_BACKEND = "haicap.foundation.alerts.tests.server.MailServer"
    settings.DEFAULT_FROM_EMAIL = "haicap@langson.example"
    settings.ADDRESS = "https://haicap.example"
    with mail_server() as server:
        yield server


def mailed(username: str, **fields: object) -> User:
    user = account(username)
    User.objects.filter(pk=user.pk).update(email=f"{username}@example.vn", **fields)
    user.refresh_from_db()
    return user


@pytest.fixture
def ana(db: None) -> User:
    return mailed("ana", language="en")


@pytest.fixture
def mila(db: None) -> User:
    return mailed("mila")


@pytest.fixture
def records(ana: User, mila: User) -> Records:
    """Both may see the record 7."""
    records = Records()
    records.seen = {"Ana": {"7", "8"}, "Mila": {"7"}}
    return records


@pytest.fixture
def urgent(records: Records) -> Iterator[Kind]:
    kind = Kind(
        "test.moved", "Something moved", "It moved to %(new_on)s.", records.find, is_urgent=True
    )
    with declared(kind):
        yield kind


@pytest.fixture
def calm(records: Records) -> Iterator[Kind]:
    kind = Kind("test.done", "Something is done", "Done by %(who)s.", records.find)
    with declared(kind):
        yield kind
