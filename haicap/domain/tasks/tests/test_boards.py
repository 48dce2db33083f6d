"""Board, calendar, timeline, and one move on many tasks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from haicap.domain.organisations.models import Appointment
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.actions import ask_for_time, move_together
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.queries.boards import SHOWN_A_DAY, month_of, timeline_of
from haicap.domain.tasks.testing import assigned_task, reported_task, verified_task
from haicap.domain.tasks.views import boards

DAY = Task.DuePrecision.DAY


def due(world: SmallProvince, day: date, **given: object) -> Task:
    begun = min(day, timezone.localdate()) - timedelta(20)
    return assigned_task(world, due_on=day, due_precision=DAY, effective_on=begun, **given)


def test_each_task_stands_in_the_column_of_its_state(world: SmallProvince, sign_in: object) -> None:
    made = {"assigned": assigned_task(world), "reported": reported_task(world)}
    made["verified"] = verified_task(world)
    columns = sign_in(world.ana).get("/tasks/board/").context["columns"]
    shown = {each["state"]: list(each["page"].items) for each in columns}
    assert {state: tasks for state, tasks in shown.items() if tasks} == {
        state: [task] for state, task in made.items()
    }


def test_a_column_goes_on_by_itself(
    world: SmallProvince, sign_in: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "IN_A_COLUMN", 3)
    for _time in range(4):
        assigned_task(world)
    done, ana = verified_task(world), sign_in(world.ana)
    assigned, *_others = ana.get("/tasks/board/").context["columns"]
    assert (len(assigned["page"].items), assigned["previous"]) == (3, "")
    after = ana.get("/tasks/board/" + assigned["next"])
    first, *others = after.context["columns"]
    assert len(first["page"].items) == 1
    assert list(others[-1]["page"].items) == [done]
    assert ana.get("/tasks/board/?at_assigned=x").status_code == 422


def test_a_board_costs_the_same_however_much_is_on_it(
    world: SmallProvince, sign_in: object, django_assert_max_num_queries: object
) -> None:
    for _time in range(8):
        assigned_task(world)
    ana = sign_in(world.ana)
    with django_assert_max_num_queries(16):
        ana.get("/tasks/board/")


def test_the_calendar_shows_what_is_due_and_says_how_much_more(
    world: SmallProvince, sign_in: object, django_assert_num_queries: object
) -> None:
    day = date(2025, 11, 14)
    for _time in range(SHOWN_A_DAY + 2):
        due(world, day)
    due(world, date(2025, 12, 1))
    with django_assert_num_queries(2):
        month = month_of(Task.objects.all(), date(2025, 11, 1))
    (full,) = [each for each in month.days if each.count]
    assert (full.on, len(full.tasks), full.more) == (day, SHOWN_A_DAY, 2)
    assert len(month.weeks) == 5
    assert month.weeks[0][5].on == date(2025, 11, 1)
    ana = sign_in(world.ana)
    page = ana.get("/tasks/calendar/?month=2025-11")
    assert "all 6" in page.text
    same = {"due_from": "14/11/2025", "due_by": "14/11/2025"}
    assert len(ana.get("/tasks/", same).context["page"].items) == SHOWN_A_DAY + 2
    for wrong in ("2025-13", "x", "2025", "0-1", "99999-1"):
        assert ana.get("/tasks/calendar/", {"month": wrong}).status_code == 422


def test_a_bar_lies_between_assignment_and_deadline(world: SmallProvince, sign_in: object) -> None:
    first = due(world, date(2025, 11, 30))
    endless = assigned_task(world, effective_on=date(2025, 11, 20))
    drawn = timeline_of([first, endless], date(2025, 12, 1))
    one, other = drawn.bars
    assert 0 <= one.x < one.x + one.width <= drawn.WIDTH
    assert (one.is_open_ended, other.is_open_ended) == (False, True)
    assert one.x + one.width < drawn.today_x + 30
    assert timeline_of([], date(2025, 12, 1)).bars == []
    page = sign_in(world.ana).get("/tasks/timeline/")
    assert page.text.count("<rect") == 2
    assert "<caption" in page.text


def test_one_move_on_many_is_answered_line_by_line(world: SmallProvince, sign_in: object) -> None:
    mine, strange = assigned_task(world), assigned_task(world, lead=world.commune_b)
    done = verified_task(world)
    alma = sign_in(world.alma)
    asked = {"task": [mine.pk, strange.pk, done.pk], "verb": "acknowledge"}
    assert mine.text in alma.get("/tasks/together/", {"task": [mine.pk]}).text
    answers = alma.post("/tasks/together/", asked).context["answers"]
    assert {each.task: bool(each.refused) for each in answers} == {mine: False, done: True}
    assert Task.objects.get(pk=mine.pk).state == "acknowledged"
    assert alma.post("/tasks/together/", asked | {"task": ["x"]}).status_code == 422
    assert alma.post("/tasks/together/", asked | {"verb": "destroy"}).status_code == 422
    assert alma.post("/tasks/together/", asked | {"verb": "ask"}).status_code == 422
    assert alma.get("/tasks/together/", {"task": list(range(1, 202))}).status_code == 422


def test_many_are_handed_asked_for_and_extended(world: SmallProvince) -> None:
    later = timezone.localdate() + timedelta(40)
    tasks = [due(world, later - timedelta(20)) for _time in range(2)]
    person = Appointment.objects.get(user=world.ana.user_id)
    assert not any(
        each.refused for each in move_together(tasks, "hand", actor=world.alma, person=person)
    )
    assert [
        each.refused != "" for each in move_together(tasks, "hand", actor=world.mila, person=person)
    ] == [True, True]
    ask_for_time(tasks[0], actor=world.alma, reason="Chờ.", due_on=later)
    answers = move_together(tasks, "ask", actor=world.alma, reason="Chờ vốn.", due_on=later)
    assert [each.refused != "" for each in answers] == [True, False]
    assert not any(each.refused for each in move_together(tasks, "extend", actor=world.clara))
    assert set(Task.objects.values_list("due_on", flat=True)) == {later}
