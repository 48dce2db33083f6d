"""Who sees a task and how many: the fast forms equal the plain ones in every world."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import Standing, standing_of
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.domain.tasks.counting import SEEN
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.queries import found, leads_seen, matrix, matrix_seen
from haicap.domain.tasks.testing import assigned_task, verified_task
from haicap.foundation.access import Actor
from haicap.foundation.ledger.folding import fold
from haicap.foundation.ledger.models import Posting
from haicap.foundation.ledger.recounting import verify
from haicap.foundation.ledger.settling import settle

BEGIN = date(2025, 1, 1)
DAYS = st.dates(BEGIN, date(2025, 3, 9))
UNITS = 6


@dataclass(frozen=True)
class Drawn:
    """A task as it is drawn: places in a list of units."""

    lead: int
    issuer: int
    verifier: int | None
    coordinating: frozenset[int]
    due_on: date | None
    state: str
    done_on: date


PLACE = st.integers(0, UNITS - 1)
TASK = st.builds(
    Drawn,
    lead=PLACE,
    issuer=PLACE,
    verifier=st.none() | PLACE,
    coordinating=st.frozensets(PLACE, max_size=4),
    due_on=st.none() | DAYS,
    state=st.sampled_from(Task.State.values),
    done_on=DAYS,
)
PLACES = st.frozensets(PLACE, max_size=4)


def plainly_seen(standing: Standing, task: Task) -> bool:
    """DESIGN's sentence, word for word: lead, coordinating, verifying; the issuer, its office."""
    doing = {task.lead_id, task.verifier_id, *task.coordinating.values_list("pk", flat=True)}
    doing |= {each.from_unit_id for each in task.handovers.all()}
    doing |= {task.parent.lead_id} if task.parent else set()
    return bool(standing.units) and bool(
        standing.units & doing or task.issuer_id in standing.units | standing.served
    )


def write(task: Task, units: Sequence[Unit], drawn: Drawn) -> None:
    """As the database would hold it, past every rule; then what it counts as."""
    task.lead, task.issuer = units[drawn.lead], units[drawn.issuer]
    task.verifier = None if drawn.verifier is None else units[drawn.verifier]
    task.due_on, task.due_precision = drawn.due_on, "day" if drawn.due_on else "unstated"
    task.state = drawn.state
    task.done_on = drawn.done_on if drawn.state == "verified" else None
    task.received_on = drawn.done_on if drawn.state == "acknowledged" else None
    task.save()
    task.coordinating.set([units[place] for place in drawn.coordinating])
    settle(task)


def actor_standing(units: Sequence[Unit], acts: frozenset[int], serves: frozenset[int]) -> Actor:
    """Somebody who acts in some units and keeps the papers of others."""
    officer = frozenset({"officer"})
    standing = Standing(
        roles={units[place].pk: officer for place in acts},
        served=frozenset(units[place].pk for place in serves) if acts else frozenset(),
    )
    return Actor(name="Ana", user_id=1, memo={"standing": {date.today(): standing}})


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.lists(TASK, max_size=7),
    then=st.lists(TASK, max_size=7),
    acts=PLACES,
    serves=PLACES,
    today=DAYS,
    due_by=st.none() | DAYS,
    lead=st.none() | PLACE,
    folds=st.booleans(),
)
def test_everybody_sees_and_counts_what_the_plain_rule_says(
    world: SmallProvince,
    first: list[Drawn],
    then: list[Drawn],
    acts: frozenset[int],
    serves: frozenset[int],
    today: date,
    due_by: date | None,
    lead: int | None,
    folds: bool,
) -> None:
    """Tasks are drawn, then drawn anew: another lead, other helpers, another state and day."""
    with transaction.atomic():
        units = list(Unit.objects.order_by("pk")[:UNITS])
        tasks = [Task(text="Việc", assigned_on=BEGIN) for _task in first]
        for task, drawn in zip(tasks, first, strict=True):
            write(task, units, drawn)
        if folds:
            fold()
        for task, drawn in zip(tasks, then, strict=False):
            write(task, units, drawn)
        actor = actor_standing(units, acts, serves)
        led = None if lead is None else units[lead]
        compare(actor, today, led, due_by)
        transaction.set_rollback(True)


def compare(actor: Actor, today: date, lead: Unit | None, due_by: date | None) -> None:
    plain = {task.pk for task in Task.objects.all() if plainly_seen(standing_of(actor), task)}
    visible = Task.objects.visible_to(actor)
    assert set(visible.values_list("pk", flat=True)) == plain
    narrowed = found(visible, on=today, lead=lead.key if lead else "", due_by=due_by)
    assert matrix_seen(actor, today, lead=lead, due_by=due_by) == matrix(narrowed, today)
    assert set(leads_seen(actor)) == {task.lead for task in visible}


def test_what_is_posted_is_what_the_register_says(world: SmallProvince) -> None:
    assigned_task(world, coordinating=[world.commune_b])
    verified_task(world, due_on=date.today(), due_precision="day")
    fold()
    assert verify() == []
    task = Task.objects.first()
    Task.objects.filter(pk=task.pk).update(lead=world.commune_b)
    assert {each.what for each in verify()} == {"register"}


def test_nothing_is_posted_twice(world: SmallProvince) -> None:
    task = assigned_task(world)
    before = Posting.objects.filter(measure=SEEN).count()
    assert settle(task) == []
    assert Posting.objects.filter(measure=SEEN).count() == before


def test_a_report_that_changes_no_number_posts_nothing(world: SmallProvince) -> None:
    task = assigned_task(world)
    before = Posting.objects.count()
    task.refresh_from_db()
    from haicap.domain.tasks.actions import report_progress  # noqa: PLC0415

    report_progress(task, actor=world.ana, text="Đã làm một nửa.", percent=50)
    assert Posting.objects.count() == before


def test_numbers_cost_three_queries_however_many_units(
    world: SmallProvince, django_assert_num_queries: object
) -> None:
    assigned_task(world)
    both = person("Boris", world.group, "member")
    both = person("Boris", world.party_office, "clerk")
    assert matrix_seen(both, date.today()).total == 1
    with django_assert_num_queries(3):
        matrix_seen(both, date.today())


@pytest.mark.parametrize("change", ["lead", "verifier", "issuer"])
def test_who_comes_in_sees_it_and_who_leaves_no_longer(world: SmallProvince, change: str) -> None:
    """Kept by the database: also where nobody thought of it."""
    task = assigned_task(world, verifier=world.group)
    Task.objects.filter(pk=task.pk).update(**{change: world.other_department})
    newcomer = person("Nina", world.other_department)
    assert Task.objects.visible_to(newcomer).get() == task
    left = {"lead": world.ana, "verifier": world.bogdan, "issuer": world.clara}[change]
    assert not Task.objects.visible_to(left).exists()


def test_a_task_of_tomorrow_is_not_overdue_today(world: SmallProvince) -> None:
    today = date.today()
    for day in (-1, 0, 1):
        due = {"due_on": today + timedelta(day), "due_precision": "day"}
        assigned_task(world, effective_on=today - timedelta(9), **due)
    numbers = matrix_seen(world.ana, today)
    assert (numbers.open_in_term, numbers.open_overdue) == (2, 1)
