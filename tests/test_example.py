"""The script in docs/examples does what it says, as a program of a province would run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from haicap.domain.cases.models import Persona
from haicap.domain.conclusions.models import Notice
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.queries import actor_of
from haicap.domain.tasks.models import Task
from haicap.foundation.api.actions import create_token
from haicap.foundation.journal.models import Entry
from tests.browser.served import serving

SCRIPT = Path(__file__).parent.parent / "docs" / "examples" / "notice_by_api.py"
GIVEN = {
    "conclusion": {
        "issuer": "20.tinh-uy",
        "concluded_by": "Bí thư Tỉnh ủy",
        "title": "Kết luận về số hóa hồ sơ",
    },
    "items": [
        {
            "text": "Hoàn thành số hóa hồ sơ đất đai.",
            "communes": ["06529", "06541"],
            "tasks": [
                {"lead": "06529", "due_on": "2026-12-18", "due_precision": "day"},
                {"lead": "06541", "due_on": "2026-12-18", "due_precision": "day"},
            ],
        }
    ],
    "delivered_on": "2025-10-24",
    "notice": {
        "issuer": "20.vptu",
        "recipients": ["06529", "06541"],
        "sign_prefix": "T/L",
        "signed_for": "Ban Thường vụ",
        "signed_by": "Chánh Văn phòng",
    },
    "issue": {"issued_on": "2025-10-28"},
}


def run(address: str, secret: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(SCRIPT), address, *arguments],
        env={**os.environ, "HAICAP_TOKEN": secret},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.usefixtures("worked_case_copy")
def test_a_program_announces_a_conclusion_and_orders_its_tasks_once(tmp_path: Path) -> None:
    clerk = Persona.objects.get(code="van-thu").user
    secret = create_token(clerk, actor=actor_of(clerk), name="script").secret
    file = tmp_path / "notice.json"
    file.write_text(json.dumps(GIVEN), encoding="utf-8")
    with serving() as address:
        done = run(address, secret, str(file))
        assert done.returncode == 0, done.stderr
        again = run(address, secret, str(file))
        assert (again.returncode, again.stdout) == (0, done.stdout)
    notice = Notice.objects.get(symbol="177-TB/VPTU")
    assert done.stdout.splitlines()[-1] == "notice 177-TB/VPTU of 2025-10-28"
    tasks = Task.objects.filter(assignment__item__conclusion=notice.conclusion)
    assert sorted(tasks.values_list("lead__key", flat=True)) == ["06529", "06541"]
    deed = Entry.objects.get(event="notice.issue", subject_id=str(notice.pk))
    assert (deed.actor_id, deed.is_simulated) == (clerk.pk, True)


@pytest.mark.usefixtures("worked_case_copy")
def test_what_it_may_not_do_is_said_in_words() -> None:
    citizen = Persona.objects.get(code="cong-dan").user
    secret = create_token(citizen, actor=actor_of(citizen), name="script").secret
    session = Session.objects.get(held_on="2025-10-23")
    with serving() as address:
        done = run(address, secret, "--sheet", str(session.pk))
    assert done.returncode == 1
    assert done.stderr.startswith("404")
