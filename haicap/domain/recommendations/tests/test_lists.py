"""Many recommendations at once from a list: every bad cell named, all of it or nothing, once."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.actions import examine_list
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.queries import recommendation_template
from haicap.domain.recommendations.queries.sheet import COLUMNS
from haicap.foundation.access import Invalid
from haicap.foundation.journal.models import Entry
from haicap.foundation.spreadsheets.writing import as_xlsx
from tests.rooms import SignIn

HEADINGS = [str(name) for name in COLUMNS.values()]
ROW = ("Bố trí xe công vụ.", "EQUIP", "06529", "20.tinh-uy", date(2026, 1, 5), None)
SHEET, TAKING = reverse("recommendations:sheet"), reverse("recommendations:sheet-taking")


def listed(*rows: tuple[Any, ...]) -> bytes:
    return as_xlsx("Kiến nghị", HEADINGS, rows)


def sent(content: bytes) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("kien-nghi.xlsx", content)}


def test_a_list_is_examined_and_the_very_same_is_taken_once(
    world: SmallProvince, sign_in: SignIn
) -> None:
    ana = sign_in(world.ana)
    road = ("Sửa đường.", "Giao thông", "Lộc Bình", "20.tinh-uy", None, "06577")
    page = ana.post(SHEET, sent(listed(ROW, road)))
    assert page.status_code == 200
    assert not Recommendation.objects.exists(), "looked through, nothing is written"
    token = {"token": page.context["token"]}
    assert ana.post(TAKING, token).status_code == 302
    taken = Recommendation.objects.order_by("pk").values_list("text", "category", "raised_on")
    assert list(taken) == [(ROW[0], "EQUIP", ROW[4]), ("Sửa đường.", "ROAD", None)]
    assert Entry.objects.get(event="recommendation.take_list").details["count"] == 2
    again = ana.post(TAKING, token)
    assert again.status_code == 409, "what it asks stands in the register now"
    assert Recommendation.objects.count() == 2


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", ""),
        ("category", "WEATHER"),
        ("raised_by", "nowhere"),
        ("raised_by", "06577"),
        ("raised_by", "20.so-tai-chinh"),
        ("addressed_to", "06577"),
        ("raised_on", date(2099, 1, 1)),
        ("raised_on", date(1999, 1, 1)),
        ("raised_on", "someday"),
        ("located_in", "20.tinh-uy"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_taken(
    world: SmallProvince, column: str, value: Any
) -> None:
    bad = list(ROW)
    bad[list(COLUMNS).index(column)] = value
    found = examine_list(listed(ROW, tuple(bad)), actor=world.ana)
    assert {(each.row, each.column) for each in found.problems} == {(3, str(COLUMNS[column]))}
    assert [each.row for each in found.planned] == [2]


def test_the_same_list_comes_back_with_the_reasons(world: SmallProvince, sign_in: SignIn) -> None:
    page = sign_in(world.ana).post(SHEET, sent(listed(ROW, ROW)))
    assert page.status_code == 422
    assert page.context["reasoned"].startswith("data:")
    assert "token" not in page.context
    found = examine_list(listed(ROW, ROW), actor=world.ana)
    assert "2" in found.problems[0].reason, "it names the row that asks the same"


def test_what_is_no_list_is_refused_and_who_is_no_commune_brings_none(
    world: SmallProvince, sign_in: SignIn
) -> None:
    with pytest.raises(Invalid):
        examine_list(recommendation_template(), actor=world.ana)
    for stranger in (world.clara, world.felix, world.cora):
        assert sign_in(stranger).get(SHEET).status_code == 403


def test_the_api_takes_the_same_list(world: SmallProvince, sign_in: SignIn) -> None:
    ana = sign_in(world.ana)
    root = "/api/v1/recommendations/lists"
    examined = ana.post(f"{root}/examination", sent(listed(ROW)))
    assert examined.json()["planned"][0]["raised_by"] == "06529"
    assert ana.get(f"{root}/template").status_code == 200
    taken = ana.post(root, sent(listed(ROW)))
    assert taken.status_code == 201, taken.text
    assert taken.json()["recommendation_ids"] == [Recommendation.objects.get().pk]
