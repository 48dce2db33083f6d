"""A task is given to exactly one unit, until a day that is as exact as it was said."""

from datetime import date
from typing import Any

import pytest

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.queries import story_of
from haicap.domain.tasks.testing import assigned_task
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.journal.models import Entry

Precision = Task.DuePrecision


def test_the_office_of_the_issuer_assigns(world: SmallProvince) -> None:
    task = assigned_task(world, actor=world.clara, coordinating=[world.department])
    assert task.state == Task.State.ASSIGNED
    assert list(task.coordinating.all()) == [world.department]
    entry = Entry.objects.get(event="task.assign")
    assert (entry.subject_id, entry.after) == (str(task.pk), "assigned")


def test_nobody_else_assigns_in_the_name_of_the_issuer(world: SmallProvince) -> None:
    for actor in (world.ana, world.bogdan, world.felix, world.cora):
        with pytest.raises(Refused):
            assigned_task(world, actor=actor)
    assert not Task.objects.exists()


def test_an_office_does_not_assign_for_a_body_it_does_not_serve(world: SmallProvince) -> None:
    with pytest.raises(Refused):
        assigned_task(world, actor=world.clara, issuer=world.peoples_committee)


@pytest.mark.parametrize(
    ("precision", "said", "kept"),
    [
        (Precision.DAY, date(2025, 11, 15), date(2025, 11, 15)),
        (Precision.MONTH, date(2025, 11, 1), date(2025, 11, 30)),
        (Precision.MONTH, date(2028, 2, 3), date(2028, 2, 29)),
        (Precision.QUARTER, date(2026, 1, 31), date(2026, 3, 31)),
        (Precision.QUARTER, date(2025, 12, 1), date(2025, 12, 31)),
        (Precision.YEAR, date(2025, 12, 1), date(2025, 12, 31)),
        (Precision.REGULAR, None, None),
        (Precision.UNSTATED, None, None),
    ],
)
def test_a_deadline_is_the_last_day_of_what_was_said(
    world: SmallProvince, precision: str, said: date | None, kept: date | None
) -> None:
    day = date(2025, 10, 27)
    task = assigned_task(world, due_on=said, due_precision=precision, effective_on=day)
    task.refresh_from_db()
    assert task.due_on == kept


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("text", {"text": "  "}),
        ("due_on", {"due_on": date(2030, 1, 1)}),
        ("due_on", {"due_on": date(2030, 1, 1), "due_precision": Precision.REGULAR}),
        ("due_on", {"due_precision": Precision.DAY}),
        ("due_on", {"due_on": date(2025, 1, 1), "due_precision": Precision.DAY}),
        ("due_precision", {"due_precision": "week"}),
        ("assigned_on", {"assigned_on": date(2999, 1, 1)}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    world: SmallProvince, field: str, given: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        assigned_task(world, **given)
    assert refused.value.field == field
    assert not Task.objects.exists()


def test_the_lead_neither_coordinates_nor_verifies(world: SmallProvince) -> None:
    with pytest.raises(Invalid) as refused:
        assigned_task(world, coordinating=[world.department, world.commune_a])
    assert refused.value.field == "coordinating"
    with pytest.raises(Invalid) as refused:
        assigned_task(world, verifier=world.commune_a)
    assert refused.value.field == "verifier"


@pytest.mark.parametrize("who", ["party_committee", "department", "peoples_committee_of_a"])
def test_neither_who_orders_the_work_nor_who_helps_with_it_verifies_it(
    world: SmallProvince, who: str
) -> None:
    within = world.body("06529.ubnd")
    verifier = within if who == "peoples_committee_of_a" else getattr(world, who)
    with pytest.raises(Invalid) as refused:
        assigned_task(world, coordinating=[world.department], verifier=verifier)
    assert refused.value.field == "verifier"
    assert not Task.objects.exists()


def test_a_unit_that_is_gone_leads_nothing(world: SmallProvince) -> None:
    gone = world.commune_b
    type(gone).objects.filter(pk=gone.pk).update(dissolved_on=date(2025, 7, 1))
    gone.refresh_from_db()
    with pytest.raises(Invalid, match="Thống Nhất does not exist on") as refused:
        assigned_task(world, lead=gone)
    assert refused.value.field == "lead"
    assert assigned_task(world, lead=gone, effective_on=date(2025, 6, 30))


def test_a_task_of_the_example_says_so(world: SmallProvince) -> None:
    hand = Actor("loader", is_house=True, is_simulated=True)
    task = assigned_task(world, actor=hand)
    assert task.is_simulated
    assert story_of(task)[0].is_simulated
