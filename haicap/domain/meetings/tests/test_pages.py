"""The pages of sessions: who sees which, what a row says, what a form takes."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from haicap.domain.indicators.testing import report
from haicap.domain.meetings.actions import hold_session
from haicap.domain.meetings.models import Session
from haicap.domain.meetings.queries import PAGES
from haicap.domain.meetings.testing import held_session, planned_session
from haicap.domain.organisations.testing import SmallProvince
from haicap.foundation.sources.models import Citation, Source
from tests.rooms import SignIn

LIST = "/sessions/"
OCTOBER = date(2025, 10, 23)


def test_the_convening_side_the_communes_and_the_group_see_it_and_nobody_else(
    world: SmallProvince, sign_in: SignIn
) -> None:
    session = planned_session(world)
    for actor in (world.clara, world.ana, world.alma, world.bogdan):
        assert session.title in sign_in(actor).get(LIST).content.decode()
    for actor in (world.mila, world.felix, world.cora):
        page = sign_in(actor).get(LIST)
        assert page.status_code == 200
        assert session.title not in page.content.decode()
    assert Client().get(LIST).status_code == 302


def test_a_day_that_is_not_known_is_said_to_be_unknown(
    world: SmallProvince, sign_in: SignIn
) -> None:
    planned_session(world)
    assert "not fixed yet" in sign_in(world.ana).get(LIST).content.decode()
    session = Session.objects.get()
    press = Source.objects.create(code="003", kind="press", title="Bản tin", language="de")
    Citation.objects.create(
        source=press, subject_type="meetings.session", subject_id=str(session.pk)
    )
    hold_session(session, actor=world.clara)
    page = sign_in(world.ana).get(LIST).content.decode()
    assert "not stated in the source" in page
    assert "not fixed yet" not in page
    assert "9999" not in page


def test_the_list_narrows_and_pages_by_day(world: SmallProvince, sign_in: SignIn) -> None:
    held_session(world, title="Buổi một", held_on=OCTOBER)
    held_session(world, title="Buổi hai", held_on=date(2024, 5, 6), communes=[world.commune_b])
    planned_session(world, title="Buổi ba")
    clara = sign_in(world.clara)

    def shown(query: str) -> list[str]:
        page = clara.get(LIST + query).content.decode()
        titles = [title for title in ("Buổi một", "Buổi hai", "Buổi ba") if title in page]
        return sorted(titles, key=page.index)

    assert shown("") == ["Buổi ba", "Buổi một", "Buổi hai"]
    assert shown("?commune=06577") == ["Buổi hai"]
    assert shown("?year=2025") == ["Buổi một"]
    assert shown("?state=planned") == ["Buổi ba"]
    assert clara.get(LIST + "?commune=nowhere").status_code == 422
    assert clara.get(LIST + "?year=abc").status_code == 422


def test_a_long_list_goes_on_across_sessions_without_a_day(
    world: SmallProvince, sign_in: SignIn
) -> None:
    for number in range(30):
        planned_session(world, title=f"Buổi chưa định {number:02}")
        planned_session(world, title=f"Buổi có ngày {number:02}", held_on=OCTOBER)
    clara = sign_in(world.clara)
    first = clara.get(LIST)
    cursor = first.context["page"].next_cursor
    second = clara.get(LIST, {"cursor": cursor})
    titles = [session.title for page in (first, second) for session in page.context["page"]]
    assert len(titles) == len(set(titles)) == 60
    assert clara.get(LIST, {"cursor": "nonsense"}).status_code == 422


def test_the_list_costs_the_same_for_one_session_and_for_many(
    world: SmallProvince, sign_in: SignIn
) -> None:
    clara = sign_in(world.clara)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert clara.get(LIST).status_code == 200
        return len(queries)

    planned_session(world)
    cost()
    one = cost()
    for _time in range(8):
        held_session(world, communes=[world.commune_a, world.commune_b])
    assert cost() == one
    assert one <= 15


def test_a_clerk_plans_a_session_by_ticking_communes(world: SmallProvince, sign_in: SignIn) -> None:
    clara = sign_in(world.clara)
    page = clara.get(reverse("meetings:plan")).content.decode()
    assert 'type="checkbox"' in page
    assert world.commune_b.full_name in page
    form = {
        "title": "Làm việc với hai xã",
        "convened_by": world.party_committee.key,
        "communes": ["06529", "06577"],
        "held_on": "23/10/2025",
        "part_of_day": "morning",
    }
    done = clara.post(reverse("meetings:plan"), form)
    session = Session.objects.get()
    assert (done.status_code, done["Location"]) == (302, session.get_absolute_url())
    assert (session.held_on, session.part_of_day) == (OCTOBER, "morning")
    assert session.communes.count() == 2


def test_a_plan_without_communes_comes_back(world: SmallProvince, sign_in: SignIn) -> None:
    form = {"title": "Làm việc", "convened_by": world.party_committee.key, "held_on": "31/02/2026"}
    back = sign_in(world.clara).post(reverse("meetings:plan"), form)
    assert back.status_code == 422
    assert set(back.context["form"].errors) == {"communes", "held_on"}
    assert not Session.objects.exists()


@pytest.mark.parametrize("who", ["ana", "alma", "mila", "felix", "cora"])
def test_who_convenes_nothing_is_offered_no_plan(
    world: SmallProvince, sign_in: SignIn, who: str
) -> None:
    client = sign_in(getattr(world, who))
    assert reverse("meetings:plan") not in client.get(LIST).content.decode()
    assert client.get(reverse("meetings:plan")).status_code == 403
    assert client.post(reverse("meetings:plan"), {}).status_code == 403


@pytest.mark.parametrize("door", sorted(set(PAGES.values()) - {"concluding"}))
def test_each_door_opens_to_the_office_and_to_nobody_else(
    world: SmallProvince, sign_in: SignIn, door: str
) -> None:
    address = reverse(f"meetings:{door}", args=[planned_session(world).pk])
    assert sign_in(world.clara).get(address).status_code == 200
    assert sign_in(world.ana).get(address).status_code == 403
    for actor in (world.mila, world.cora):
        assert sign_in(actor).get(address).status_code == 404
        assert sign_in(actor).post(address, {"reason": "x", "text": "x"}).status_code == 404


def test_a_session_goes_through_its_doors(world: SmallProvince, sign_in: SignIn) -> None:
    session, given = planned_session(world, held_on=OCTOBER), report(world)
    clara = sign_in(world.clara)

    def post(door: str, **form: object) -> int:
        return clara.post(reverse(f"meetings:{door}", args=[session.pk]), form).status_code

    assert post("agenda", text="Cải cách hành chính") == 302
    assert post("participants", role="chair", person_name="Hoàng", unit="20.tinh-uy") == 302
    assert post("participants", role="chair", person_name="Hà") == 422
    assert post("visits", commune="06529", place="Cửa khẩu Chi Ma") == 302
    assert post("visits", commune="06577", place="Trụ sở") == 422
    assert post("reports", report=given.pk) == 302
    assert post("concluding") == 409
    assert post("holding", held_on="23/10/2025") == 302
    assert post("holding") == 409
    assert post("concluding") == 302
    assert post("cancellation", reason="Bão") == 409
    session.refresh_from_db()
    assert session.state == Session.State.CONCLUDED
    assert session.agenda.count() == session.visits.count() == session.reports.count() == 1


def test_a_refused_move_says_why_on_its_page(world: SmallProvince, sign_in: SignIn) -> None:
    ahead = timezone.localdate() + timedelta(days=3)
    session = planned_session(world, held_on=ahead)
    clara = sign_in(world.clara)
    page = clara.get(reverse("meetings:holding", args=[session.pk]))
    assert page.status_code == 403
    assert ahead.strftime("%d/%m/%Y") in page.content.decode()
    assert clara.get(reverse("meetings:concluding", args=[session.pk])).status_code == 409
    silent = clara.post(reverse("meetings:cancellation", args=[session.pk]), {"reason": " "})
    assert silent.status_code == 422
