"""Foreign keys point down, and are foreign keys."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test.utils import isolate_apps

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations.models import Recommendation

from .laws import order, records
from .laws.source import ROOT

HEIGHTS = order.heights(ROOT)


def ours(prefix: str = "haicap.") -> list[records.Model]:
    return [
        each
        for each in apps.get_models(include_auto_created=True)
        if each.__module__.startswith(prefix)
    ]


@pytest.fixture(autouse=True)
def _apart() -> Iterator[None]:
    """Models planted here stay out of the real registry."""
    with isolate_apps("haicap.domain.tasks"):
        yield


def planted(name: str, room: str, **fields: object) -> records.Model:
    meta = type("Meta", (), {"app_label": "tasks"})
    body = {"__module__": f"haicap.domain.{room}.models", "Meta": meta, **fields}
    return type(name, (models.Model,), body)


def key(target: object, **options: object) -> models.ForeignKey:
    return models.ForeignKey(target, models.PROTECT, related_name="+", **options)


def test_the_order_of_pyproject_is_read_as_it_stands() -> None:
    assert HEIGHTS["haicap.domain.organisations"] < HEIGHTS["haicap.domain.tasks"]
    assert HEIGHTS["haicap.domain.tasks"] < HEIGHTS["haicap.domain.followups"]
    assert HEIGHTS["haicap.domain.elections"] == HEIGHTS["haicap.domain.staffing"]
    assert HEIGHTS["haicap.foundation.api"] < HEIGHTS["haicap.domain.organisations"]
    assert HEIGHTS["haicap.domain.cases"] < HEIGHTS["haicap.portal"]


def test_foreign_keys_point_down() -> None:
    assert records.keys_pointing_up(ours(), HEIGHTS) == []


def test_a_key_upwards_is_found() -> None:
    task = planted("Task", "tasks", session=key(Session), unit=key(Unit), parent=key("self"))
    assert len(records.keys_pointing_up([task], HEIGHTS)) == 1


def test_a_link_to_many_upwards_is_found() -> None:
    many = models.ManyToManyField(Recommendation, related_name="+")
    task = planted("Task", "meetings", asked=many)
    assert len(records.keys_pointing_up([task], HEIGHTS)) == 1


def test_a_key_to_a_room_on_the_same_line_is_found() -> None:
    post = planted("Post", "staffing")
    ballot = planted("Ballot", "elections", post=key(post))
    assert len(records.keys_pointing_up([ballot], HEIGHTS)) == 1


def test_a_key_from_the_foundation_into_a_room_is_found() -> None:
    file = planted("File", "tasks", owner=key(Unit))
    file.__module__ = "haicap.foundation.files.models"
    assert len(records.keys_pointing_up([file], HEIGHTS)) == 1


def test_links_are_kept_by_the_database() -> None:
    assert records.keys_in_disguise(ours("haicap.domain.")) == []


def test_a_number_that_names_a_record_is_found() -> None:
    task = planted("Task", "tasks", lead_id=models.BigIntegerField(), percent=models.IntegerField())
    assert records.keys_in_disguise([task]) == ["Task.lead_id is a number that stands for a record"]


def test_a_generic_key_is_found() -> None:
    note = planted(
        "Note",
        "tasks",
        content_type=key(ContentType),
        object_id=models.TextField(),
        about=GenericForeignKey(),
    )
    assert records.keys_in_disguise([note]) == ["Note.about is a generic key"]


def test_a_key_without_a_constraint_is_found() -> None:
    task = planted("Task", "tasks", lead=key(Unit, db_constraint=False))
    assert records.keys_in_disguise([task]) == ["Task.lead is not kept by the database"]
