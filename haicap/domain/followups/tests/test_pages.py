"""The page of a sheet, its list and its doors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haicap.domain.conclusions.testing import held_session, ordered
from haicap.domain.followups.models import Sheet
from haicap.domain.followups.testing import AGAIN, TwoTurns, drawn_up, two_turns
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.actions import report_progress
from haicap.foundation.sources.actions import add_source, cite
from tests.rooms import SignIn

LIST = "/follow-ups/"


@pytest.fixture
def turns(world: SmallProvince) -> TwoTurns:
    return two_turns(world)


def test_the_group_opens_the_whole_sheet(
    world: SmallProvince, turns: TwoTurns, sign_in: SignIn
) -> None:
    source = add_source("000", actor=world.house, kind="press", title="Bản tin", language="el")
    for record in (*turns.items, turns.asked):
        cite(record, source, actor=world.house)
    task = ordered(world, turns.items[2], world.commune_a, verifier=world.group)
    report_progress(task, actor=world.house, text="Đã làm.", percent=80, effective_on=AGAIN)
    sheet = drawn_up(world, turns)
    page = sign_in(world.bogdan).get(sheet.get_absolute_url())
    assert page.status_code == 200
    for words in ("as of 27/11/2025", "lead not stated", "not stated in the source", "80", "C2"):
        assert words in page.text
    for text in ("Bố trí cán bộ về cơ sở.", "Bổ sung công chức cho xã.", "Tổ công tác số 4"):
        assert text in page.text
    assert task.get_absolute_url() in page.text
    assert turns.asked.get_absolute_url() in page.text


def test_the_page_speaks_vietnamese(world: SmallProvince, turns: TwoTurns, sign_in: SignIn) -> None:
    sheet = drawn_up(world, turns)
    page = sign_in(world.bogdan).get(sheet.get_absolute_url(), headers={"accept-language": "vi"})
    assert "Theo dõi thực hiện" in page.text


def test_mila_sees_her_rows_and_not_the_others(
    world: SmallProvince, turns: TwoTurns, sign_in: SignIn
) -> None:
    for commune in (world.commune_a, world.commune_b):
        ordered(world, turns.items[2], commune, verifier=world.group)
    page = sign_in(world.mila).get(drawn_up(world, turns).get_absolute_url()).text
    assert "Bổ sung công chức cho xã." not in page  # commune A raised it
    assert "Xã Thống Nhất" in page
    task_of_a = world.commune_a.led_tasks.get()
    assert task_of_a.get_absolute_url() not in page


@pytest.mark.parametrize("who", ["cora", "felix"])
def test_strangers_find_no_sheet(
    world: SmallProvince, turns: TwoTurns, sign_in: SignIn, who: str
) -> None:
    sheet = drawn_up(world, turns)
    client = sign_in(getattr(world, who))
    assert client.get(sheet.get_absolute_url()).status_code == 404
    assert turns.second.title not in client.get(LIST).text
    assert client.post(reverse("followups:settlement", args=[sheet.pk])).status_code == 404


def test_the_list_leads_to_the_sheet(
    world: SmallProvince, turns: TwoTurns, sign_in: SignIn
) -> None:
    sheet = drawn_up(world, turns)
    assert sheet.get_absolute_url() in sign_in(world.bogdan).get(LIST).text


def test_bogdan_draws_it_up_and_settles_it(
    world: SmallProvince, turns: TwoTurns, sign_in: SignIn
) -> None:
    bogdan = sign_in(world.bogdan)
    door = reverse("followups:draw-up", args=[turns.second.pk])
    answer = bogdan.post(door)
    sheet = Sheet.objects.get()
    assert answer["Location"] == sheet.get_absolute_url()
    assert bogdan.post(door).status_code == 422
    settle = reverse("followups:settlement", args=[sheet.pk])
    assert bogdan.post(settle).status_code == 302
    assert bogdan.post(settle).status_code == 409
    assert bogdan.get(door).status_code == 405


def test_ana_is_refused_in_words(world: SmallProvince, turns: TwoTurns, sign_in: SignIn) -> None:
    ana = sign_in(world.ana)
    refused = ana.post(reverse("followups:draw-up", args=[turns.second.pk]))
    assert refused.status_code == 403
    assert "working group" in refused.text
    sheet = drawn_up(world, turns)
    assert ana.post(reverse("followups:settlement", args=[sheet.pk])).status_code == 403


def test_a_session_of_others_is_not_found(world: SmallProvince, sign_in: SignIn) -> None:
    other = held_session(world, world.commune_b)
    door = reverse("followups:draw-up", args=[other.pk])
    assert sign_in(world.ana).post(door).status_code == 404


def test_nobody_reads_it_unsigned(world: SmallProvince, turns: TwoTurns, client: object) -> None:
    assert client.get(drawn_up(world, turns).get_absolute_url()).status_code == 302


def test_a_sheet_costs_a_constant_number_of_queries(
    world: SmallProvince, turns: TwoTurns, sign_in: SignIn
) -> None:
    sheet = drawn_up(world, turns)
    client = sign_in(world.bogdan)
    with CaptureQueriesContext(connection) as said:
        client.get(sheet.get_absolute_url())
    assert len(said) <= 26
