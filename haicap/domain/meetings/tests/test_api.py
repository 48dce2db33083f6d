"""The JSON door of sessions: the same rules and sentences as the pages."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from haicap.domain.indicators.testing import report
from haicap.domain.meetings.models import Session
from haicap.domain.meetings.testing import held_session, planned_session
from haicap.domain.organisations.testing import SmallProvince
from tests.rooms import SignIn

API = "/api/v1/sessions"


def post(client: Client, address: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
    return client.post(
        API + address, body or {}, content_type="application/json", headers=headers or None
    )


def plan(world: SmallProvince, **given: Any) -> dict[str, Any]:
    return {
        "title": "Làm việc với xã Lộc Bình",
        "convened_by": world.party_committee.key,
        "communes": ["06529"],
        "group": world.group.key,
        **given,
    }


def test_a_session_is_planned_once_under_one_key(world: SmallProvince, sign_in: SignIn) -> None:
    clara = sign_in(world.clara)
    first = post(clara, "", plan(world), **{"Idempotency-Key": "k1"})
    again = post(clara, "", plan(world), **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert Session.objects.count() == 1
    whole = first.json()
    assert whole == again.json()
    assert (whole["held_on"], whole["state"]) == (None, "planned")
    assert whole["communes"] == [{"key": "06529", "name": "Xã Lộc Bình"}]
    assert {"hold", "cancel", "reschedule"} <= set(whole["moves"])


def test_a_session_goes_through_its_doors(world: SmallProvince, sign_in: SignIn) -> None:
    session, given = planned_session(world, held_on=date(2025, 10, 23)), report(world)
    clara, at = sign_in(world.clara), f"/{session.pk}"
    chair = {"role": "chair", "person_name": "Hoàng", "unit": world.party_committee.key}
    assert post(clara, f"{at}/participants", chair).status_code == 201
    assert post(clara, f"{at}/participants", chair).json()["field"] == "role"
    assert post(clara, f"{at}/agenda", {"text": "Cải cách hành chính"}).json()["number"] == 1
    visit = {"commune": "06529", "place": "Trụ sở xã"}
    assert post(clara, f"{at}/visits", visit).json()["commune"]["key"] == "06529"
    assert post(clara, f"{at}/reports", {"report": given.pk}).status_code == 201
    new = {"held_on": "2025-10-24", "begins_at": "07:30", "part_of_day": "morning"}
    assert post(clara, f"{at}/rescheduling", new).json()["field"] == "reason"
    moved = post(clara, f"{at}/rescheduling", {**new, "reason": "Bão số 11"})
    assert moved.json()["held_on"] == "2025-10-24"
    assert post(clara, f"{at}/conclusion").status_code == 409
    assert post(clara, f"{at}/holding").json()["state"] == "held"
    assert post(clara, f"{at}/holding").status_code == 409
    whole = post(clara, f"{at}/conclusion").json()
    assert whole["state"] == "concluded"
    assert [each["person_name"] for each in whole["participants"]] == ["Hoàng"]
    assert [each["text"] for each in whole["agenda"]] == ["Cải cách hành chính"]
    assert [each["place"] for each in whole["visits"]] == ["Trụ sở xã"]
    assert [each["id"] for each in whole["reports"]] == [given.pk]


def test_another_commune_and_a_stranger_find_nothing(world: SmallProvince, sign_in: SignIn) -> None:
    session = planned_session(world)
    for actor in (world.mila, world.cora):
        client = sign_in(actor)
        assert client.get(API).json()["items"] == []
        assert client.get(f"{API}/{session.pk}").status_code == 404
        for door in ("holding", "conclusion", "cancellation", "agenda"):
            body = {"reason": "x", "text": "x"}
            assert post(client, f"/{session.pk}/{door}", body).status_code == 404
    assert Client().get(API).status_code == 401


def test_who_sees_a_session_and_does_not_convene_it_is_refused(
    world: SmallProvince, sign_in: SignIn
) -> None:
    session = planned_session(world)
    for actor in (world.ana, world.bogdan):
        refused = post(sign_in(actor), f"/{session.pk}/holding")
        assert refused.status_code == 403
        assert "convenes this session" in refused.json()["detail"]
    assert post(sign_in(world.alma), "", plan(world)).status_code == 403


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("communes", {"communes": []}),
        ("communes", {"communes": ["20.so-tai-chinh"]}),
        ("communes", {"communes": ["99999"]}),
        ("convened_by", {"convened_by": "nobody"}),
        ("group", {"group": "20.so-tai-chinh"}),
        ("held_on", {"held_on": "23/10/2025"}),
        ("part_of_day", {"part_of_day": "night"}),
        ("title", {"title": ""}),
    ],
)
def test_a_plan_that_cannot_be_is_named(
    world: SmallProvince, sign_in: SignIn, field: str, given: dict[str, Any]
) -> None:
    answer = post(sign_in(world.clara), "", plan(world, **given))
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert not Session.objects.exists()


def test_a_commune_reads_only_the_reports_it_may_see(world: SmallProvince, sign_in: SignIn) -> None:
    session = held_session(world, communes=[world.commune_a, world.commune_b])
    own, other = report(world), report(world, actor=world.mila, units=[world.commune_b])
    for given in (own, other):
        assert post(sign_in(world.clara), f"/{session.pk}/reports", {"report": given.pk})
    seen = sign_in(world.ana).get(f"{API}/{session.pk}").json()["reports"]
    assert [each["id"] for each in seen] == [own.pk]
    foreign = post(sign_in(world.ana), f"/{session.pk}/reports", {"report": other.pk})
    assert (foreign.status_code, foreign.json()["field"]) == (422, "report")


def test_the_list_narrows_and_goes_on(world: SmallProvince, sign_in: SignIn) -> None:
    held_session(world, held_on=date(2025, 10, 23), communes=[world.commune_b])
    for _time in range(3):
        planned_session(world)
    clara = sign_in(world.clara)

    def count(query: str) -> int:
        return len(clara.get(f"{API}?{query}").json()["items"])

    assert (count(""), count("commune=06577"), count("year=2025"), count("state=planned")) == (
        4, 1, 1, 3,
    )  # fmt: skip
    seen, cursor = [], ""
    while cursor is not None:
        answer = clara.get(f"{API}?size=1{cursor and f'&cursor={cursor}'}").json()
        seen += [session["id"] for session in answer["items"]]
        cursor = answer["next_cursor"]
    assert len(seen) == len(set(seen)) == 4
    assert clara.get(f"{API}?commune=nowhere").json()["field"] == "commune"
    assert clara.get(f"{API}?state=lost").status_code == 422
