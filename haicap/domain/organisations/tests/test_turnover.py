"""Acting until somebody is appointed for good, and who follows when an appointment ends."""

from datetime import date

import pytest
import time_machine

from haicap.domain.organisations import actions
from haicap.domain.organisations.actions import Successor
from haicap.domain.organisations.models import Appointment, PositionKind
from haicap.domain.organisations.queries import standing_of
from haicap.domain.organisations.testing import (
    SmallProvince,
    builder,
    fresh,
    person,
    small_province,
)
from haicap.foundation.access import Invalid
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db

TODAY, NEXT_DAY = date(2026, 3, 2), date(2026, 3, 3)
HEAD = [PositionKind.HEAD]
TITLE = "Giám đốc Sở Tài chính"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel("2026-03-02 05:00:00+00:00", tick=False):
        yield


@pytest.fixture
def world() -> SmallProvince:
    return small_province()


def head_of(world: SmallProvince) -> Appointment:
    head = Appointment.objects.get(user_id=world.frida.user_id)
    head.position.title = TITLE
    head.position.save()
    return head


def felix(world: SmallProvince) -> User:
    return User.objects.get(pk=world.felix.user_id)


@pytest.mark.parametrize(
    ("acting", "title"),
    [
        ("", TITLE),
        ("acting", f"Quyền {TITLE}"),
        ("in_charge", f"{TITLE} (được giao phụ trách)"),
        ("running", f"{TITLE} (được giao điều hành)"),
    ],
)
def test_who_acts_holds_all_rights_and_is_called_acting(world, acting, title):
    actions.appoint(
        world.other_department,
        actor=builder(),
        kind=PositionKind.HEAD,
        title=TITLE,
        acting=acting,
        user=felix(world),
    )
    felix_now = fresh(world.felix)
    assert standing_of(felix_now).holds(world.other_department.pk, HEAD)
    assert title in felix_now.on_behalf_of.split("; ")
    assert title in Entry.objects.filter(event="position.appoint").last().details["position"]


def test_only_a_head_is_acting(world):
    for kind, acting in ((PositionKind.CLERK, "acting"), (PositionKind.HEAD, "king")):
        with pytest.raises(Invalid) as found:
            actions.appoint(
                world.department,
                actor=builder(),
                kind=kind,
                title="Một chức vụ",
                acting=acting,
                person_name="Ông A",
            )
        assert found.value.field == "acting"


def test_where_nobody_is_left_to_sign_a_successor_is_asked_for(world):
    head = head_of(world)
    with pytest.raises(Invalid, match="nobody left who signs") as found:
        actions.end_appointment(head, actor=builder(), on=NEXT_DAY)
    assert found.value.field == "successor"
    head.refresh_from_db()
    assert head.until_on is None


def test_the_successor_holds_it_from_the_day_it_ends(world):
    head = head_of(world)
    following = Successor(user=felix(world), acting="acting")
    follows = actions.end_appointment(head, actor=builder(), on=NEXT_DAY, successor=following)
    assert (head.until_on, follows.from_on, follows.title) == (NEXT_DAY, NEXT_DAY, f"Quyền {TITLE}")
    assert not standing_of(fresh(world.felix), TODAY).holds(world.department.pk, HEAD)
    assert standing_of(fresh(world.felix), NEXT_DAY).holds(world.department.pk, HEAD)
    entry = Entry.objects.get(event="position.hand_over")
    assert entry.details["successor"] == "Felix"
    assert "Felix" in entry.sentence


def test_it_may_stay_vacant_for_a_reason(world):
    head = head_of(world)
    words = "Chờ kiện toàn nhân sự"
    assert not actions.end_appointment(head, actor=builder(), on=NEXT_DAY, vacant_because=words)
    entry = Entry.objects.get(event="position.leave_vacant")
    assert entry.details["vacant_because"] == words
    assert words in entry.sentence


def test_nobody_is_asked_for_where_a_deputy_still_signs(world):
    person("Damira", world.department, PositionKind.DEPUTY)
    assert actions.end_appointment(head_of(world), actor=builder(), on=NEXT_DAY) is None
    assert Entry.objects.filter(event="position.end").count() == 1


def test_a_deputy_whose_time_ends_the_same_day_does_not_count(world):
    person("Damira", world.department, PositionKind.DEPUTY)
    Appointment.objects.filter(user__username="damira").update(until_on=NEXT_DAY)
    with pytest.raises(Invalid, match="signs"):
        actions.end_appointment(head_of(world), actor=builder(), on=NEXT_DAY)


def test_the_last_one_who_works_there_leaves_nothing_to_nobody(world):
    clerk = Appointment.objects.get(user_id=world.clara.user_id)
    with pytest.raises(Invalid, match="what is open"):
        actions.end_appointment(clerk, actor=builder(), on=NEXT_DAY)
    officer = Appointment.objects.get(user_id=world.felix.user_id)
    assert actions.end_appointment(officer, actor=builder(), on=NEXT_DAY) is None


def test_successor_and_vacancy_exclude_each_other_and_nobody_follows_themselves(world):
    head = head_of(world)
    frida = User.objects.get(pk=world.frida.user_id)
    for said, field in (
        ({"successor": Successor(person_name="Ông A"), "vacant_because": "x"}, "vacant_because"),
        ({"successor": Successor(user=frida)}, "successor"),
        ({"successor": Successor()}, "person_name"),
        ({"successor": Successor(person_name="Ông A", acting="king")}, "acting"),
    ):
        with pytest.raises(Invalid) as found:
            actions.end_appointment(head, actor=builder(), on=NEXT_DAY, **said)
        assert found.value.field == field
    head.refresh_from_db()
    assert head.until_on is None


def test_who_was_acting_is_appointed_for_good(world):
    head = head_of(world)
    Appointment.objects.filter(pk=head.pk).update(acting="acting")
    head.refresh_from_db()
    frida = User.objects.get(pk=world.frida.user_id)
    follows = actions.end_appointment(
        head, actor=builder(), on=NEXT_DAY, successor=Successor(user=frida)
    )
    assert (head.title, follows.title) == (f"Quyền {TITLE}", TITLE)
