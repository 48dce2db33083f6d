"""Raise, send on, answer, close, send back: by whom, from where, and what remains of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.domain.recommendations.actions import (
    close_recommendation,
    give_answer,
    raise_recommendation,
    reopen_recommendation,
    route_recommendation,
)
from haicap.domain.recommendations.models import Answer, Recommendation
from haicap.domain.recommendations.queries import (
    awaits,
    categories,
    communes_of,
    doors,
    open_moves,
    state_on,
    states_on,
    story_of,
)
from haicap.domain.recommendations.rules import RECOMMENDATION_FLOW
from haicap.domain.recommendations.testing import (
    IN_WRITING,
    answered_recommendation,
    closed_recommendation,
    raised_recommendation,
    routed_recommendation,
)
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import IllegalMove, LostRace

State = Recommendation.State
OCTOBER, NOVEMBER = date(2025, 10, 23), date(2025, 11, 27)


def test_a_commune_officer_raises_for_the_commune(world: SmallProvince) -> None:
    raised = raised_recommendation(world, actor=world.ana)
    assert raised.state == State.RAISED
    assert list(raised.raised_by.all()) == [world.commune_a]
    entry = Entry.objects.get(event="recommendation.raise")
    assert (entry.subject_id, entry.after) == (str(raised.pk), "raised")
    assert list(communes_of(world.ana)) == [world.commune_a]


def test_nobody_raises_in_the_name_of_another_commune(world: SmallProvince) -> None:
    for actor in (world.mila, world.felix, world.clara, world.bogdan, world.cora):
        with pytest.raises(Refused):
            raised_recommendation(world, actor=actor)
    both = [world.commune_a, world.commune_b]
    with pytest.raises(Refused, match="Thống Nhất"):
        raised_recommendation(world, actor=world.ana, raised_by=both, is_joint=True)
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("text", {"text": "  "}),
        ("category", {"category": "WEATHER"}),
        ("raised_by", {"raised_by": []}),
        ("is_joint", {"is_joint": True}),
        ("raised_on", {"raised_on": timezone.localdate() + timedelta(1)}),
        ("raised_on", {"raised_on": date(1999, 1, 1)}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    world: SmallProvince, field: str, given: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        raised_recommendation(world, **given)
    assert refused.value.field == field
    assert not Recommendation.objects.exists()


def test_only_communes_ask_and_only_bodies_are_asked(world: SmallProvince) -> None:
    with pytest.raises(Invalid) as refused:
        raised_recommendation(world, raised_by=[world.department])
    assert refused.value.field == "raised_by"
    with pytest.raises(Invalid) as refused:
        raised_recommendation(world, addressed_to=world.province)
    assert refused.value.field == "addressed_to"


def test_the_office_of_the_addressee_sends_it_on(world: SmallProvince) -> None:
    raised = raised_recommendation(world)
    for actor in (world.ana, world.felix, world.bogdan, world.cora):
        with pytest.raises(Refused):
            route_recommendation(raised, actor=actor, to=[world.department])
    units = [world.department, world.other_department]
    route_recommendation(raised, actor=world.clara, to=units)
    raised.refresh_from_db()
    assert raised.state == State.ROUTED
    assert set(raised.routed_to.all()) == set(units)
    assert "Sở Tài chính, Sở Nội vụ" in story_of(raised)[-1].sentence


def test_it_goes_to_somebody_and_not_back_to_who_asked(world: SmallProvince) -> None:
    raised = raised_recommendation(world)
    for units in ([], [world.commune_a]):
        with pytest.raises(Invalid) as refused:
            route_recommendation(raised, actor=world.clara, to=units)
        assert refused.value.field == "to"
    assert Recommendation.objects.get().state == State.RAISED


def test_a_unit_it_was_sent_to_answers(world: SmallProvince) -> None:
    routed = routed_recommendation(world)
    stranger = person("Nina", world.other_department, PositionKind.HEAD)
    for actor in (world.ana, world.clara, world.bogdan, world.cora, stranger):
        with pytest.raises(Refused):
            give_answer(actor=actor, recommendations=[routed], text="Sẽ bổ sung.", **IN_WRITING)
    assert not Answer.objects.exists()
    answer = give_answer(
        actor=world.felix, recommendations=[routed], text="Sẽ bổ sung.", **IN_WRITING
    )
    assert Recommendation.objects.get().state == State.ANSWERED
    assert (answer.unit, answer.given_on) == (world.department, timezone.localdate())
    assert "Felix" in answer.given_by


def test_a_person_answers_with_words_and_in_the_own_name(world: SmallProvince) -> None:
    routed = routed_recommendation(world)
    with pytest.raises(Invalid) as refused:
        give_answer(actor=world.felix, recommendations=[routed], text="  ", **IN_WRITING)
    assert refused.value.field == "text"
    with pytest.raises(Invalid) as refused:
        give_answer(actor=world.felix, recommendations=[], text="Sẽ bổ sung.", **IN_WRITING)
    assert refused.value.field == "recommendations"
    given: dict[str, Any] = {"recommendations": [routed], "text": "Sẽ bổ sung.", **IN_WRITING}
    with pytest.raises(Refused):
        give_answer(actor=world.felix, unit=world.other_department, **given)
    answer = give_answer(actor=world.felix, given_by="Chủ tịch nước", **given)
    assert answer.given_by != "Chủ tịch nước"


def test_an_answer_whose_words_are_not_known_moves_nothing(world: SmallProvince) -> None:
    raised = raised_recommendation(world, effective_on=OCTOBER, raised_on=OCTOBER)
    answer = give_answer(
        actor=world.house,
        given_by="Thành viên đoàn công tác",
        recommendations=[raised],
        given_on=OCTOBER,
        effective_on=OCTOBER,
    )
    assert (answer.text, list(answer.recommendations.all())) == (None, [raised])
    assert Recommendation.objects.get().state == State.RAISED
    unknown = give_answer(actor=world.house, given_by="Sở Tài chính", recommendations=[])
    assert not unknown.recommendations.exists()
    assert unknown.given_on is None


def test_the_commune_closes_it_and_says_how_it_ended(world: SmallProvince) -> None:
    answered = answered_recommendation(world)
    for actor in (world.mila, world.felix, world.clara, world.bogdan, world.cora):
        with pytest.raises(Refused):
            close_recommendation(answered, actor=actor, ending="resolved")
    with pytest.raises(Invalid) as refused:
        close_recommendation(answered, actor=world.ana, ending="forgotten")
    assert refused.value.field == "ending"
    close_recommendation(answered, actor=world.ana, ending="resolved")
    answered.refresh_from_db()
    assert (answered.state, answered.ending) == (State.CLOSED, "resolved")
    assert awaits(answered) is None
    with translation.override("en"):
        assert story_of(answered)[-1].sentence.endswith(": resolved")


def test_the_commune_sends_an_answer_back(world: SmallProvince) -> None:
    answered = answered_recommendation(world)
    with pytest.raises(Invalid):
        reopen_recommendation(answered, actor=world.ana, reason=" ")
    with pytest.raises(Refused):
        reopen_recommendation(answered, actor=world.felix, reason="Chưa rõ.")
    reopen_recommendation(answered, actor=world.ana, reason="Chưa nói bao giờ.")
    assert Recommendation.objects.get().state == State.ROUTED
    assert "Chưa nói bao giờ." in story_of(answered)[-1].sentence
    give_answer(actor=world.felix, recommendations=[answered], text="Tháng 3.", **IN_WRITING)
    assert answered.answers.count() == 2


def test_what_does_not_exist_from_here_is_a_conflict(world: SmallProvince) -> None:
    raised = raised_recommendation(world)
    with pytest.raises(IllegalMove):
        close_recommendation(raised, actor=world.ana, ending="resolved")
    closed = closed_recommendation(world)
    assert open_moves(world.ana, closed) == []
    with pytest.raises(IllegalMove):
        reopen_recommendation(closed, actor=world.ana, reason="Chưa xong.")
    with pytest.raises(IllegalMove):
        route_recommendation(closed, actor=world.clara, to=[world.department])


def test_who_holds_an_old_copy_loses(world: SmallProvince) -> None:
    answered = answered_recommendation(world)
    stale = Recommendation.objects.get()
    close_recommendation(answered, actor=world.ana, ending="resolved")
    with pytest.raises(LostRace):
        reopen_recommendation(stale, actor=world.alma, reason="Chưa xong.")


def test_every_state_can_be_reached_and_left_and_every_move_has_a_door(
    world: SmallProvince,
) -> None:
    moves = RECOMMENDATION_FLOW.moves
    reached = {
        RECOMMENDATION_FLOW.initial,
        *(move.to_state for move in moves.values() if move.to_state),
    }
    assert reached == set(State.values) == set(RECOMMENDATION_FLOW.awaits)
    for state, words in RECOMMENDATION_FLOW.awaits.items():
        assert RECOMMENDATION_FLOW.is_final(state) == (words is None)
    assert set(doors(raised_recommendation(world)).pages) == set(moves)


def test_how_it_stood_on_a_day(world: SmallProvince, django_assert_num_queries: object) -> None:
    house: Actor = world.house
    early = raised_recommendation(world, effective_on=OCTOBER, raised_on=OCTOBER)
    late = raised_recommendation(world, effective_on=NOVEMBER, raised_on=NOVEMBER)
    route_recommendation(early, actor=house, to=[world.department], effective_on=NOVEMBER)
    give_answer(actor=house, recommendations=[early], text="Có.", effective_on=NOVEMBER)
    assert state_on(early, OCTOBER - timedelta(1)) is None
    with django_assert_num_queries(1):
        assert states_on([early, late], OCTOBER) == {early.pk: "raised"}
    assert states_on([early, late], NOVEMBER) == {early.pk: "answered", late.pk: "raised"}


def test_a_category_has_its_words_in_both_languages(world: SmallProvince) -> None:
    raised = raised_recommendation(world)
    with translation.override("vi"):
        assert raised.category_words == categories()["STAFF"]
    with translation.override("en"):
        assert raised.category_words != "STAFF"
    assert Recommendation(category="GONE").category_words == "GONE"


def test_several_communes_raise_together(world: SmallProvince) -> None:
    both = [world.commune_a, world.commune_b]
    raised = raise_recommendation(
        actor=world.house,
        text="Nâng cấp đường.",
        category="ROAD",
        raised_by=both,
        addressed_to=world.party_committee,
        is_joint=True,
    )
    for actor in (world.ana, world.mila):
        assert Recommendation.objects.visible_to(actor).get() == raised
