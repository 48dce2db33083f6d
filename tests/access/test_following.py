"""The doors of a sheet's rows, and of two sheets side by side: an address of two numbers each."""

import pytest
from django.urls import reverse

from haicap.domain.conclusions.actions import draft_conclusion
from haicap.domain.organisations.queries import actor_of
from haicap.foundation.access import house

from .people import ANONYMOUS, PARTY, SIGNED_IN, THE_GROUP
from .trying import none_of, undone
from .visible import VISIBLE
from .world import World

MAY_ASSESS = PARTY | THE_GROUP
SHEETS = ("own sheet", "other sheet", "shared sheet")


def expected(person: str, sheet: str, may: frozenset[str]) -> set[int]:
    if person not in VISIBLE[sheet]:
        return {404}
    return {200, 201, 302} if person in may else {403}


@pytest.mark.parametrize("name", SHEETS)
def test_a_row_is_assessed_and_carried_over_by_its_sheets_people(world: World, name: str) -> None:
    sheet, wrong = world.one(name), []
    for person in SIGNED_IN:
        # A commune sees the rows that concern it: the first row that this reader sees.
        row = sheet.rows.order_by("number").first()
        seen = sheet.rows.visible_to(actor_of(world.users[person])).order_by("number").first()
        number = (seen or row).number
        for door, api, may in (
            ("assessment", "assess_row", MAY_ASSESS),
            ("carrying", "carry_over", PARTY),
        ):
            sent = {"assessment": "fulfilled", "version": 1} if door == "assessment" else {}
            for is_json in (False, True):
                page = f"api:followups_{api}" if is_json else f"followups:{door}"
                with undone():
                    if door == "carrying":
                        drafted(sheet)
                    kind = {"content_type": "application/json"} if is_json else {}
                    answer = world.browsers[person].post(
                        reverse(page, args=[sheet.pk, number]), sent, **kind
                    )
                if answer.status_code not in expected(person, name, may):
                    wrong.append(f"{person}: {page}: {answer.status_code}")
    for door in ("assessment", "carrying"):
        place = reverse(f"followups:{door}", args=[sheet.pk, 1])
        if world.browsers[ANONYMOUS].post(place).status_code != 302:
            wrong.append(f"signed out: {door}")
    none_of(wrong)


def drafted(sheet: object) -> None:
    session = sheet.session
    draft_conclusion(
        actor=house("the house"),
        issuer=session.convened_by,
        concluded_by="Bí thư",
        title="Kết luận mới",
        session=session,
    )


def test_two_sheets_are_compared_by_who_sees_both(world: World) -> None:
    own, other, wrong = world.one("own sheet"), world.one("other sheet"), []
    asked = {"before": own.pk, "after": other.pk}
    for person in SIGNED_IN:
        both = person in VISIBLE["own sheet"] & VISIBLE["other sheet"]
        page = world.browsers[person].get(reverse("followups:comparison"), asked)
        answer = world.browsers[person].get(reverse("api:followups_compare_sheets"), asked)
        told = page.status_code, answer.status_code
        if told != ((200, 200) if both else (422, 404)):
            wrong.append(f"{person}: {told}")
    none_of(wrong)
