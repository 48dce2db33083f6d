"""Who is told what of a task: once, and nobody else."""

from datetime import timedelta

from django.utils import timezone

from haicap.domain.organisations.testing import SmallProvince, person
from haicap.domain.tasks import actions, jobs
from haicap.domain.tasks.testing import assigned_task, reported_task
from haicap.foundation.alerts.models import Alert
from haicap.foundation.journal.jobs import react
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.testing import react_to_all

LATER = timedelta(days=40)


def told(kind: str = "") -> set[tuple[str, str]]:
    """Who was told, of what kind."""
    alerts = Alert.objects.filter(kind=kind) if kind else Alert.objects.all()
    return set(alerts.values_list("user__name", "kind"))


def test_who_heads_the_unit_is_told_of_its_task_and_nobody_of_another(world: SmallProvince) -> None:
    assigned_task(world)
    react_to_all()
    assert told() == {("Alma", "task.assigned")}


def test_a_reaction_that_runs_twice_tells_once(world: SmallProvince) -> None:
    assigned_task(world)
    entry = Entry.objects.get(event="task.assign")
    for _run in range(2):
        react(entry.pk)
    assert Alert.objects.count() == 1


def test_a_unit_without_a_head_or_clerk_is_told_as_a_whole(world: SmallProvince) -> None:
    assigned_task(world, lead=world.commune_b)
    react_to_all()
    assert told() == {("Mila", "task.assigned")}


def test_what_is_dated_back_is_history(world: SmallProvince) -> None:
    assigned_task(world, effective_on=timezone.localdate() - LATER)
    react_to_all()
    assert told() == set()


def test_each_coordinating_unit_is_told_of_its_part(world: SmallProvince) -> None:
    assigned_task(world, coordinating=[world.department])
    react_to_all()
    assert told("task.involved") == {("Felix", "task.involved"), ("Frida", "task.involved")}


def test_the_group_is_told_of_a_report_and_the_unit_of_its_return(world: SmallProvince) -> None:
    task = reported_task(world)
    react_to_all()
    assert told("task.reported") == {("Bogdan", "task.reported")}
    actions.return_task(task, actor=world.bogdan, reason="thiếu biên bản")
    react_to_all()
    assert told("task.returned") == {("Alma", "task.returned")}
    [alert] = Alert.objects.filter(kind="task.returned")
    assert alert.details["reason"] == "thiếu biên bản"


def test_what_was_undone_before_it_was_told_is_not_told(world: SmallProvince) -> None:
    task = assigned_task(world)
    actions.cancel_task(task, actor=world.house, reason="trùng")
    react_to_all()
    assert told() == {("Alma", "task.cancelled")}


def test_the_side_that_issued_decides_on_more_time_and_the_unit_learns_it(
    world: SmallProvince,
) -> None:
    due = timezone.localdate() + timedelta(days=9)
    task = assigned_task(world, due_on=due, due_precision="day")
    actions.acknowledge_task(task, actor=world.ana)
    actions.ask_for_time(task, actor=world.alma, due_on=due + LATER, reason="mưa lũ")
    react_to_all()
    assert told("task.time_asked") == {("Clara", "task.time_asked")}
    actions.extend_task(task, actor=world.house)
    react_to_all()
    assert told("task.time_given") == {("Alma", "task.time_given")}


def test_reminders_come_as_the_ladder_has_them_each_once(world: SmallProvince) -> None:
    """Three days before it is due, in nobody's hand: its head; a second run tells nobody."""
    today = timezone.localdate()
    nora = person("Nora", world.commune_a, "clerk")
    assigned_task(
        world,
        due_on=today + timedelta(days=3),
        due_precision="day",
        assigned_on=today - timedelta(days=4),
        effective_on=today - timedelta(days=4),
    )
    for _run in range(2):
        jobs.remind(timestamp=0)
    assert told("task.due") == {("Alma", "task.due")}
    assert told("task.not_received") == {
        ("Alma", "task.not_received"),
        (nora.name, "task.not_received"),
    }
    assert Alert.objects.count() == 3
