"""The doors of what communes ask together: each step needs what the step before it made."""

import pytest
from django.urls import reverse

from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import actor_of
from haicap.domain.recommendations import actions, queries
from haicap.domain.recommendations.models import Recommendation
from haicap.foundation.access import house

from .people import (
    ANONYMOUS,
    LOC_BINH,
    MAU_SON,
    PARTY,
    SIGNED_IN,
    THE_DEPARTMENT,
    THE_GROUP,
    People,
)
from .trying import none_of, undone
from .world import World

HOUSE = house("the house")
STEPS = {
    "joining": ("join_recommendation", {"commune": "06541", "text": "Xã cũng cần."}),
    "leaving": ("leave_recommendation", {"commune": "06541"}),
    "parting": ("part_recommendation", {}),
    "contribution": ("contribute_to_answer", {"text": "Theo định mức.", "document": "2/SNV"}),
}


def prepared(world: World, step: str) -> tuple[Recommendation, People, People]:
    """What the step is tried on, who may take it, and who sees that there is such a thing."""
    asked = Recommendation.objects.get(pk=world.one("own recommendation").pk)
    mau_son = Unit.objects.get(key="06541")
    if step == "joining":
        actions.invite_communes(asked, actor=HOUSE, communes=[mau_son])
        return asked, MAU_SON, LOC_BINH | MAU_SON | PARTY | THE_GROUP
    if step == "leaving":
        actions.invite_communes(asked, actor=HOUSE, communes=[mau_son])
        actions.join_recommendation(asked, actor=HOUSE, commune=mau_son, text="Xã cũng cần.")
        return asked, MAU_SON, LOC_BINH | MAU_SON | PARTY | THE_GROUP
    if step == "parting":
        twin = Recommendation.objects.get(pk=world.one("other recommendation").pk)
        actions.merge_recommendation(twin, actor=HOUSE, into=asked)
        return twin, MAU_SON, MAU_SON | PARTY | THE_GROUP
    units = [Unit.objects.get(key=key) for key in ("20.so-noi-vu", "20.so-tai-chinh")]
    actions.route_recommendation(asked, actor=HOUSE, to=units)
    return asked, THE_DEPARTMENT, LOC_BINH | PARTY | THE_GROUP | THE_DEPARTMENT


@pytest.mark.parametrize("step", STEPS)
def test_communes_join_and_leave_and_units_contribute_by_who_was_asked(
    world: World, step: str
) -> None:
    wrong = []
    api, sent = STEPS[step]
    for person in (*SIGNED_IN, ANONYMOUS):
        for is_json in (False, True):
            with undone():
                thing, may, see = prepared(world, step)
                page = f"api:recommendations_{api}" if is_json else f"recommendations:{step}"
                kind = {"content_type": "application/json"} if is_json else {}
                place = reverse(page, args=[thing.pk])
                answer = world.browsers[person].post(place, sent, **kind)
            if answer.status_code not in expected(person, may, see, is_json=is_json):
                wrong.append(f"{person}: {page}: {answer.status_code}")
    none_of(wrong)


def expected(person: str, may: People, see: People, *, is_json: bool) -> set[int]:
    if person == ANONYMOUS:
        return {401} if is_json else {302}
    if person not in see:
        return {404}
    # A page offers no commune to who may speak for none: its form refuses before the rule does.
    return {201, 302} if person in may else {403, 422}


def test_recommendations_are_counted_as_each_sees_them(world: World) -> None:
    place, wrong = reverse("api:recommendations_count_recommendations"), []
    for person in SIGNED_IN:
        actor = actor_of(world.users[person])
        visible = Recommendation.objects.visible_to(actor)
        told = world.browsers[person].get(place).json()
        states = {state: visible.filter(state=state).count() for state in told["states"]}
        if told["states"] != states or told["total"] != sum(states.values()):
            wrong.append(f"{person}: {told}")
        if queries.counts_by_category(actor) != told["categories"]:
            wrong.append(f"{person}: {told['categories']}")
    assert world.browsers[ANONYMOUS].get(place).status_code == 401
    none_of(wrong)
