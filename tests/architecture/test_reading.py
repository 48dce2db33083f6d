"""Every read at a door starts from what the actor may see."""

import pytest
from django.apps import apps
from django.db import models

from .conftest import Plant
from .laws import reading, records
from .laws.source import ROOT

MODELS = """
    class TaskQuerySet(models.QuerySet["Task"]):
        def visible_to(self, actor): return self.filter(lead__in=standing_of(actor).units)
    class Task(models.Model):
        objects = TaskQuerySet.as_manager()
    class UnitQuerySet(models.QuerySet["Unit"]):
        def visible_to(self, actor):
            return self
    class Unit(models.Model):
        objects = UnitQuerySet.as_manager()
    class Row(models.Model):
        pass
"""


def test_doors_and_portal_read_through_visible_to() -> None:
    assert reading.reads_past_visibility(ROOT) == []


def test_the_models_with_pages_are_guarded() -> None:
    ours = [each for each in apps.get_models() if each.__module__.startswith("haicap.domain.")]
    assert records.blind_sets(ours) == []
    assert {"Task", "Session", "Notice", "Recommendation", "Sheet"} <= reading.guarded(ROOT)


class Bulletin(models.Model):
    class Meta:
        app_label = "publication"

    def __str__(self) -> str:
        return "bulletin"

    def get_absolute_url(self) -> str:
        return ""


def test_a_page_that_anybody_could_find_is_found() -> None:
    assert records.blind_sets([Bulletin]) == ["Bulletin has a page but no visible_to(actor)"]


@pytest.mark.parametrize(
    "read",
    [
        "Task.objects.all()",
        "Task.objects.filter(pk=1).first()",
        "models.Task.objects.get(pk=1)",
        "get_object_or_404(Task, pk=1)",
        "Task._default_manager.count()",
        "Task.units.through.objects.filter(task=1)",
        "sorted(Task.objects.values_list('pk'))",
        "Task.objects.filter(pk__in=Task.objects.visible_to(actor))",
    ],
)
@pytest.mark.parametrize("place", ["domain/tasks/views", "domain/tasks/api", "portal/desk"])
def test_a_read_past_visibility_is_found(plant: Plant, read: str, place: str) -> None:
    root = plant(
        "haicap/domain/tasks/models.py", MODELS,
        f"haicap/{place}.py", f"def f(actor):\n    return {read}\n",
    )  # fmt: skip
    assert len(reading.reads_past_visibility(root)) == 1


def test_guarded_reads_are_left_alone(plant: Plant) -> None:
    harmless = """
        get_object_or_404(Task.objects.visible_to(request.actor), pk=pk)
        Task.objects.filter(pk=1).visible_to(actor).count()
        Row.objects.all()
        Unit.objects.filter(kind="commune")
        forms.ModelChoiceField(Task.objects.none())
        Task.State.choices
    """
    root = plant(
        "haicap/domain/tasks/models.py", MODELS,
        "haicap/domain/tasks/views.py", harmless,
    )  # fmt: skip
    assert reading.reads_past_visibility(root) == []
