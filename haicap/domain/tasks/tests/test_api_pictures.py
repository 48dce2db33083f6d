"""Board, calendar, timeline, scores and one move on many, as a program reads and makes them."""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.testing import assigned_task, verified_task
from tests.rooms import SignIn

ROOT = "/api/v1/tasks"
YEAR = {"first": "2099-01-01", "last": "2099-12-31"}


def due(world: SmallProvince, day: date, **given: Any) -> Task:
    return assigned_task(world, due_on=day, due_precision="day", **given)


def test_the_board_has_a_column_a_state_and_goes_on_in_the_list(
    world: SmallProvince, sign_in: SignIn
) -> None:
    tasks = [due(world, date(2099, 1, each), text=f"Việc {each}") for each in (3, 1, 2)]
    ana = sign_in(world.ana)
    columns = ana.get(f"{ROOT}/board", {"size": 2}).json()
    assert [each["state"] for each in columns][:2] == ["assigned", "acknowledged"]
    first = columns[0]
    assert [each["id"] for each in first["tasks"]] == [tasks[1].pk, tasks[2].pk]
    asked = {"state": "assigned", "sort": "due", "cursor": first["next_cursor"]}
    assert [each["id"] for each in ana.get(ROOT, asked).json()["items"]] == [tasks[0].pk]
    narrowed = ana.get(f"{ROOT}/board", {"text": "Việc 3"}).json()
    assert [len(each["tasks"]) for each in narrowed] == [1, 0, 0, 0, 0, 0, 0]


def test_the_calendar_tells_some_of_each_day_and_how_many_in_all(
    world: SmallProvince, sign_in: SignIn
) -> None:
    for each in range(6):
        due(world, date(2099, 3, 31), text=f"Việc {each}")
    ana = sign_in(world.ana)
    month = ana.get(f"{ROOT}/calendar", {"month": "2099-03"}).json()
    [day] = month["days"]
    assert (day["on"], day["count"], len(day["tasks"])) == ("2099-03-31", 6, 4)
    assert (month["first"], month["last"], month["count"]) == ("2099-03-01", "2099-03-31", 6)
    refused = ana.get(f"{ROOT}/calendar", {"month": "2099-13"})
    assert (refused.status_code, "2099-13" in refused.text) == (422, True)


def test_the_timeline_is_paged_with_what_has_no_deadline_last(
    world: SmallProvince, sign_in: SignIn
) -> None:
    endless, dated = assigned_task(world), due(world, date(2099, 1, 1))
    first = sign_in(world.ana).get(f"{ROOT}/timeline", {"size": 1}).json()
    assert [each["id"] for each in first["items"]] == [dated.pk]
    asked = {"size": 1, "cursor": first["next_cursor"]}
    second = sign_in(world.ana).get(f"{ROOT}/timeline", asked).json()
    assert [(each["id"], each["due_on"]) for each in second["items"]] == [(endless.pk, None)]


def test_pictures_cost_the_same_however_many_tasks_there_are(
    world: SmallProvince, sign_in: SignIn
) -> None:
    ana, day = sign_in(world.ana), date(2099, 3, 31)

    def cost() -> list[int]:
        found = []
        for place in ("board", "calendar?month=2099-03", "timeline"):
            with CaptureQueriesContext(connection) as queries:
                assert ana.get(f"{ROOT}/{place}").status_code == 200
            found.append(len(queries))
        return found

    due(world, day)
    cost()  # the first request of a session looks after the session, too
    before = cost()
    for each in range(5):
        due(world, day, text=f"Việc {each}")
    assert cost() == before


def test_a_score_carries_its_numbers_and_each_opens_to_its_tasks(
    world: SmallProvince, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    done = verified_task(world, on=today - timedelta(1))
    assigned_task(world, text="Việc khác")
    period = {"first": today - timedelta(30), "last": today}
    ana = sign_in(world.ana)
    score = ana.get(f"{ROOT}/scores/06529", period).json()
    assert score["numbers"]["assigned"] == 2
    assert {each["code"]: each["points"] for each in score["criteria"]}["PROGRESS"] is None
    assert score["is_rescaled"]
    listed = ana.get(f"{ROOT}/scores/06529/done", period).json()["items"]
    assert [each["id"] for each in listed] == [done.pk]
    turned = {"first": "2026-02-01", "last": "2026-01-01"}
    assert ana.get(f"{ROOT}/scores/06529", turned).status_code == 422
    assert ana.get(f"{ROOT}/scores/06529/best", YEAR).status_code == 422
    assert ana.get(f"{ROOT}/scores/06577", YEAR).status_code == 404


def test_one_move_on_many_is_answered_for_each(world: SmallProvince, sign_in: SignIn) -> None:
    mine, other = assigned_task(world), assigned_task(world, lead=world.commune_b)

    def together(who: Any, **sent: Any) -> Any:
        sent = {"tasks": [mine.pk, other.pk], **sent}
        return sign_in(who).post(f"{ROOT}/together", sent, content_type="application/json")

    answers = together(world.ana, verb="acknowledge").json()
    assert [(each["task_id"], each["is_done"]) for each in answers] == [
        (mine.pk, True),
        (other.pk, False),
    ]
    assert "no task of this number" in answers[1]["reason"]
    again = together(world.ana, verb="acknowledge").json()
    assert not again[0]["is_done"]
    refused = together(world.clara, verb="suspend")
    assert (refused.status_code, "reason" in refused.text) == (422, True)
    done = together(world.clara, verb="suspend", reason="Chờ luật mới.").json()
    assert all(each["is_done"] for each in done)
