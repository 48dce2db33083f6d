"""The pages of figures: who sees which, what they say, what they take."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haicap.domain.indicators.actions import correct_figure
from haicap.domain.indicators.models import Figure, Report
from haicap.domain.indicators.testing import dossiers_received, more_than_15_000, report
from haicap.domain.organisations.testing import SmallProvince, builder
from tests.rooms import SignIn

LIST = "/figures/"


def test_the_list_says_more_than_and_never_the_bare_count(
    world: SmallProvince, sign_in: SignIn
) -> None:
    more_than_15_000(report(world))
    english = sign_in(world.ana).get(LIST).content.decode()
    assert english.count("15,000") == english.count("more than 15,000 dossiers") == 1
    assert "15000" not in english
    vietnamese = sign_in(world.ana, "vi").get(LIST).content.decode()
    assert vietnamese.count("15.000") == vietnamese.count("hơn 15.000 hồ sơ") == 1


def test_who_reports_and_whom_they_report_to_see_it_and_nobody_else(
    world: SmallProvince, sign_in: SignIn
) -> None:
    new = report(world)
    for actor in (world.ana, world.alma, world.bogdan, world.clara):
        assert new.title in sign_in(actor).get(LIST).content.decode()
    for actor in (world.mila, world.felix, world.cora):
        page = sign_in(actor).get(LIST)
        assert page.status_code == 200
        assert new.title not in page.content.decode()
    assert Client().get(LIST).status_code == 302


def test_a_correction_and_what_it_corrects_are_both_shown(
    world: SmallProvince, sign_in: SignIn
) -> None:
    wrong = more_than_15_000(report(world), value=Decimal(14000))
    correct_figure(
        wrong, actor=world.ana, value=Decimal(15000), bound="more_than", reason="Cộng thiếu."
    )
    page = sign_in(world.ana).get(LIST).content.decode()
    assert "<s>more than 14,000 dossiers</s>" in page
    assert "corrected: more than 15,000 dossiers" in page
    assert "Cộng thiếu." in page


def test_the_list_narrows_by_unit_and_indicator(world: SmallProvince, sign_in: SignIn) -> None:
    first = report(world, title="Báo cáo một")
    report(world, actor=world.mila, units=[world.commune_b], title="Báo cáo hai")
    more_than_15_000(first)
    clara = sign_in(world.clara)

    def shown(query: str) -> tuple[bool, bool]:
        page = clara.get(LIST + query).content.decode()
        return "Báo cáo một" in page, "Báo cáo hai" in page

    assert shown("") == (True, True)
    assert shown("?unit=06577") == (False, True)
    assert shown("?indicator=procedures-received") == (True, False)
    assert clara.get(LIST + "?unit=nowhere").status_code == 422
    assert clara.get(LIST + "?cursor=nonsense").status_code == 422


def test_the_list_costs_the_same_for_one_report_and_for_many(
    world: SmallProvince, sign_in: SignIn
) -> None:
    clara = sign_in(world.clara)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert clara.get(LIST).status_code == 200
        return len(queries)

    more_than_15_000(report(world))
    cost()
    one = cost()
    for _time in range(6):
        new = report(world, actor=builder(), units=[world.commune_a, world.commune_b])
        wrong = more_than_15_000(new)
        correct_figure(wrong, actor=builder(), value=Decimal(1), bound="exact", reason="Sai.")
    assert cost() == one


def test_an_officer_submits_a_report_with_a_result_and_a_figure(
    world: SmallProvince, sign_in: SignIn
) -> None:
    dossiers_received()
    ana = sign_in(world.ana)
    assert reverse("indicators:report") in ana.get(LIST).content.decode()
    form = {"title": "Kết quả 9 tháng", "units": ["06529"], "period": "9 tháng đầu năm 2025"}
    done = ana.post(reverse("indicators:report"), form)
    new = Report.objects.get()
    assert (done.status_code, done["Location"]) == (302, new.get_absolute_url())
    assert new.reported_on is None
    ana.post(reverse("indicators:statement", args=[new.pk]), {"text": "Kinh tế ổn định."})
    figure = {"indicator": "procedures-received", "bound": "more_than", "value": "15,000"}
    ana.post(reverse("indicators:figure", args=[new.pk]), figure)
    assert new.statements.get().number == 1
    assert new.figures.get().in_words
    assert new.figures.get().value == 15000
    page = ana.get(reverse("indicators:correction", args=[new.figures.get().pk]))
    assert "more than 15,000 dossiers" in page.content.decode()


def test_the_form_comes_back_with_the_sentence_at_its_field(
    world: SmallProvince, sign_in: SignIn
) -> None:
    dossiers_received()
    new = report(world)
    door = reverse("indicators:figure", args=[new.pk])
    back = sign_in(world.ana).post(
        door, {"indicator": "procedures-received", "bound": "exact", "value": "-3"}
    )
    assert back.status_code == 422
    assert "This indicator is never below 0." in back.content.decode()
    assert not Figure.objects.exists()
    assert sign_in(world.ana).post(door, {}).status_code == 422


@pytest.mark.parametrize("door", ["indicators:statement", "indicators:figure"])
def test_who_does_not_see_a_report_finds_no_door_and_who_does_may_be_refused(
    world: SmallProvince, sign_in: SignIn, door: str
) -> None:
    address = reverse(door, args=[report(world).pk])
    for actor in (world.mila, world.cora):
        assert sign_in(actor).get(address).status_code == 404
        assert sign_in(actor).post(address, {"text": "x"}).status_code == 404
    for actor in (world.bogdan, world.clara):
        assert sign_in(actor).get(address).status_code == 403
        assert sign_in(actor).post(address, {"text": "x"}).status_code == 403


def test_who_reports_for_nobody_is_told_so(world: SmallProvince, sign_in: SignIn) -> None:
    for actor in (world.cora, world.clara):
        page = sign_in(actor).get(reverse("indicators:report"))
        assert page.status_code == 403
    assert "indicators:report" not in sign_in(world.cora).get(LIST).content.decode()


def test_a_report_in_a_foreign_name_is_not_even_offered(
    world: SmallProvince, sign_in: SignIn
) -> None:
    form = {"title": "Giả", "units": ["06577"], "period": "2025"}
    assert sign_in(world.ana).post(reverse("indicators:report"), form).status_code == 422
    assert not Report.objects.exists()
