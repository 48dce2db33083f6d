"""The 2 × 2 matrix, and how things stood on an earlier day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.actions import cancel_task, report_progress, return_task, verify_task
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.queries import (
    CELLS,
    Matrix,
    cells,
    found,
    matrix,
    progress_on,
    state_on,
    states_on,
)
from haicap.domain.tasks.testing import a_file, assigned_task, reported_task, verified_task

DAY = Task.DuePrecision.DAY
OCTOBER, NOVEMBER = date(2025, 10, 27), date(2025, 11, 10)
DUE = date(2025, 11, 15)


def dated(**given: object) -> dict[str, object]:
    return {"due_on": DUE, "due_precision": DAY, "effective_on": OCTOBER} | given


def test_each_task_stands_in_its_cell(world: SmallProvince) -> None:
    cancelled = assigned_task(world, **dated())
    cancel_task(cancelled, actor=world.house, reason="Trùng.")
    verified_task(world, on=NOVEMBER, **dated())
    verified_task(world, on=DUE, **dated())
    verified_task(world, on=DUE + timedelta(1), **dated())
    assigned_task(world, **dated())
    reported_task(world, on=NOVEMBER, **dated())
    tasks = Task.objects.all()
    assert matrix(tasks, DUE) == Matrix(2, 1, 2, 0)
    assert matrix(tasks, DUE + timedelta(1)) == Matrix(2, 1, 0, 2)


def test_a_task_without_a_deadline_is_never_late(world: SmallProvince) -> None:
    assigned_task(world, effective_on=OCTOBER)
    assigned_task(world, effective_on=OCTOBER, due_precision=Task.DuePrecision.REGULAR)
    verified_task(world, on=NOVEMBER, effective_on=OCTOBER)
    assert matrix(Task.objects.all(), date(2099, 1, 1)) == Matrix(1, 0, 2, 0)


def test_what_was_returned_is_late_when_the_accepted_report_was(world: SmallProvince) -> None:
    """Said in time and returned, done after the deadline; the day of the verdict is not asked."""
    task = reported_task(world, on=NOVEMBER, **dated())
    house, late = world.house, DUE + timedelta(5)
    return_task(task, actor=house, reason="Chưa ký.", effective_on=DUE)
    files = [a_file()]
    report_progress(
        task, actor=house, text="Xong.", percent=100, done=True, evidence=files, effective_on=late
    )
    verify_task(task, actor=house, effective_on=late + timedelta(20))
    assert task.done_on == late
    assert matrix(Task.objects.all(), late).done_late == 1


@pytest.mark.parametrize("cell", CELLS)
def test_the_door_of_a_number_leads_to_what_it_counts(world: SmallProvince, cell: str) -> None:
    verified_task(world, on=NOVEMBER, **dated())
    verified_task(world, on=DUE + timedelta(1), **dated())
    assigned_task(world, **dated())
    assigned_task(world, effective_on=OCTOBER)
    today = timezone.localdate()
    counted = getattr(matrix(Task.objects.all(), today), cell)
    assert counted == found(Task.objects.all(), on=today, cell=cell).count() == 1


def test_the_matrix_is_one_query(world: SmallProvince, django_assert_num_queries: object) -> None:
    assigned_task(world)
    visible = Task.objects.visible_to(world.ana)
    with django_assert_num_queries(1):
        assert matrix(visible, timezone.localdate()).total == 1


DAYS = st.dates(date(2025, 1, 1), date(2025, 1, 9))
ROW = st.tuples(st.sampled_from(Task.State.values), st.none() | DAYS, DAYS)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(Task.State.values), st.none() | DAYS, DAYS), max_size=9
    ),
    today=DAYS,
)
def test_the_identities_hold_whatever_there_is(
    world: SmallProvince, rows: list[tuple[str, date | None, date]], today: date
) -> None:
    Task.objects.all().delete()
    Task.objects.bulk_create(
        Task(
            text="Việc",
            lead=world.commune_a,
            issuer=world.party_committee,
            assigned_on=date(2025, 1, 1),
            due_on=due,
            due_precision=DAY if due else "unstated",
            state=state,
            done_on=done if state == "verified" else None,
            received_on=done if state == "acknowledged" else None,
        )
        for state, due, done in rows
    )
    numbers = matrix(Task.objects.all(), today)
    states = [state for state, *_days in rows]
    assert numbers.done == states.count("verified")
    assert numbers.total == len(rows) - states.count("cancelled")
    for name, cell in cells(today).items():
        assert Task.objects.filter(cell).count() == getattr(numbers, name)
    assert numbers.open_overdue == Task.objects.overdue(today).count()


def test_how_it_stood_on_a_day(world: SmallProvince, django_assert_num_queries: object) -> None:
    task = reported_task(world, on=NOVEMBER, effective_on=OCTOBER)
    other = assigned_task(world, effective_on=NOVEMBER)
    verify_task(task, actor=world.house, effective_on=date(2025, 12, 1))
    assert state_on(task, OCTOBER - timedelta(1)) is None
    assert state_on(task, OCTOBER) == "assigned"
    assert state_on(task, NOVEMBER) == "reported"
    assert state_on(task, date(2025, 12, 1)) == "verified"
    with django_assert_num_queries(1):
        assert states_on([task, other], OCTOBER) == {task.pk: "assigned"}
    with django_assert_num_queries(1):
        assert states_on([task, other], NOVEMBER) == {task.pk: "reported", other.pk: "assigned"}


def test_the_last_report_that_was_in_on_a_day(world: SmallProvince) -> None:
    task = assigned_task(world, effective_on=OCTOBER)
    for percent, day in ((30, OCTOBER), (80, NOVEMBER)):
        report_progress(task, actor=world.house, text="Đã làm.", percent=percent, effective_on=day)
    assert progress_on([task], OCTOBER - timedelta(1)) == {}
    assert progress_on([task], NOVEMBER - timedelta(1))[task.pk].percent == 30
    assert progress_on([task], NOVEMBER)[task.pk].percent == 80
