"""K1–K7 through the API: sent on, answered, judged, by the script in docs/examples."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from haicap.domain.cases.models import Persona
from haicap.domain.organisations.queries import actor_of
from haicap.domain.recommendations.models import Answer, Recommendation
from haicap.foundation.api.actions import create_token
from haicap.foundation.journal.models import Entry
from tests.browser.served import serving

SCRIPT = Path(__file__).parent.parent / "docs" / "examples" / "recommendations_by_api.py"
ROADMAP = [{"text": "Trình phương án", "due_on": "2099-06-30"}]
# By words that it alone holds: what the department says of it.
SEVEN: dict[str, dict[str, Any]] = {
    "cán bộ, công chức": {"result": "planned", "steps": ROADMAP},
    "xe công vụ": {
        "result": "not_accepted",
        "reason": "Đã đủ định mức.",
        "points": [{"commune": "06529", "text": "Xã Lộc Bình có 01 xe."}],
    },
    "trụ sở": {"result": "in_hand", "steps": ROADMAP},
    "giao thông": {"result": "resolved"},
    "cửa khẩu": {
        "result": "not_competent",
        "reason": "Thuộc thẩm quyền của Bộ.",
        "forwarded_to": "Bộ Xây dựng",
        "forwarded_by": "Công văn 12/STC-ĐT",
    },
    "cáp treo": {"result": "explained", "reason": "Nhà đầu tư đang hoàn thiện hồ sơ."},
    "trường nội trú": {"result": "resolved"},
}


def token_of(person: str) -> str:
    user = Persona.objects.get(code=person).user
    return create_token(user, actor=actor_of(user), name="script").secret


def run(address: str, secret: str, steps: list[dict[str, Any]], file: Path) -> list[str]:
    file.write_text(json.dumps(steps), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), address, str(file)],
        env={**os.environ, "HAICAP_TOKEN": secret},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.usefixtures("worked_case_copy")
def test_the_seven_are_sent_on_answered_and_judged_by_who_may(tmp_path: Path) -> None:
    file = tmp_path / "steps.json"
    routed = [{"step": "routing", "of": each, "to": ["20.so-tai-chinh"]} for each in SEVEN]
    answered = [
        {"step": "answer", "of": each, "document": f"18{number}/STC", "text": "Trả lời."} | said
        for number, (each, said) in enumerate(SEVEN.items())
    ]
    ended = [
        {"step": "reopening", "of": each, "reason": "Chưa rõ bao giờ."}
        if each == "trụ sở"
        else {"step": "ending", "of": each, "is_satisfied": each != "xe công vụ", "remark": "Rõ."}
        for each in SEVEN
    ]
    with serving() as address:
        lines = run(address, token_of("van-thu"), routed, file)
        assert [line.split("\t")[2] for line in lines] == ["routed"] * 7
        department = token_of("tai-chinh")
        run(address, department, answered, file)
        lines = run(address, department, answered, file)
        assert [line.split("\t")[3] for line in lines] == [s["result"] for s in SEVEN.values()]
        run(address, token_of("can-bo-loc-binh"), ended, file)
    assert Answer.objects.exclude(result="").count() == 7, "run twice, it answers once"
    closed = Recommendation.objects.filter(state="closed")
    assert closed.count() == 6
    assert set(closed.values_list("ending", flat=True)) == {
        said["result"] for each, said in SEVEN.items() if each != "trụ sở"
    }
    assert Recommendation.objects.get(state="routed").reopenings == 1
    deed = Entry.objects.filter(event="recommendation.answer").first()
    assert deed is not None
    assert deed.actor_id == Persona.objects.get(code="tai-chinh").user_id
