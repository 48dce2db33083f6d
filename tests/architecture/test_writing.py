"""Only actions write; only `advance` changes a state."""

from textwrap import dedent

import pytest

from .conftest import Plant
from .laws import quiet, writing
from .laws.source import ROOT

MODELS = dedent("""
    class Task(Stateful, Marked):
        coordinating = models.ManyToManyField(Unit, related_name="coordinated_tasks")
    class Evidence(models.Model):
        task = models.ForeignKey(Task, models.PROTECT, related_name="evidence")
""")


def test_only_actions_write() -> None:
    assert writing.writes_elsewhere(ROOT) == []


@pytest.mark.parametrize(
    "deed",
    [
        "task.save()",
        "form.save(commit=True)",
        "Task.objects.create(text='x')",
        "Task.objects.get_or_create(text='x')",
        "Task.objects.filter(pk=1).update(percent=3)",
        "tasks.update(percent=3)",
        "Task.objects.bulk_create(rows)",
        "task.delete()",
        "task.coordinating.add(unit)",
        "task.evidence.clear()",
        "unit.coordinated_tasks.set([])",
        "Task.coordinating.through.objects.bulk_create(rows)",
        "cursor.execute('  UPDATE tasks_task SET percent = 3')",
        "advance(TASK_FLOW, 'verify', actor=actor, thing=task)",
        "record(actor=actor, event='task.verify', subject=task)",
    ],
)
@pytest.mark.parametrize(
    "place", ["domain/tasks/views", "domain/tasks/jobs", "domain/tasks/models", "portal/actions"]
)
def test_a_write_elsewhere_is_found(plant: Plant, deed: str, place: str) -> None:
    root = plant(
        "haicap/domain/tasks/models.py",
        MODELS,
        f"haicap/{place}.py",
        f"{MODELS}\ndef f():\n    return {deed}\n",
    )
    assert len(writing.writes_elsewhere(root)) == 1


def test_actions_builders_and_plain_collections_are_left_alone(plant: Plant) -> None:
    harmless = """
        seen.add(task)
        self.rows.clear()
        words.update({"a": 1})
        os.environ.setdefault("A", "b")
        cache.set("key", 1)
        cursor.execute("SELECT 1")
        names.remove("x")
    """
    root = plant(
        "haicap/domain/tasks/models.py", MODELS,
        "haicap/domain/tasks/views.py", harmless,
        "haicap/domain/tasks/actions.py", "Task.objects.create()",
        "haicap/domain/tasks/actions/proof.py", "Task.objects.create()",
        "haicap/domain/tasks/testing.py", "Task.objects.create()",
        "haicap/domain/tasks/tests/test_x.py", "Task.objects.create()",
    )  # fmt: skip
    assert writing.writes_elsewhere(root) == []


def test_a_portal_that_reaches_for_actions_is_found(plant: Plant) -> None:
    root = plant(
        "haicap/portal/views.py",
        "def post():\n    from haicap.domain.tasks.actions import verify_task\n",
        "haicap/portal/desk.py",
        "from haicap.domain.tasks import actions, queries\n",
    )
    assert len(writing.writes_elsewhere(root)) == 2


def test_only_advance_changes_a_state() -> None:
    assert writing.state_changes(ROOT) == []


@pytest.mark.parametrize(
    "deed",
    [
        "task.state = 'verified'",
        "task.state, task.percent = 'verified', 100",
        "setattr(task, 'state', 'verified')",
        "Task.objects.filter(pk=1).update(state='verified')",
        "Task.objects.bulk_update(tasks, ['state'])",
        "Task.objects.create(state='verified')",
        "Task.objects.update_or_create(pk=1, defaults={'state': 'verified'})",
        "task = Task(state='verified')",
    ],
)
@pytest.mark.parametrize("place", ["domain/tasks/actions", "foundation/api/jobs"])
def test_a_state_changed_by_hand_is_found(plant: Plant, deed: str, place: str) -> None:
    root = plant(
        "haicap/domain/tasks/models.py", MODELS, f"haicap/{place}.py", f"def f():\n    {deed}\n"
    )
    assert len(writing.state_changes(root)) == 1


def test_reading_a_state_and_telling_it_are_no_changes(plant: Plant) -> None:
    harmless = """
        class Task(models.Model):
            state = models.CharField(max_length=20)
        x = Task.objects.filter(state="verified")
        y = TaskOut(state=task.state)
        z = task.state == "verified"
    """
    root = plant("haicap/domain/tasks/api.py", harmless)
    assert writing.state_changes(root) == []


def test_there_is_no_admin_site() -> None:
    assert quiet.admin_pages(ROOT) == []


def test_an_admin_page_is_found(plant: Plant) -> None:
    root = plant("haicap/domain/tasks/admin.py", "from django.contrib import admin\n")
    assert len(quiet.admin_pages(root)) == 1
