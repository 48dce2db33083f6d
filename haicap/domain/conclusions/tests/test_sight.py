"""Who sees a conclusion and its notices: by circle, as the plain rule says it, in every world."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.domain.conclusions.models import Assignment, Conclusion, Item, Notice, Passage
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import Standing
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor

UNITS = 5
PLACE = st.integers(0, UNITS - 1)
PLACES = st.frozensets(PLACE, max_size=2)
IS = st.booleans()


@dataclass(frozen=True)
class Drawn:
    """What is written down of one conclusion at one time, its units by their place."""

    issuer: int
    is_delivered: bool
    visited: frozenset[int]
    lead: int
    received: frozenset[int]
    announcer: int
    is_issued: bool


WORLDS = st.lists(st.builds(Drawn, PLACE, IS, PLACES, PLACE, PLACES, PLACE, IS), max_size=3)


def write(units: list[Unit], drawn: Drawn, there: dict[str, Any]) -> None:
    """A conclusion of a session, with one task and one notice, made or made anew."""
    session, conclusion, task, notice = (
        there[name] for name in ("session", "conclusion", "task", "notice")
    )
    session.convened_by = units[0]
    session.save()
    session.communes.set([units[place] for place in drawn.visited])
    conclusion.session, conclusion.issuer = session, units[drawn.issuer]
    conclusion.state = "delivered" if drawn.is_delivered else "drafted"
    conclusion.save()
    task.lead, task.issuer = units[drawn.lead], units[1]
    task.save()
    item, _new = Item.objects.get_or_create(
        conclusion=conclusion, position=1, label="C1", text="Rà soát"
    )
    Assignment.objects.get_or_create(item=item, task=task)
    notice.conclusion, notice.issuer = conclusion, units[drawn.announcer]
    notice.state = "issued" if drawn.is_issued else "drafted"
    notice.symbol, notice.number, notice.issued_on = f"{there['number']}-TB", there["number"], DAY
    notice.save()
    notice.recipients.set([units[place] for place in drawn.received])


def pass_on(old: dict[str, Any], new: dict[str, Any]) -> None:
    """The task of one goes over to the item of the other; then it is led by somebody else."""
    assignment = Assignment.objects.get(task=old["task"])
    source, assignment.item = assignment.item, Item.objects.get(conclusion=new["conclusion"])
    assignment.save()
    Passage.objects.create(
        task=old["task"],
        from_item=source,
        to_item=assignment.item,
        notice=old["notice"],
        passed_on=DAY,
    )
    old["task"].lead = new["task"].lead
    old["task"].save()


DAY = date(2026, 3, 2)


def plainly_seen(actor: Actor, standing: Standing, each: Conclusion) -> bool:
    notices = each.notices.exclude(state="drafted")
    received = set(notices.values_list("recipients", flat=True))
    tasks = Task.objects.visible_to(actor)
    ordered = tasks.filter(assignment__item__conclusion=each)
    passed_on = tasks.filter(passages__from_item__conclusion=each)
    held = Session.objects.visible_to(actor).filter(conclusions=each)
    return bool(standing.units) and bool(
        each.issuer_id in standing.sides
        or received & standing.sides
        or ordered.exists()
        or passed_on.exists()
        or (each.state != "drafted" and held.exists())
    )


@pytest.mark.parametrize("only_reads", [False, True])
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=WORLDS, then=WORLDS, acts=PLACES, serves=PLACES, follows=PLACES)
def test_by_circle_one_sees_what_the_plain_rule_says(
    world: SmallProvince,
    only_reads: bool,
    first: list[Drawn],
    then: list[Drawn],
    acts: frozenset[int],
    serves: frozenset[int],
    follows: frozenset[int],
) -> None:
    """Drawn up, then with another session, task, notice, and other recipients."""
    units = list(Unit.objects.order_by("pk")[:UNITS])
    keys = [unit.pk for unit in units]
    standing = Standing(
        roles={keys[place]: frozenset({"officer"}) for place in acts},
        served=frozenset(keys[place] for place in serves),
        followed=frozenset(keys[place] for place in follows),
    )
    memo: dict[date, Standing] = {timezone.localdate(): standing}
    with transaction.atomic():
        drawn = [
            {
                "session": Session(title="Buổi làm việc", state="held"),
                "conclusion": Conclusion(title="Kết luận", delivered_on=DAY),
                "task": Task(text="Rà soát", assigned_on=DAY),
                "notice": Notice(series="2026"),
                "number": number,
            }
            for number, _each in enumerate(first, 1)
        ]
        for turn in (first, then):
            for there, told in zip(drawn, turn, strict=False):
                write(units, told, there)
        if len(drawn) > 1:
            pass_on(drawn[0], drawn[1])
        actor = Actor(name="Ana", user_id=1, memo={"standing": memo}, only_reads=only_reads)
        plain = {each for each in Conclusion.objects.all() if plainly_seen(actor, standing, each)}
        assert set(Conclusion.objects.visible_to(actor)) == plain
        assert {item.conclusion for item in Item.objects.visible_to(actor)} == plain
        notices = {
            each
            for each in Notice.objects.select_related("conclusion")
            if standing.units
            and (
                {each.issuer_id, each.conclusion.issuer_id} & standing.sides
                or (each.state != "drafted" and each.conclusion in plain)
            )
        }
        assert set(Notice.objects.visible_to(actor)) == notices
        transaction.set_rollback(True)
