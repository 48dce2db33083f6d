"""Recommendations to test with, on top of a small province: raised, routed, answered, closed."""

from typing import Any

from haicap.domain.organisations.testing import SmallProvince

from .actions import (
    Outcome,
    close_recommendation,
    give_answer,
    raise_recommendation,
    route_recommendation,
)
from .models import Recommendation

IN_WRITING: dict[str, Any] = {"document": "1806/STC-NS", "outcome": Outcome(result="resolved")}
"""What a person's answer says beside its words."""


def raised_recommendation(world: SmallProvince, **given: Any) -> Recommendation:
    """Commune A asks the Party committee for staff."""
    told: dict[str, Any] = {
        "actor": world.house,
        "text": "Bổ sung công chức cho xã.",
        "category": "STAFF",
        "raised_by": [world.commune_a],
        "addressed_to": world.party_committee,
    }
    return raise_recommendation(**(told | given))


def routed_recommendation(world: SmallProvince, **given: Any) -> Recommendation:
    """One that Clara sent on to Felix's department."""
    recommendation = raised_recommendation(world, **given)
    route_recommendation(recommendation, actor=world.clara, to=[world.department])
    return recommendation


def answered_recommendation(world: SmallProvince, **given: Any) -> Recommendation:
    """One that Felix answered."""
    recommendation = routed_recommendation(world, **given)
    give_answer(
        actor=world.felix,
        recommendations=[recommendation],
        text="Sẽ bổ sung trong quý I.",
        **IN_WRITING,
    )
    return Recommendation.objects.get(pk=recommendation.pk)


def closed_recommendation(world: SmallProvince, **given: Any) -> Recommendation:
    """One that Ana closed as resolved."""
    recommendation = answered_recommendation(world, **given)
    close_recommendation(recommendation, actor=world.ana, ending="resolved")
    return recommendation
