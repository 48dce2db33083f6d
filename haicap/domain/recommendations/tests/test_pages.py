"""The pages of recommendations: the list, raising one, a form for each move."""

import pytest
from django.test import Client
from django.urls import reverse

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.models import Answer, Recommendation
from haicap.domain.recommendations.testing import (
    answered_recommendation,
    closed_recommendation,
    raised_recommendation,
    routed_recommendation,
)
from tests.rooms import SignIn

LIST, RAISE = "/recommendations/", "/recommendations/new/"
IN_WRITING = {"document": "1806/STC-NS", "result": "resolved"}
NOUNS = ("routing", "answer", "ending", "reopening")


def door(recommendation: Recommendation, noun: str) -> str:
    return reverse(f"recommendations:{noun}", args=[recommendation.pk])


def test_ana_raises_one(world: SmallProvince, sign_in: SignIn) -> None:
    ana = sign_in(world.ana)
    assert RAISE in ana.get(LIST).text
    page = ana.get(RAISE)
    assert page.status_code == 200
    fields = page.context["form"].fields
    assert list(fields["raised_by"].queryset) == [world.commune_a]
    offered = set(fields["addressed_to"].queryset)
    assert {world.party_committee, world.peoples_committee, world.department} <= offered
    assert not offered & {world.province, world.commune_b, world.body("06529.ubnd")}
    sent = {
        "text": "Bổ sung công chức.",
        "category": "STAFF",
        "raised_by": world.commune_a.key,
        "addressed_to": world.party_committee.key,
    }
    answer = ana.post(RAISE, sent)
    raised = Recommendation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, raised.get_absolute_url())
    assert list(raised.raised_by.all()) == [world.commune_a]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("category", "WEATHER"),
        ("raised_by", "06577"),
        ("addressed_to", "20"),
        ("raised_on", "31/02/2025"),
        ("raised_on", "01/01/2099"),
    ],
)
def test_a_wrong_value_is_told_at_its_field(
    world: SmallProvince, sign_in: SignIn, field: str, value: str
) -> None:
    sent = {
        "text": "Bổ sung công chức.",
        "category": "STAFF",
        "raised_by": world.commune_a.key,
        "addressed_to": world.party_committee.key,
    }
    answer = sign_in(world.ana).post(RAISE, sent | {field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert not Recommendation.objects.exists()


def test_only_who_works_for_a_commune_raises(world: SmallProvince, sign_in: SignIn) -> None:
    for actor in (world.felix, world.clara, world.bogdan, world.cora):
        person = sign_in(actor)
        assert person.get(RAISE).status_code == 403
        assert person.post(RAISE, {"text": "x"}).status_code == 403
        assert RAISE not in person.get(LIST).text


def test_the_way_of_a_recommendation(world: SmallProvince, sign_in: SignIn) -> None:
    raised = raised_recommendation(world)
    ana, clara, felix = sign_in(world.ana), sign_in(world.clara), sign_in(world.felix)
    assert clara.get(door(raised, "routing")).status_code == 200
    sent = {"to": [world.department.key]}
    assert clara.post(door(raised, "routing"), sent).status_code == 302
    assert felix.get(door(raised, "answer")).status_code == 200
    said = IN_WRITING | {"text": "Sẽ bổ sung."}
    assert felix.post(door(raised, "answer"), said).status_code == 302
    assert Answer.objects.get().document == "1806/STC-NS"
    assert ana.get(door(raised, "reopening")).status_code == 200
    assert ana.post(door(raised, "reopening"), {"reason": "Bao giờ?"}).status_code == 302
    assert felix.post(door(raised, "answer"), IN_WRITING | {"text": "Quý I."}).status_code == 302
    assert ana.get(door(raised, "ending")).status_code == 200
    assert ana.post(door(raised, "ending"), {"is_satisfied": "yes"}).status_code == 302
    raised.refresh_from_db()
    assert (raised.state, raised.ending) == ("closed", "resolved")


def test_empty_forms_are_shown_again(world: SmallProvince, sign_in: SignIn) -> None:
    raised = raised_recommendation(world)
    assert sign_in(world.clara).post(door(raised, "routing"), {}).status_code == 422
    wrong = {"to": [world.commune_a.key]}
    assert sign_in(world.clara).post(door(raised, "routing"), wrong).status_code == 422
    routed = routed_recommendation(world)
    assert sign_in(world.felix).post(door(routed, "answer"), {"text": " "}).status_code == 422
    answered = answered_recommendation(world)
    assert sign_in(world.ana).post(door(answered, "ending"), {}).status_code == 422
    assert sign_in(world.ana).post(door(answered, "reopening"), {}).status_code == 422


def test_a_refusal_says_why_and_a_move_that_is_not_there_is_a_conflict(
    world: SmallProvince, sign_in: SignIn
) -> None:
    routed = routed_recommendation(world)
    ana = sign_in(world.ana)
    for answer in (
        ana.get(door(routed, "answer")),
        ana.post(door(routed, "answer"), IN_WRITING | {"text": "Tự trả lời."}),
    ):
        assert answer.status_code == 403
        assert "Only the unit that leads may answer it for all." in answer.text
    assert ana.get(door(routed, "ending")).status_code == 409
    assert ana.post(door(routed, "ending"), {"is_satisfied": "yes"}).status_code == 409


@pytest.mark.parametrize("who", ["mila", "cora", "felix"])
def test_a_recommendation_of_another_commune_does_not_exist(
    world: SmallProvince, sign_in: SignIn, who: str
) -> None:
    """Felix sees it only once it is sent to his department."""
    raised = raised_recommendation(world)
    stranger = sign_in(getattr(world, who))
    for noun in NOUNS:
        assert stranger.get(door(raised, noun)).status_code == 404
        assert stranger.post(door(raised, noun), {"reason": "x"}).status_code == 404
    page = stranger.get(LIST)
    assert page.status_code == 200
    assert raised.text not in page.text
    assert not page.context["form"].fields["commune"].queryset.exists()


def test_who_is_not_signed_in_is_asked_to(client: Client, world: SmallProvince) -> None:
    raised = raised_recommendation(world)
    for address in (LIST, RAISE, door(raised, "answer")):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/sign-in" in answer["Location"]


def test_the_list_is_narrowed_by_what_the_address_says(
    world: SmallProvince, sign_in: SignIn
) -> None:
    raised_recommendation(world, text="Đường", category="ROAD")
    raised_recommendation(world, text="Trụ sở", category="HQ", raised_by=[world.commune_b])
    closed_recommendation(world, text="Biên chế")
    clara = sign_in(world.clara)

    def listed(**asked: str) -> set[str]:
        return {each.text for each in clara.get(LIST, asked).context["page"]}

    assert len(listed()) == 3
    assert listed(category="ROAD") == {"Đường"}
    assert listed(commune=world.commune_b.key) == {"Trụ sở"}
    assert listed(state="closed") == {"Biên chế"}
    assert listed(text="biên") == {"Biên chế"}
    wrong = clara.get(LIST, {"category": "WEATHER"})
    assert wrong.status_code == 422
    assert len(wrong.context["page"].items) == 3


def test_a_long_list_goes_on_and_costs_the_same(
    world: SmallProvince, sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    clara = sign_in(world.clara)
    both = [world.commune_a, world.commune_b]
    for _time in range(53):
        raised_recommendation(world, raised_by=both, is_joint=True)
    with django_assert_max_num_queries(14):
        first = clara.get(LIST).context["page"]
    second = clara.get(LIST, {"cursor": first.next_cursor}).context["page"]
    assert (len(first.items), len(second.items)) == (50, 3)
