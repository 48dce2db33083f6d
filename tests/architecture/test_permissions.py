"""The permission matrix is what the rules do: read from them, and tried against them."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from haicap.domain.organisations.models import PositionKind, Unit
from haicap.domain.organisations.queries import Standing, held
from haicap.foundation.access import Actor, Refusal, all_of, needs_of
from haicap.foundation.workflow import FLOWS, Flow, Move
from tools.drawn import permissions
from tools.drawn.states import model_of

autodiscover_modules("rules")

ELSEWHERE = 999
MOVES = [
    pytest.param(flow, move, id=f"{flow.name}.{move.verb}")
    for flow in FLOWS.values()
    if model_of(flow)
    for move in flow.moves.values()
]


def positioned(**roles: str) -> Actor:
    """Someone signed in who holds these kinds of position today: `u7="head"`."""
    standing = Standing(roles={int(unit[1:]): frozenset({kind}) for unit, kind in roles.items()})
    return Actor("Ana", user_id=1, memo={"standing": {timezone.localdate(): standing}})


def record_of(flow: Flow, move: Move) -> tuple[Any, dict[str, int]]:
    """A record of the flow, in memory, and relation → the unit it names there."""
    model = model_of(flow)
    assert model is not None
    thing, ids, units = model(pk=1, state=min(move.from_states)), count(11), {}
    for field in model._meta.local_fields:
        if field.is_relation and not field.null:
            _related(thing, field.name, ids)
    for relation in sorted({need.relation for need in needs_of(move.rule)}):
        *path, last = relation.split(".")
        here: models.Model = thing
        for step in path:
            here = _related(here, step, ids)
        units[relation] = _related(here, last, ids).pk
    return thing, units


def _related(here: models.Model, name: str, ids: Iterator[int]) -> models.Model:
    field = here._meta.get_field(name)
    if field.many_to_many:
        return _one_of_many(here, field, next(ids))
    if field.one_to_many:
        return _one_of_its_own(here, field, ids)
    if getattr(here, f"{name}_id") is None:
        setattr(here, name, field.related_model(pk=next(ids)))
    return getattr(here, name)


def _one_of_many(here: models.Model, field: Any, number: int) -> models.Model:
    unit = Unit.objects.create(pk=number, key=str(number), kind="commune", name="Xã")
    names = {field.m2m_field_name(): here.pk, field.m2m_reverse_field_name(): unit.pk}
    field.remote_field.through.objects.create(**{f"{name}_id": pk for name, pk in names.items()})
    return unit


def _one_of_its_own(here: models.Model, field: Any, ids: Iterator[int]) -> models.Model:
    """A row that belongs to the record, with what it must say; the units it names are new."""
    said: dict[str, Any] = {field.field.attname: here.pk}
    for own in field.related_model._meta.local_concrete_fields:
        if own.null or own.has_default() or own.primary_key or own.attname in said:
            continue
        if own.is_relation:
            number = next(ids)
            said[own.attname] = number
            Unit.objects.create(pk=number, key=str(number), kind="commune", name="Xã")
        else:
            said[own.attname] = timezone.localdate() if "Date" in own.get_internal_type() else "x"
    row: models.Model = field.related_model.objects.create(**said)
    return row


@pytest.fixture
def _nothing_stays(db: None) -> Iterator[None]:
    """Links are made to records that only exist in memory: they go before anybody checks."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(("flow", "move"), MOVES)
def test_every_move_asks_for_a_position(flow: Flow, move: Move) -> None:
    assert needs_of(move.rule), f"anybody may {move.verb} a {flow.name}, as far as the matrix knows"


@pytest.mark.usefixtures("_nothing_stays")
@pytest.mark.parametrize(("flow", "move"), MOVES)
def test_a_position_that_is_not_asked_for_is_refused(flow: Flow, move: Move) -> None:
    thing, units = record_of(flow, move)
    assert move.rule(Actor("Cora", user_id=2, memo={"standing": {}}), thing)
    wanted = {
        (units[need.relation], kind) for need in needs_of(move.rule) for kind in need.positions
    }
    for unit in [*units.values(), ELSEWHERE]:
        for kind in PositionKind.values:
            if (unit, kind) not in wanted:
                refusal = move.rule(positioned(**{f"u{unit}": kind}), thing)
                assert refusal, f"{kind} of unit {unit} may {move.verb} a {flow.name}"


@pytest.mark.usefixtures("_nothing_stays")
@pytest.mark.parametrize(("flow", "move"), MOVES)
def test_a_position_that_is_asked_for_is_not_refused_for_lack_of_it(flow: Flow, move: Move) -> None:
    thing, units = record_of(flow, move)
    stranger = move.rule(Actor("Cora", user_id=2, memo={"standing": {}}), thing)
    roles = {f"u{units[need.relation]}": min(need.positions) for need in needs_of(move.rule)}
    refusal = move.rule(positioned(**roles), thing)
    assert stranger
    assert refusal is None or refusal.reason != stranger.reason


def test_the_matrix_shows_what_the_rules_ask() -> None:
    by_lead = held("lead", PositionKind.HEAD, PositionKind.CLERK, otherwise="no")
    by_office = held("issuer.office", PositionKind.CLERK, otherwise="no")

    def with_evidence(actor: Actor, thing: object) -> Refusal | None:
        return None

    start = frozenset({"assigned"})
    flow = Flow(
        "work",
        Move("report", start, "reported", all_of(by_lead, with_evidence), "Report"),
        Move("cancel", start, "cancelled", by_office, "Cancel"),
        initial="assigned",
        awaits={"assigned": "the lead", "reported": None, "cancelled": None},
    )
    del FLOWS["work"]
    page = permissions.page([flow])
    assert "| `issuer.office` | clerk |  | ✓ |" in page
    assert "| `lead` | clerk | ✓ |  |" in page
    assert "| `lead` | head | ✓ |  |" in page
    assert page.count("✓") == 3 + permissions.PREAMBLE.count("✓")


def test_a_unit_in_memory_is_enough_for_a_rule_of_place() -> None:
    thing = Unit(pk=5, office=Unit(pk=7))
    rule = held("office", PositionKind.HEAD, otherwise="no")
    assert rule(positioned(u7="head"), thing) is None
    assert rule(positioned(u5="head"), thing)
