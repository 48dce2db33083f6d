"""Communes that ask the same: asked to join, joined, left; found one matter, or two."""

from decimal import Decimal

import pytest

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.actions import (
    distinguish_recommendations,
    give_answer,
    invite_communes,
    join_as_one,
    join_recommendation,
    leave_recommendation,
    merge_recommendation,
    part_recommendation,
    route_recommendation,
)
from haicap.domain.recommendations.models import Joining, Recommendation
from haicap.domain.recommendations.queries import story_of, twins_of, twins_to_decide
from haicap.domain.recommendations.testing import IN_WRITING, raised_recommendation
from haicap.foundation.access import Invalid, Refused
from haicap.foundation.workflow import MoveFailed

State = Recommendation.State
VEHICLE, ALIKE = "Bố trí thêm xe công vụ.", "Đề nghị cấp 02 xe ô tô để cán bộ đi cơ sở."


def invited(world: SmallProvince) -> Recommendation:
    asked = raised_recommendation(world, text=VEHICLE, category="EQUIP")
    invite_communes(asked, actor=world.ana, communes=[world.commune_b])
    return asked


def test_a_commune_sees_what_it_is_asked_to_join_and_joins_in_its_own_words(
    world: SmallProvince,
) -> None:
    asked = raised_recommendation(world, text=VEHICLE, category="EQUIP")
    assert not Recommendation.objects.visible_to(world.mila).exists()
    for stranger in (world.felix, world.cora, world.mila):
        with pytest.raises(Refused):
            invite_communes(asked, actor=stranger, communes=[world.commune_b])
    invite_communes(asked, actor=world.ana, communes=[world.commune_b])
    assert Recommendation.objects.visible_to(world.mila).get() == asked
    with pytest.raises(Refused):
        join_recommendation(asked, actor=world.ana, commune=world.commune_b, text="Cũng cần.")
    joining = join_recommendation(
        asked,
        actor=world.mila,
        commune=world.commune_b,
        text="Xã cần 02 xe.",
        amount=Decimal(2),
        unit_of_measure="xe",
    )
    assert set(asked.raised_by.all()) == {world.commune_a, world.commune_b}
    assert (joining.text, joining.amount, joining.left_on) == ("Xã cần 02 xe.", 2, None)
    assert asked.text == VEHICLE
    with pytest.raises(MoveFailed):
        join_recommendation(asked, actor=world.mila, commune=world.commune_b, text="Lần nữa.")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("text", {"text": " "}),
        ("amount", {"amount": Decimal(0), "unit_of_measure": "xe"}),
        ("unit_of_measure", {"amount": Decimal(2)}),
    ],
)
def test_a_figure_has_a_number_and_what_it_counts(
    world: SmallProvince, field: str, given: dict[str, object]
) -> None:
    asked = invited(world)
    with pytest.raises(Invalid) as refused:
        join_recommendation(
            asked, actor=world.mila, commune=world.commune_b, **({"text": "Cần xe."} | given)
        )
    assert refused.value.field == field
    assert not Joining.objects.exists()


def test_it_is_left_before_it_is_answered_and_not_after(world: SmallProvince) -> None:
    asked = invited(world)
    join_recommendation(asked, actor=world.mila, commune=world.commune_b, text="Cần xe.")
    leave_recommendation(asked, actor=world.mila, commune=world.commune_b)
    assert list(asked.raised_by.all()) == [world.commune_a]
    assert Joining.objects.get().left_on is not None
    join_recommendation(asked, actor=world.mila, commune=world.commune_b, text="Vẫn cần xe.")
    route_recommendation(asked, actor=world.clara, to=[world.department])
    give_answer(actor=world.felix, recommendations=[asked], text="Đồng ý.", **IN_WRITING)
    with pytest.raises(MoveFailed):
        leave_recommendation(asked, actor=world.mila, commune=world.commune_b)


def twins(world: SmallProvince) -> tuple[Recommendation, Recommendation]:
    one = raised_recommendation(world, text=VEHICLE, category="EQUIP")
    given = {"actor": world.mila, "raised_by": [world.commune_b], "category": "EQUIP"}
    return one, raised_recommendation(world, text=ALIKE, **given)


def test_likely_twins_are_proposed_with_the_words_both_say(world: SmallProvince) -> None:
    one, other = twins(world)
    raised_recommendation(
        world, actor=world.mila, raised_by=[world.commune_b], text="Sửa đường.", category="ROAD"
    )
    (proposal,) = twins_of(one, world.clara)
    assert proposal.recommendation == other
    assert "xe công vụ / xe ô tô" in proposal.reason
    assert twins_to_decide(one, world.ana) == [], "who asks does not decide, and does not see it"


def test_without_marks_and_in_capitals_it_is_found_as_well(world: SmallProvince) -> None:
    one, _other = twins(world)
    raised_recommendation(
        world,
        actor=world.mila,
        raised_by=[world.commune_b],
        text="DE NGHI BO SUNG XE O TO",
        category="EQUIP",
    )
    assert len(twins_of(one, world.clara)) == 2


def test_two_are_one_matter_when_who_receives_them_says_so(world: SmallProvince) -> None:
    one, other = twins(world)
    for stranger in (world.ana, world.mila, world.felix, world.bogdan):
        with pytest.raises(Refused):
            join_as_one(one, other, actor=stranger)
    assert join_as_one(other, one, actor=world.clara) == one, "the older one stands for both"
    other.refresh_from_db()
    assert (other.state, other.joined_to) == (State.JOINED, one)
    assert set(one.raised_by.all()) == {world.commune_a, world.commune_b}
    assert Joining.objects.get().text == ALIKE, "each keeps its words"
    assert Recommendation.objects.visible_to(world.mila).filter(pk=one.pk).exists()
    assert world.commune_b.full_name in story_of(one)[-1].sentence
    assert twins_of(one, world.clara) == []


def test_a_twin_that_leaves_stands_for_itself_again(world: SmallProvince) -> None:
    one, other = twins(world)
    merge_recommendation(other, actor=world.clara, into=one)
    assert leave_recommendation(one, actor=world.mila, commune=world.commune_b) == other
    other = Recommendation.objects.get(pk=other.pk)
    assert (other.state, other.joined_to) == (State.RAISED, None)
    assert list(one.raised_by.all()) == [world.commune_a]
    merge_recommendation(other, actor=world.clara, into=one)
    one = Recommendation.objects.get(pk=one.pk)
    route_recommendation(one, actor=world.clara, to=[world.department])
    give_answer(actor=world.felix, recommendations=[one], text="Đồng ý.", **IN_WRITING)
    with pytest.raises(Refused, match="answered"):
        part_recommendation(Recommendation.objects.get(pk=other.pk), actor=world.mila)


def test_what_was_found_another_matter_is_not_proposed_again(world: SmallProvince) -> None:
    one, other = twins(world)
    with pytest.raises(Refused):
        distinguish_recommendations(one, other, actor=world.ana)
    distinguish_recommendations(other, one, actor=world.clara)
    distinguish_recommendations(one, other, actor=world.clara)
    for each in (one, other):
        assert twins_of(each, world.clara) == []
        assert "another matter" in story_of(each)[-1].sentence
        assert sum("another matter" in step.sentence for step in story_of(each)) == 1


def test_of_the_same_commune_and_with_itself_nothing_is_joined(world: SmallProvince) -> None:
    one = raised_recommendation(world, text=VEHICLE, category="EQUIP")
    again = raised_recommendation(world, text=ALIKE, category="EQUIP")
    assert twins_of(one, world.clara) == []
    for other in (again, one):
        with pytest.raises(Invalid):
            merge_recommendation(one, actor=world.clara, into=other)


def test_finding_twins_takes_the_same_few_queries_however_many_there_are(
    world: SmallProvince, django_assert_max_num_queries: object
) -> None:
    one, _other = twins(world)
    given = {"actor": world.mila, "raised_by": [world.commune_b], "category": "EQUIP"}
    with django_assert_max_num_queries(6):
        assert len(twins_of(one, world.clara)) == 1
    for number in range(12):
        raised_recommendation(world, text=f"Cấp thêm {number} xe ô tô.", **given)
    with django_assert_max_num_queries(6):
        assert len(twins_of(one, world.clara)) == 10
