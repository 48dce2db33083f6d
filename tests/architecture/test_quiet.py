"""No signals, no calls to the world inside a transaction, no law in the code's numbers."""

import pytest

from .conftest import Plant
from .laws import quiet
from .laws.source import ROOT, modules


def test_there_are_no_signals() -> None:
    assert quiet.signals(ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        "from django.db.models.signals import post_save",
        "from django.dispatch import receiver",
        "import django.dispatch",
        "from django.contrib.auth.signals import user_logged_in",
        "from django.db.models import signals",
    ],
)
def test_a_signal_is_found(plant: Plant, line: str) -> None:
    root = plant("haicap/foundation/accounts/actions.py", f"def f():\n    {line}\n")
    assert len(quiet.signals(root)) == 1


def test_nothing_reaches_outside_but_jobs() -> None:
    assert quiet.calls_to_the_world(ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        "import requests",
        "import urllib.request",
        "from urllib import request",
        "from http.client import HTTPSConnection",
        "import smtplib",
        "from socket import create_connection",
        "from django.core.mail import send_mail",
        "from django.core import mail",
    ],
)
def test_a_way_out_is_found(plant: Plant, line: str) -> None:
    root = plant("haicap/domain/tasks/actions.py", f"def f():\n    {line}\n")
    assert len(quiet.calls_to_the_world(root)) == 1


def test_mail_may_be_sent_by_a_job_and_addresses_may_be_read(plant: Plant) -> None:
    root = plant(
        "haicap/domain/tasks/jobs.py", "from django.core.mail import send_mail\n",
        "haicap/domain/tasks/views.py", "from urllib.parse import urlencode\n",
    )  # fmt: skip
    assert quiet.calls_to_the_world(root) == []


def test_no_law_stands_in_the_code() -> None:
    assert quiet.law_in_code(ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        "due = start + timedelta(days=10)",
        "due = start + timedelta(15)",
        "due = start - datetime.timedelta(hours=24)",
        "due = start + relativedelta(months=6)",
        "reform = date(2025, 7, 1)",
        "moment = datetime(2025, 7, 1, 8, 0)",
        "import holidays",
        "from dateutil.relativedelta import relativedelta",
    ],
)
def test_a_legal_number_in_the_code_is_found(plant: Plant, line: str) -> None:
    root = plant("haicap/domain/petitions/rules.py", f"{line}\n")
    assert len(quiet.law_in_code(root)) == 1


def test_the_clock_knows_the_calendar_and_a_day_is_a_step(plant: Plant) -> None:
    root = plant(
        "haicap/foundation/deadlines/calendar.py", "import holidays\nspan = timedelta(days=7)\n",
        "haicap/domain/tasks/queries.py", "yesterday = today - timedelta(days=1)\n",
        "haicap/domain/tasks/rules.py", "day = date(year, month, 1)\n",
    )  # fmt: skip
    assert quiet.law_in_code(root) == []


def test_no_error_is_swallowed() -> None:
    assert [line for module in modules(ROOT) for line in quiet.silenced_checks(module)] == []


def test_a_swallowed_error_is_found(plant: Plant) -> None:
    root = plant("haicap/domain/tasks/views.py", "try:\n    f()\nexcept Exception:\n    pass\n")
    [module] = modules(root)
    assert len(quiet.silenced_checks(module)) == 1
