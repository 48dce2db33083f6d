"""The JSON door of figures: the same rules and sentences, and never a value without its bound."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from haicap.domain.indicators.models import Figure, Report
from haicap.domain.indicators.testing import dossiers_received, more_than_15_000, report
from haicap.domain.organisations.testing import SmallProvince, builder
from haicap.foundation.sources.models import Citation, Source
from tests.rooms import SignIn

API = "/api/v1"


def post(client: Client, address: str, body: dict[str, Any], **headers: str) -> Any:
    return client.post(
        API + address, body, content_type="application/json", headers={**headers} or None
    )


def test_more_than_15_000_comes_with_its_bound_its_words_and_its_source(
    world: SmallProvince, sign_in: SignIn
) -> None:
    figure = more_than_15_000(report(world))
    source = Source.objects.create(code="000", kind="press", title="Bản tin", language="el")
    Citation.objects.create(
        source=source, subject_type="indicators.figure", subject_id=str(figure.pk)
    )
    english = sign_in(world.ana).get(f"{API}/figures/{figure.pk}").json()
    assert (english["value"], english["bound"], english["amount"]) == (None, "more_than", "15000")
    assert english["bound"] == "more_than"
    assert english["in_words"] == "more than 15,000 dossiers"
    assert english["sources"] == ["000"]
    assert english["from_on"] is None
    vietnamese = sign_in(world.ana, "vi").get(f"{API}/figures/{figure.pk}").json()
    assert vietnamese["in_words"] == "hơn 15.000 hồ sơ"
    assert vietnamese["indicator"]["unit_of_measure"] == "hồ sơ"


def test_a_report_comes_with_its_results_and_figures(world: SmallProvince, sign_in: SignIn) -> None:
    new = report(world)
    more_than_15_000(new)
    whole = sign_in(world.clara).get(f"{API}/reports/{new.pk}").json()
    assert [unit["key"] for unit in whole["units"]] == ["06529"]
    assert whole["reported_to"]["key"] == world.party_committee.key
    assert [figure["in_words"] for figure in whole["figures"]] == ["more than 15,000 dossiers"]
    listed = sign_in(world.clara).get(f"{API}/reports").json()
    assert listed == {"items": [whole], "next_cursor": None}


def test_another_commune_and_a_stranger_find_nothing(world: SmallProvince, sign_in: SignIn) -> None:
    figure = more_than_15_000(report(world))
    for actor in (world.mila, world.cora):
        client = sign_in(actor)
        assert client.get(f"{API}/figures/{figure.pk}").status_code == HTTPStatus.NOT_FOUND
        assert client.get(f"{API}/reports/{figure.report_id}").status_code == 404
        assert client.get(f"{API}/figures").json()["items"] == []
        assert client.get(f"{API}/reports").json()["items"] == []
        assert (
            post(client, f"/reports/{figure.report_id}/statements", {"text": "x"}).status_code
            == 404
        )
    assert Client().get(f"{API}/figures").status_code == 401


def test_a_report_is_submitted_once_under_one_key(world: SmallProvince, sign_in: SignIn) -> None:
    ana = sign_in(world.ana)
    body = {"title": "Kết quả", "units": ["06529"], "period": "9 tháng đầu năm 2025"}
    first = post(ana, "/reports", body, **{"Idempotency-Key": "k1"})
    again = post(ana, "/reports", body, **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Report.objects.count() == 1
    new = first.json()["id"]
    assert post(ana, f"/reports/{new}/statements", {"text": "Ổn định."}).json()["number"] == 1
    dossiers_received()
    figure = {"indicator": "procedures-received", "value": "15000", "bound": "more_than"}
    made = post(ana, f"/reports/{new}/figures", figure)
    assert (made.status_code, made.json()["in_words"]) == (201, "more than 15,000 dossiers")


def test_who_sees_a_report_and_may_not_add_is_refused_with_the_sentence(
    world: SmallProvince, sign_in: SignIn
) -> None:
    new = report(world)
    refused = post(sign_in(world.bogdan), f"/reports/{new.pk}/statements", {"text": "x"})
    assert refused.status_code == 403
    assert "reporting unit" in refused.json()["detail"]
    body = {"title": "Giả", "units": ["06529"], "period": "2025"}
    assert post(sign_in(world.mila), "/reports", body).status_code == 403


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("value", {"value": "-1"}),
        ("value", {"value": "NaN"}),
        ("value", {"value": "nhiều"}),
        ("bound", {"bound": "roughly"}),
        ("indicator", {"indicator": "nothing"}),
        ("to_on", {"from_on": "2025-09-30", "to_on": "2025-09-29"}),
    ],
)
def test_a_figure_that_cannot_be_is_named(
    world: SmallProvince, sign_in: SignIn, field: str, given: dict[str, str]
) -> None:
    dossiers_received()
    body = {"indicator": "procedures-received", "value": "1", "bound": "exact", **given}
    answer = post(sign_in(world.ana), f"/reports/{report(world).pk}/figures", body)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert not Figure.objects.exists()


def test_a_unit_nobody_knows_is_named(world: SmallProvince, sign_in: SignIn) -> None:
    body = {"title": "Kết quả", "units": ["06529", "99999"], "period": "2025"}
    answer = post(sign_in(world.ana), "/reports", body).json()
    assert (answer["field"], answer["value"]) == ("units", "99999")


def test_a_figure_is_corrected_once_and_both_name_each_other(
    world: SmallProvince, sign_in: SignIn
) -> None:
    wrong = more_than_15_000(report(world))
    ana, body = sign_in(world.ana), {"value": "16000", "bound": "about", "reason": "Cộng thiếu."}
    right = post(ana, f"/figures/{wrong.pk}/correction", body).json()
    assert (right["corrects_id"], right["in_words"]) == (wrong.pk, "about 16,000 dossiers")
    assert ana.get(f"{API}/figures/{wrong.pk}").json()["corrected_by_id"] == right["id"]
    assert post(ana, f"/figures/{wrong.pk}/correction", body).status_code == HTTPStatus.CONFLICT


def test_lists_narrow_and_go_on(world: SmallProvince, sign_in: SignIn) -> None:
    for _time in range(3):
        more_than_15_000(report(world, actor=builder()))
    report(world, actor=world.mila, units=[world.commune_b])
    clara = sign_in(world.clara)
    assert len(clara.get(f"{API}/reports?unit=06577").json()["items"]) == 1
    assert len(clara.get(f"{API}/reports?indicator=procedures-received").json()["items"]) == 3
    assert clara.get(f"{API}/figures?unit=06577").json()["items"] == []
    first = clara.get(f"{API}/figures?size=2").json()
    rest = clara.get(f"{API}/figures?size=2&cursor={first['next_cursor']}").json()
    keys = [figure["id"] for figure in [*first["items"], *rest["items"]]]
    assert keys == sorted(keys, reverse=True)
    assert len(keys) == 3
    assert clara.get(f"{API}/reports?unit=nowhere").json()["field"] == "unit"
    assert [i["code"] for i in clara.get(f"{API}/indicators").json()["items"]] == [
        "procedures-received"
    ]
