"""Who is told what of a recommendation."""

from datetime import date, timedelta

import time_machine

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.domain.recommendations import actions
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.testing import (
    answered_recommendation,
    raised_recommendation,
    routed_recommendation,
)
from haicap.foundation.alerts.models import Alert
from haicap.foundation.journal.testing import react_to_all


def told(kind: str) -> set[str]:
    react_to_all()
    return set(Alert.objects.filter(kind=kind).values_list("user__name", flat=True))


def test_the_office_of_the_addressed_is_told_that_it_was_raised(world: SmallProvince) -> None:
    raised_recommendation(world)
    assert told("recommendation.raised") == {"Clara"}


def test_the_department_is_told_what_it_is_to_answer(world: SmallProvince) -> None:
    routed_recommendation(world)
    assert told("recommendation.routed") == {"Felix", "Frida"}


def test_what_went_elsewhere_before_it_was_told_is_told_there_alone(world: SmallProvince) -> None:
    recommendation = routed_recommendation(world)
    damir = person("Damir", world.other_department)
    recommendation = Recommendation.objects.get(pk=recommendation.pk)
    actions.reroute_recommendation(
        recommendation, actor=world.clara, to=[world.other_department], reason="thẩm quyền"
    )
    assert told("recommendation.routed") == {damir.name}


def test_the_commune_is_told_of_the_answer_and_the_department_of_its_return(
    world: SmallProvince,
) -> None:
    recommendation = answered_recommendation(world)
    assert told("recommendation.answered") == {"Ana", "Alma"}
    actions.reopen_recommendation(recommendation, actor=world.ana, reason="chưa rõ nguồn vốn")
    assert told("recommendation.reopened") == {"Felix", "Frida"}


def test_a_late_answer_is_put_before_the_leader_once(world: SmallProvince) -> None:
    """The house marks it each night; the head of the Party committee is told on the first."""
    person("Linh", world.party_committee, PositionKind.HEAD)
    recommendation = routed_recommendation(world)
    due: date = Recommendation.objects.get(pk=recommendation.pk).answer_by
    for night in range(3):
        with time_machine.travel(due + timedelta(days=night), tick=False):
            actions.escalate_late(due + timedelta(days=night), actor=world.house)
            assert told("recommendation.late") == (set() if night == 0 else {"Linh"})
    assert Alert.objects.filter(kind="recommendation.late").count() == 1
