"""Answers: in a numbered document, with a result, point by point, by several units, in time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.domain.recommendations.actions import (
    GivenPoint,
    GivenStep,
    Outcome,
    close_recommendation,
    escalate_late,
    give_answer,
    reopen_recommendation,
    reroute_recommendation,
    route_recommendation,
)
from haicap.domain.recommendations.lateness import leader_over
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.queries import escalations_due, story_of
from haicap.domain.recommendations.testing import (
    IN_WRITING,
    answered_recommendation,
    raised_recommendation,
    routed_recommendation,
)
from haicap.foundation.access import Invalid, Refused
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import MoveFailed

State = Recommendation.State
TODAY = timezone.localdate
STEP = GivenStep("Trình phương án", date(2099, 1, 1))


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("document", {"document": " "}),
        ("result", {"outcome": Outcome()}),
        ("result", {"outcome": Outcome(result="forgotten")}),
        ("reason", {"outcome": Outcome(result="not_accepted")}),
        ("reason", {"outcome": Outcome(result="explained")}),
        ("steps", {"outcome": Outcome(result="in_hand")}),
        ("steps", {"outcome": Outcome(result="in_hand", steps=[GivenStep("x", date(2020, 1, 1))])}),
        ("steps", {"outcome": Outcome(result="resolved", steps=[STEP])}),
        ("forwarded_to", {"outcome": Outcome(result="not_competent", reason="Thuộc Bộ.")}),
        (
            "forwarded_by",
            {"outcome": Outcome(result="not_competent", reason="Thuộc Bộ.", forwarded_to="Bộ")},
        ),
        ("forwarded_to", {"outcome": Outcome(result="resolved", forwarded_to="Bộ Tài chính")}),
        ("given_on", {"given_on": date(2099, 1, 1)}),
        ("points", {"points": [GivenPoint(" ")]}),
    ],
)
def test_each_result_says_what_belongs_to_it(
    world: SmallProvince, field: str, given: dict[str, Any]
) -> None:
    routed = routed_recommendation(world)
    with pytest.raises(Invalid) as refused:
        give_answer(
            actor=world.felix, recommendations=[routed], text="Trả lời.", **(IN_WRITING | given)
        )
    assert refused.value.field == field
    assert Recommendation.objects.get().state == State.ROUTED


def test_it_is_answered_point_by_point_to_each_commune(world: SmallProvince) -> None:
    both = [world.commune_a, world.commune_b]
    routed = routed_recommendation(world, raised_by=both)
    points = [GivenPoint("Cấp 01 xe.", commune=each) for each in both]
    with pytest.raises(Invalid) as refused:
        wrong = [GivenPoint("Cấp.", commune=world.department)]
        give_answer(
            actor=world.felix, recommendations=[routed], text="Có.", points=wrong, **IN_WRITING
        )
    assert refused.value.field == "points"
    answer = give_answer(
        actor=world.felix,
        recommendations=[routed],
        text="Trả lời chung.",
        document="1806/STC-NS",
        outcome=Outcome(result="in_hand", steps=[STEP]),
        points=points,
    )
    assert [point.commune for point in answer.points.all()] == both
    assert [step.due_on for step in answer.steps.all()] == [STEP.due_on]
    routed.refresh_from_db()
    assert (routed.state, routed.result) == (State.ANSWERED, "in_hand")


def test_several_units_answer_and_the_one_that_leads_answers_for_all(world: SmallProvince) -> None:
    nina = person("Nina", world.other_department, PositionKind.HEAD)
    raised = raised_recommendation(world)
    route_recommendation(
        raised, actor=world.clara, to=[world.other_department], lead=world.department
    )
    with pytest.raises(Invalid) as refused:
        give_answer(actor=nina, recommendations=[raised], text="Theo biên chế.", **IN_WRITING)
    assert refused.value.field == "result"
    give_answer(actor=nina, recommendations=[raised], text="Theo biên chế.", document="2/SNV")
    raised.refresh_from_db()
    assert (raised.state, raised.result) == (State.ROUTED, "")
    give_answer(actor=world.felix, recommendations=[raised], text="Đồng ý.", **IN_WRITING)
    raised.refresh_from_db()
    assert (raised.state, raised.answers.count()) == (State.ANSWERED, 2)


def test_it_is_sent_to_others_with_a_reason_that_is_kept(world: SmallProvince) -> None:
    routed = routed_recommendation(world)
    due = routed.answer_by
    for given, field in (
        ({"to": [world.other_department], "reason": " "}, "reason"),
        ({"to": [world.department], "reason": "Nhầm."}, "to"),
    ):
        with pytest.raises(Invalid) as refused:
            reroute_recommendation(routed, actor=world.clara, **given)
        assert refused.value.field == field
    with pytest.raises(Refused):
        reroute_recommendation(
            routed, actor=world.felix, to=[world.other_department], reason="Nhầm."
        )
    reroute_recommendation(routed, actor=world.clara, to=[world.other_department], reason="Nhầm.")
    routed.refresh_from_db()
    assert (routed.lead, routed.answer_by) == (world.other_department, due)
    assert "Nhầm." in story_of(routed)[-1].sentence
    assert Entry.objects.get(event="recommendation.reroute").details["from_units"] == str(
        world.department
    )
    with pytest.raises(Refused):
        give_answer(actor=world.felix, recommendations=[routed], text="Có.", **IN_WRITING)


def test_each_commune_says_whether_it_is_satisfied_and_the_last_one_closes_it(
    world: SmallProvince,
) -> None:
    answered = answered_recommendation(world, raised_by=[world.commune_a, world.commune_b])
    with pytest.raises(Invalid) as refused:
        close_recommendation(answered, actor=world.ana, is_satisfied=False)
    assert refused.value.field == "remark"
    close_recommendation(answered, actor=world.ana)
    answered.refresh_from_db()
    assert answered.state == State.ANSWERED
    with pytest.raises(MoveFailed):
        close_recommendation(answered, actor=world.alma)
    close_recommendation(answered, actor=world.mila, is_satisfied=False, remark="Chưa rõ bao giờ.")
    answered.refresh_from_db()
    assert (answered.state, answered.ending) == (State.CLOSED, "resolved")
    said = answered.verdicts.order_by("commune__key").values_list("is_satisfied", "remark")
    assert list(said) == [(True, ""), (False, "Chưa rõ bao giờ.")]


def test_it_is_sent_back_once_and_the_time_runs_anew(world: SmallProvince) -> None:
    answered = answered_recommendation(world)
    reopen_recommendation(answered, actor=world.ana, reason="Chưa nói bao giờ.")
    answered.refresh_from_db()
    assert (answered.state, answered.reopenings, answered.result) == (State.ROUTED, 1, "")
    give_answer(actor=world.felix, recommendations=[answered], text="Tháng 3.", **IN_WRITING)
    answered.refresh_from_db()
    with pytest.raises(Refused):
        reopen_recommendation(answered, actor=world.ana, reason="Vẫn chưa rõ.")
    close_recommendation(answered, actor=world.ana, is_satisfied=False, remark="Vẫn chưa rõ.")
    assert Recommendation.objects.get().state == State.CLOSED


def test_a_late_answer_is_put_before_the_leader_once(world: SmallProvince) -> None:
    late, other = routed_recommendation(world), routed_recommendation(world)
    due = late.answer_by
    assert due is not None
    assert due > TODAY()
    after = due + timedelta(days=1)
    give_answer(actor=world.felix, recommendations=[other], text="Có.", **IN_WRITING)
    assert not escalations_due(due).exists(), "on the last day it is in time"
    assert escalations_due(after).get() == late
    assert escalate_late(after, actor=world.house) == 1
    assert escalate_late(after + timedelta(days=1), actor=world.house) == 0
    late.refresh_from_db()
    assert (late.escalated_on, late.state) == (after, State.ROUTED)
    entry = Entry.objects.get(event="recommendation.escalate")
    assert entry.details["leader_key"] == world.party_committee.key
    assert leader_over(world.party_office) == world.party_committee
    give_answer(actor=world.felix, recommendations=[late], text="Có.", **IN_WRITING)
    late.refresh_from_db()
    reopen_recommendation(late, actor=world.ana, reason="Chưa rõ.")
    late.refresh_from_db()
    assert late.escalated_on is None, "its new term may be missed, too"
