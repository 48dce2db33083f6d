"""The JSON door of recommendations says and does what the pages do."""

import pytest
from django.test import Client

from haicap.domain.meetings.testing import held_session
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.actions import give_answer
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.testing import (
    answered_recommendation,
    closed_recommendation,
    raised_recommendation,
    routed_recommendation,
)
from tests.rooms import SignIn

ROOT = "/api/v1/recommendations"


def at(address):
    return f"{ROOT}/{address}" if address else ROOT


ASKED = {
    "text": "Bổ sung công chức.",
    "category": "STAFF",
    "raised_by": ["06529"],
    "addressed_to": "20.tinh-uy",
}


IN_WRITING = {"document": "1806/STC-NS", "result": "resolved"}


def post(client: Client, address: str, sent: dict[str, object], **how: object) -> object:
    return client.post(at(address), sent, content_type="application/json", **how)


def test_ana_raises_one_and_sent_twice_it_is_one(world: SmallProvince, sign_in: SignIn) -> None:
    ana = sign_in(world.ana)
    for _time in range(2):
        answer = post(ana, "", ASKED, headers={"Idempotency-Key": "raise-1"})
        assert answer.status_code == 201, answer.text
    raised = Recommendation.objects.get()
    assert answer["Location"] == f"{ROOT}/{raised.pk}"
    found = ana.get(answer["Location"]).json()
    assert found == answer.json()
    assert found["raised_by"] == [{"key": "06529", "name": "Xã Lộc Bình"}]
    assert (found["state"], found["ending"], found["open_verbs"]) == ("raised", None, ["invite"])
    assert found["category_words"] != "STAFF"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "  "),
        ("category", "WEATHER"),
        ("raised_by", ["nowhere"]),
        ("addressed_to", "20"),
        ("session", 999),
        ("raised_on", "2099-01-01"),
    ],
)
def test_a_wrong_value_is_named(
    world: SmallProvince, sign_in: SignIn, field: str, value: object
) -> None:
    answer = post(sign_in(world.ana), "", ASKED | {field: value})
    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert not Recommendation.objects.exists()


def test_nobody_raises_in_the_name_of_another_commune(
    world: SmallProvince, sign_in: SignIn
) -> None:
    for actor in (world.mila, world.clara, world.cora):
        assert post(sign_in(actor), "", ASKED).status_code == 403
    assert not Recommendation.objects.exists()


def test_the_way_of_a_recommendation(world: SmallProvince, sign_in: SignIn) -> None:
    raised = raised_recommendation(world)
    ana, clara, felix = sign_in(world.ana), sign_in(world.clara), sign_in(world.felix)
    routed = post(clara, f"{raised.pk}/routing", {"to": ["20.so-tai-chinh"]})
    assert (routed.status_code, routed.json()["state"]) == (201, "routed")
    assert felix.get(f"{ROOT}/{raised.pk}").json()["open_verbs"] == ["answer"]
    answered = post(felix, f"{raised.pk}/answer", IN_WRITING | {"text": "Sẽ bổ sung."})
    assert (answered.status_code, answered.json()["state"]) == (201, "answered")
    assert answered.json()["answers"][0]["unit"]["key"] == "20.so-tai-chinh"
    again = post(ana, f"{raised.pk}/reopening", {"reason": "Bao giờ?"})
    assert again.json()["state"] == "routed"
    post(felix, f"{raised.pk}/answer", IN_WRITING | {"text": "Quý I."})
    closed = post(ana, f"{raised.pk}/ending", {"ending": "resolved"})
    assert (closed.json()["state"], closed.json()["ending"]) == ("closed", "resolved")
    assert closed.json()["awaits"] is None


def test_errors_say_what_and_why(world: SmallProvince, sign_in: SignIn) -> None:
    routed = routed_recommendation(world)
    refused = post(sign_in(world.ana), f"{routed.pk}/answer", IN_WRITING | {"text": "Tự trả lời."})
    assert refused.status_code == 403
    assert refused.json()["detail"] == "Only the unit that leads may answer it for all."
    conflict = post(sign_in(world.ana), f"{routed.pk}/ending", {"ending": "resolved"})
    assert conflict.status_code == 409
    answered = answered_recommendation(world)
    Recommendation.objects.update(result="")  # recorded by the house: what became of it is not said
    wrong = post(sign_in(world.ana), f"{answered.pk}/ending", {"ending": "forgotten"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "ending")
    raised = raised_recommendation(world)
    nobody = post(sign_in(world.clara), f"{raised.pk}/routing", {"to": ["nowhere"]})
    assert (nobody.status_code, nobody.json()["field"]) == (422, "to")


@pytest.mark.parametrize("who", ["mila", "cora", "felix"])
def test_a_recommendation_of_another_commune_does_not_exist(
    world: SmallProvince, sign_in: SignIn, who: str
) -> None:
    raised = raised_recommendation(world)
    stranger = sign_in(getattr(world, who))
    assert stranger.get(ROOT).json() == {"items": [], "next_cursor": None}
    hidden, nothing = stranger.get(f"{ROOT}/{raised.pk}"), stranger.get(f"{ROOT}/999999")
    assert hidden.status_code == nothing.status_code == 404
    assert hidden.content == nothing.content
    for noun, sent in (
        ("routing", {"to": ["20.so-tai-chinh"]}),
        ("answer", IN_WRITING | {"text": "Có."}),
        ("ending", {"ending": "resolved"}),
        ("reopening", {"reason": "Chưa."}),
    ):
        assert post(stranger, f"{raised.pk}/{noun}", sent).status_code == 404


def test_nobody_is_let_in_without_signing_in(client: Client, world: SmallProvince) -> None:
    raised = raised_recommendation(world)
    for address in ("", f"{raised.pk}", "999999"):
        assert client.get(at(address)).status_code == 401
    assert post(client, "", ASKED).status_code == 401


def test_the_list_is_narrowed_and_costs_the_same(
    world: SmallProvince, sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    for _time in range(9):
        raised_recommendation(world, raised_by=[world.commune_a, world.commune_b])
    closed_recommendation(world, category="ROAD")
    clara = sign_in(world.clara)
    with django_assert_max_num_queries(8):
        assert len(clara.get(ROOT).json()["items"]) == 10
    assert len(clara.get(ROOT, {"category": "ROAD"}).json()["items"]) == 1
    assert len(clara.get(ROOT, {"commune": "06577"}).json()["items"]) == 9
    assert len(clara.get(ROOT, {"state": "closed", "text": "công chức"}).json()["items"]) == 1
    first = clara.get(ROOT, {"size": 6}).json()
    second = clara.get(ROOT, {"size": 6, "cursor": first["next_cursor"]}).json()
    assert (len(first["items"]), len(second["items"]), second["next_cursor"]) == (6, 4, None)


def test_a_department_is_not_told_of_the_session_it_was_not_at(
    world: SmallProvince, sign_in: SignIn
) -> None:
    session = held_session(world)
    recommendation = routed_recommendation(world, raised_at=session)
    give_answer(
        actor=world.house, recommendations=[recommendation], given_by="Đoàn", given_at=session
    )
    for who, told in ((world.ana, session.pk), (world.felix, None)):
        browser = sign_in(who)
        found = browser.get(at(recommendation.pk)).json()
        assert (found["session"], found["answers"][0]["session"]) == (told, told)
        (listed,) = browser.get(at("")).json()["items"]
        assert listed["session"] == told
