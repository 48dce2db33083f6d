"""The briefing: what is open at a commune, late, answered, and what moved since the last visit."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from haicap.domain.conclusions.testing import SPOKEN, delivered, held_session, ordered
from haicap.domain.followups.queries import Change
from haicap.domain.indicators.testing import more_than_15_000, report
from haicap.domain.meetings.models import Session
from haicap.domain.meetings.testing import planned_session
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.testing import (
    answered_recommendation,
    closed_recommendation,
    raised_recommendation,
)
from haicap.domain.tasks.actions import report_progress, verify_task
from haicap.domain.tasks.testing import a_file, assigned_task
from haicap.foundation.access import Actor
from haicap.portal.briefing import briefing_of_commune, briefing_of_session
from tests.rooms import SignIn

LAST_YEAR = date(2024, 12, 31)


@pytest.fixture
def next_visit(world: SmallProvince) -> Session:
    return planned_session(world, title="Sắp tới", communes=[world.commune_a, world.commune_b])


def read(client: Client, session: Session) -> dict[str, Any]:
    answer = client.get(f"/api/v1/sessions/{session.pk}/briefing")
    assert answer.status_code == 200
    return dict(answer.json())


def test_what_is_not_finished_is_carried_over_and_what_is_finished_is_not(
    world: SmallProvince, next_visit: Session
) -> None:
    session = held_session(world, world.commune_a, world.commune_b)
    conclusion = delivered(world, session, ("Số hóa hồ sơ.", "Sửa trụ sở."))
    c1, c2 = conclusion.items.order_by("position")
    open_one = ordered(world, c1, world.commune_a)
    done = ordered(world, c2, world.commune_b, verifier=world.group)
    report_progress(
        done, actor=world.house, text="Xong.", percent=100, evidence=[a_file()], done=True
    )
    verify_task(done, actor=world.house)
    briefing = briefing_of_session(next_visit, world.clara)
    assert [pair.row.row.item for pair in briefing.carried.items] == [c1]
    assert [each.task for pair in briefing.carried.items for each in pair.row.tasks] == [open_one]
    assert [pair.row.row.item for pair in briefing.carried.finished] == [c2]


def test_what_moved_since_the_last_visit_is_told_beside_how_it_stood_then(
    world: SmallProvince, next_visit: Session
) -> None:
    first = held_session(world, world.commune_a, on=date(2025, 9, 1))
    conclusion = delivered(world, first, ("Số hóa.", "Làm đường."), on=date(2025, 9, 1))
    digital, road = (
        ordered(world, item, world.commune_a, on=date(2025, 9, 2))
        for item in conclusion.items.order_by("position")
    )
    held_session(world, world.commune_a, on=SPOKEN)
    report_progress(digital, actor=world.house, text="Được một nửa.", percent=50)
    pairs = briefing_of_session(next_visit, world.clara).carried.items
    assert [pair.change for pair in pairs] == [Change.MOVED, Change.UNMOVED]
    assert [str(pair.before.words) for pair in pairs if pair.before] == ["Assigned", "Assigned"]
    assert road.pk in [each.task.pk for each in pairs[1].row.tasks]


def test_a_commune_never_visited_says_so_and_nothing_is_compared(
    world: SmallProvince, next_visit: Session
) -> None:
    raised_recommendation(world)
    briefing = briefing_of_session(next_visit, world.clara)
    assert briefing.place.since is None
    assert [last for _commune, last in briefing.visits] == [None, None]
    assert [pair.before for pair in briefing.carried.recommendations] == [None]


def test_recommendations_that_nobody_answered_are_counted_and_closed_ones_are_not(
    world: SmallProvince, next_visit: Session
) -> None:
    held_session(world, world.commune_a, on=SPOKEN)
    silent = raised_recommendation(world, text="Xin xe.")
    answered = answered_recommendation(world, text="Xin người.")
    closed = closed_recommendation(world, text="Xin máy.")
    briefing = briefing_of_session(next_visit, world.clara)
    asked = [pair.row.row.recommendation for pair in briefing.carried.recommendations]
    assert asked == [silent, answered]
    assert briefing.unanswered == 1
    assert [pair.row.row.recommendation for pair in briefing.carried.finished] == [closed]


def test_overdue_work_of_the_commune_and_its_bodies_stands_there(
    world: SmallProvince, next_visit: Session
) -> None:
    late = assigned_task(
        world,
        lead=world.body("06529.ubnd"),
        due_on=LAST_YEAR,
        due_precision="day",
        assigned_on=LAST_YEAR,
    )
    assigned_task(
        world, lead=world.department, due_on=LAST_YEAR, due_precision="day", assigned_on=LAST_YEAR
    )
    assigned_task(world, lead=world.commune_a, due_on=date(2999, 1, 1), due_precision="day")
    briefing = briefing_of_session(next_visit, world.house)
    assert [each.task for each in briefing.late] == [late]


def test_a_delayed_project_that_lies_there_is_named_whoever_raised_it(
    world: SmallProvince, next_visit: Session
) -> None:
    asked = raised_recommendation(
        world, category="PROJECT_DELAY", raised_by=[world.commune_b], located_in=world.commune_a
    )
    raised_recommendation(world)
    assert briefing_of_commune(world.commune_a, world.house).delayed == [asked]


def test_a_figure_stands_beside_what_was_known_at_the_last_visit(
    world: SmallProvince, next_visit: Session
) -> None:
    spring = report(world, reported_on=date(2025, 4, 1), to_on=date(2025, 3, 31))
    then = more_than_15_000(spring, value=Decimal(9000))
    held_session(world, world.commune_a, on=date(2025, 6, 1))
    autumn = report(world, reported_on=date(2025, 10, 1), to_on=date(2025, 9, 30))
    now = more_than_15_000(autumn)
    (measured,) = briefing_of_session(next_visit, world.clara).figures
    assert (measured.then, measured.now, measured.is_new) == (then, now, True)


def test_each_reader_finds_only_the_parts_that_are_theirs(
    world: SmallProvince, next_visit: Session, sign_in: SignIn
) -> None:
    session = held_session(world, world.commune_a, world.commune_b)
    conclusion = delivered(world, session, ("Số hóa.",))
    (item,) = conclusion.items.all()
    own = ordered(world, item, world.commune_a)
    other = ordered(world, item, world.commune_b)
    raised_recommendation(world, text="Của Thống Nhất.", raised_by=[world.commune_b])
    raised_recommendation(world, text="Của Lộc Bình.")

    def told(actor: Actor) -> tuple[set[int], list[str]]:
        given = read(sign_in(actor), next_visit)
        tasks = {task["task_id"] for each in given["items"] for task in each["tasks"]}
        return tasks, [each["text"] for each in given["recommendations"]]

    assert told(world.ana) == ({own.pk}, ["Của Lộc Bình."])
    assert told(world.mila) == ({other.pk}, ["Của Thống Nhất."])
    assert told(world.clara)[0] == {own.pk, other.pk}
    for address in ("briefing", "briefing/docx", "briefing/pdf"):
        answer = sign_in(world.cora).get(f"/sessions/{next_visit.pk}/{address}/")
        assert answer.status_code == 404


def test_the_page_says_what_is_unknown(
    world: SmallProvince, next_visit: Session, sign_in: SignIn
) -> None:
    page = sign_in(world.clara).get(f"/sessions/{next_visit.pk}/briefing/").content.decode()
    assert "no earlier session that you may see" in page


def test_on_paper_it_names_the_communes_and_carries_everything(
    world: SmallProvince, next_visit: Session, sign_in: SignIn
) -> None:
    session = held_session(world, world.commune_a)
    delivered(world, session, ("Số hóa hồ sơ.",))
    raised_recommendation(world, text="Xin bổ sung xe.")
    clara = sign_in(world.clara)
    docx = clara.get(f"/sessions/{next_visit.pk}/briefing/docx/")
    text = ZipFile(BytesIO(docx.content)).read("word/document.xml").decode()
    for words in ("xã Lộc Bình, xã Thống Nhất", "Số hóa hồ sơ.", "Xin bổ sung xe."):
        assert words in text
    pdf = clara.get(f"/sessions/{next_visit.pk}/briefing/pdf/")
    assert pdf.content.startswith(b"%PDF")


def test_a_paper_made_of_simulated_parts_says_so(world: SmallProvince, next_visit: Session) -> None:
    assert not briefing_of_session(next_visit, world.clara).simulated
    asked = raised_recommendation(world)
    type(asked).objects.filter(pk=asked.pk).update(is_simulated=True)
    assert briefing_of_session(next_visit, world.clara).simulated
