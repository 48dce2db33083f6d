"""Who acts in a holder's place: from when to when, with which rights, under whose name."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from haicap.domain.organisations import actions
from haicap.domain.organisations.models import Appointment, Deputising, PositionKind
from haicap.domain.organisations.queries import standing_of
from haicap.domain.organisations.testing import (
    SmallProvince,
    builder,
    fresh,
    person,
    small_province,
)
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import MoveFailed

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
WEEK = timedelta(days=7)
HEAD = [PositionKind.HEAD]


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel("2026-03-02 05:00:00+00:00", tick=False):
        yield


@pytest.fixture
def world() -> SmallProvince:
    return small_province()


@pytest.fixture
def damira(world: SmallProvince) -> Actor:
    """A deputy head of the department, beside Frida, its head, and Felix, an officer."""
    return person("Damira", world.department, PositionKind.DEPUTY, "Phó Giám đốc Sở Tài chính")


def held(actor: Actor) -> Appointment:
    return Appointment.objects.get(user_id=actor.user_id)


def user(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def entrusted(principal: Actor, deputy: Actor, **said) -> Deputising:
    said = {
        "actor": principal,
        "from_on": TODAY,
        "until_on": TODAY + WEEK,
        "reason": "Đi học",
    } | said
    return actions.entrust(held(principal), deputy=user(deputy), **said)


def test_before_during_and_after_the_period(world, damira):
    entrusted(world.frida, damira, from_on=TODAY + WEEK, until_on=TODAY + 2 * WEEK)
    is_head = {}
    for days in (0, 6, 7, 13, 14):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            is_head[days] = standing_of(fresh(damira)).holds(world.department.pk, HEAD)
    assert is_head == {0: False, 6: False, 7: True, 13: True, 14: False}
    # The same is answered for any day, whenever it is asked.
    assert standing_of(damira, TODAY + WEEK).holds(world.department.pk, HEAD)
    assert not standing_of(damira, TODAY + 2 * WEEK).holds(world.department.pk, HEAD)


def test_the_holder_keeps_what_they_hold(world, damira):
    entrusted(world.frida, damira)
    assert standing_of(fresh(world.frida)).holds(world.department.pk, HEAD)


def test_the_journal_says_in_whose_place(world, damira):
    head = held(world.frida)
    head.position.title = "Giám đốc Sở Tài chính"
    head.position.save()
    entrusted(world.frida, damira)
    acting = fresh(damira)
    assert acting.on_behalf_of == "Phó Giám đốc Sở Tài chính, thay Giám đốc Sở Tài chính"
    entry = Entry.objects.get(event="position.entrust")
    assert (entry.details["deputy"], entry.details["person"]) == ("Damira", "Frida")
    assert entry.details["form"] == "KT"
    assert "Đi học" in entry.sentence


def test_an_officer_signs_by_mandate_and_the_office_by_order(world):
    felix = entrusted(world.frida, world.felix)
    assert felix.form == "TUQ"
    assert "thừa ủy quyền" in fresh(world.felix).on_behalf_of
    with pytest.raises(Invalid, match="KT"):
        entrusted(
            world.frida, world.felix, form="KT", from_on=TODAY + WEEK, until_on=TODAY + 2 * WEEK
        )
    with pytest.raises(Invalid, match="TL"):
        entrusted(
            world.frida, world.felix, form="TL", from_on=TODAY + WEEK, until_on=TODAY + 2 * WEEK
        )
    secretary = person("Saule", world.party_committee, PositionKind.HEAD)
    assert entrusted(secretary, world.clara, form="TL").form == "TL"
    assert standing_of(fresh(world.clara)).holds(world.party_committee.pk, HEAD)


@pytest.mark.parametrize("name", ["cora", "bogdan", "ana"])
def test_only_who_works_there_or_in_the_office_acts_in_the_place(world, name):
    with pytest.raises(Invalid, match="works there or in its office") as found:
        entrusted(world.frida, getattr(world, name))
    assert found.value.field == "deputy"
    assert not Deputising.objects.exists()


def test_nobody_deputises_for_themselves(world):
    with pytest.raises(Invalid, match="themselves"):
        entrusted(world.frida, world.frida)


def test_what_is_entrusted_is_not_passed_on(world, damira):
    entrusted(world.frida, damira)
    dinara = person("Dinara", world.department, PositionKind.DEPUTY)
    acting = fresh(damira)
    for whose in (world.frida, dinara):
        with pytest.raises(Refused):
            actions.entrust(
                held(whose),
                actor=acting,
                deputy=user(world.felix),
                from_on=TODAY + WEEK,
                until_on=TODAY + 2 * WEEK,
                reason="Đi học",
            )
    # Her own position is hers to entrust; with it goes nothing of Frida's.
    entrusted(damira, world.felix, actor=acting)
    felix = standing_of(fresh(world.felix))
    assert felix.holds(world.department.pk, [PositionKind.DEPUTY])
    assert not felix.holds(world.department.pk, HEAD)


def test_an_officer_entrusts_nothing_of_others_and_the_head_does(world, damira):
    with pytest.raises(Refused):
        entrusted(damira, world.felix, actor=world.felix)
    assert entrusted(damira, world.felix, actor=world.frida)
    with pytest.raises(Refused):
        entrusted(world.frida, damira, actor=world.cora)


def test_who_keeps_accounts_is_appointed_and_never_deputised_for(world):
    keeper = person("Quân", world.department, PositionKind.ADMINISTRATOR)
    with pytest.raises(Refused):
        entrusted(keeper, world.felix)
    # Nor does keeping them count as working there.
    with pytest.raises(Invalid):
        entrusted(world.frida, keeper)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"from_on": TODAY - timedelta(days=1)}, "from_on"),
        ({"until_on": TODAY}, "until_on"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"form": "TM"}, "form"),
    ],
)
def test_what_makes_no_sense_is_said_by_field(world, damira, said, field):
    with pytest.raises(Invalid) as found:
        entrusted(world.frida, damira, **said)
    assert found.value.field == field
    assert not Deputising.objects.exists()


def test_one_at_a_time_acts_in_a_place(world, damira):
    first = entrusted(world.frida, damira)
    with pytest.raises(MoveFailed, match="Damira"):
        entrusted(world.frida, world.felix, from_on=TODAY + WEEK - timedelta(days=1))
    entrusted(world.frida, world.felix, from_on=TODAY + WEEK, until_on=TODAY + 2 * WEEK)
    actions.end_deputising(first, actor=world.frida)
    entrusted(world.frida, world.felix)


def test_it_ends_early_at_once_and_only_once(world, damira):
    running = entrusted(world.frida, damira)
    with pytest.raises(Refused):
        actions.end_deputising(running, actor=world.felix)
    actions.end_deputising(running, actor=fresh(damira))
    assert not standing_of(fresh(damira)).holds(world.department.pk, HEAD)
    assert running.until_on == TODAY
    with pytest.raises(MoveFailed):
        actions.end_deputising(running, actor=world.frida)
    assert Entry.objects.filter(event="position.end_deputising").count() == 1


def test_what_is_withdrawn_before_it_begins_never_holds(world, damira):
    coming = entrusted(world.frida, damira, from_on=TODAY + WEEK, until_on=TODAY + 2 * WEEK)
    actions.end_deputising(coming, actor=world.frida)
    assert coming.until_on == coming.from_on
    assert not standing_of(damira, TODAY + WEEK).holds(world.department.pk, HEAD)


def test_it_ends_with_the_appointment_of_either(world, damira):
    entrusted(world.frida, damira)
    tomorrow = TODAY + timedelta(days=1)
    assert standing_of(fresh(damira), tomorrow).holds(world.department.pk, HEAD)
    actions.end_appointment(held(world.frida), actor=builder(), on=tomorrow)
    assert not standing_of(fresh(damira), tomorrow).holds(world.department.pk, HEAD)
    assert standing_of(fresh(damira), TODAY).holds(world.department.pk, HEAD)


def test_a_deputy_who_leaves_the_unit_acts_there_no_more(world, damira):
    entrusted(world.frida, damira)
    tomorrow = TODAY + timedelta(days=1)
    actions.end_appointment(held(damira), actor=builder(), on=tomorrow)
    person("Damira", world.other_department, PositionKind.DEPUTY)
    assert not standing_of(fresh(damira), tomorrow).holds(world.department.pk, HEAD)


def test_it_lasts_no_longer_than_the_appointment(world, damira):
    Appointment.objects.filter(user_id=world.frida.user_id).update(until_on=TODAY + WEEK)
    with pytest.raises(Invalid) as found:
        entrusted(world.frida, damira, until_on=TODAY + 2 * WEEK)
    assert found.value.field == "until_on"
