"""The file as another program reads it: what moved, what was cancelled, what is not one's own."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from haicap.domain.calendars.actions import close_calendar, open_calendar
from haicap.domain.meetings.actions import cancel_session, reschedule_session
from haicap.domain.meetings.testing import planned_session
from haicap.domain.organisations.actions import end_appointment
from haicap.domain.organisations.models import Appointment, Unit
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.testing import assigned_task
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User

SOON = timezone.localdate() + timedelta(days=20)
LATER = SOON + timedelta(days=7)


def address_of(actor: Actor, unit: Unit | None = None) -> str:
    owner = User.objects.get(pk=actor.user_id)
    return f"/calendars/{open_calendar(owner, actor=actor, unit=unit).secret}.ics"


def events_at(address: str) -> dict[str, Any]:
    """Uid → event, read by a library that had no hand in writing it."""
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = vobject.readOne(answer.content.decode())
    return {event.uid.value: event for event in getattr(found, "vevent_list", [])}


def only(events: dict[str, Any]) -> Any:
    (event,) = events.values()
    return event


def test_a_planned_session_stands_at_its_hours_in_the_time_of_vietnam(world: SmallProvince) -> None:
    planned_session(world, held_on=SOON, part_of_day="morning", place="Hội trường UBND xã")
    event = only(events_at(address_of(world.clara)))
    begin = event.dtstart.value
    assert (begin.date(), begin.hour, begin.minute) == (SOON, 7, 30)
    assert begin.utcoffset() == timedelta(hours=7)
    assert event.location.value == "Hội trường UBND xã"
    assert event.status.value == "CONFIRMED"
    assert event.sequence.value == "0"


def test_a_session_without_a_part_of_the_day_takes_the_whole_day(world: SmallProvince) -> None:
    planned_session(world, held_on=SOON)
    event = only(events_at(address_of(world.clara)))
    assert (event.dtstart.value, event.dtend.value) == (SOON, SOON + timedelta(days=1))


def test_a_moved_session_keeps_its_number_and_counts_its_changes(world: SmallProvince) -> None:
    session = planned_session(world, held_on=SOON, part_of_day="morning")
    address = address_of(world.clara)
    before = only(events_at(address))
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1), tick=False):
        reschedule_session(
            session, actor=world.clara, held_on=LATER, part_of_day="afternoon", reason="Mưa lũ."
        )
    after = only(events_at(address))
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.last_modified.value > before.last_modified.value
    assert (after.dtstart.value.date(), after.dtstart.value.hour) == (LATER, 13)


def test_a_cancelled_session_stays_and_says_that_it_is_cancelled_and_why(
    world: SmallProvince,
) -> None:
    session = planned_session(world, held_on=SOON)
    address = address_of(world.clara)
    before = only(events_at(address))
    cancel_session(session, actor=world.clara, reason="Mưa lũ.")
    after = only(events_at(address))
    assert (after.uid.value, after.status.value) == (before.uid.value, "CANCELLED")
    assert int(after.sequence.value) > int(before.sequence.value)
    assert "Mưa lũ." in after.description.value


def test_a_session_whose_day_is_not_known_stands_in_no_calendar(world: SmallProvince) -> None:
    planned_session(world)
    assert events_at(address_of(world.clara)) == {}


def test_a_deadline_is_an_entry_of_the_whole_day_that_keeps_nobody_busy(
    world: SmallProvince,
) -> None:
    task = assigned_task(world, due_on=SOON, due_precision="day")
    assigned_task(world, lead=world.department, due_on=SOON, due_precision="day")
    event = only(events_at(address_of(world.ana)))
    assert event.uid.value.startswith(f"task-{task.pk}@")
    assert event.dtstart.value == SOON
    assert event.transp.value == "TRANSPARENT"


def test_a_unit_has_a_calendar_of_its_own(world: SmallProvince) -> None:
    planned_session(world, held_on=SOON, communes=[world.commune_a])
    planned_session(world, held_on=LATER, communes=[world.commune_b], group=None)
    assigned_task(world, lead=world.commune_a, due_on=SOON, due_precision="day")
    of_unit = events_at(address_of(world.ana, world.commune_a))
    assert sorted(uid.split("-")[0] for uid in of_unit) == ["session", "task"]


def test_what_its_owner_may_not_see_is_not_in_it(world: SmallProvince) -> None:
    planned_session(world, held_on=SOON, communes=[world.commune_b], group=None)
    assert events_at(address_of(world.ana)) == {}
    assert len(events_at(address_of(world.mila))) == 1


def test_a_closed_address_and_one_opened_anew_answer_nothing(world: SmallProvince) -> None:
    owner = User.objects.get(pk=world.ana.user_id)
    first = open_calendar(owner, actor=world.ana)
    second = open_calendar(owner, actor=world.ana)
    assert Client().get(f"/calendars/{first.secret}.ics").status_code == 404
    close_calendar(second.calendar, actor=world.ana)
    assert Client().get(f"/calendars/{second.secret}.ics").status_code == 404


@pytest.mark.parametrize("of_unit", [False, True])
def test_the_end_of_a_position_closes_it(world: SmallProvince, of_unit: bool) -> None:
    address = address_of(world.ana, world.commune_a if of_unit else None)
    assert Client().get(address).status_code == 200
    held = Appointment.objects.get(user_id=world.ana.user_id)
    end_appointment(held, actor=world.house, on=timezone.localdate(), vacant_because="Thử.")
    assert Client().get(address).status_code == 404


def test_an_account_that_is_switched_off_reads_nothing(world: SmallProvince) -> None:
    address = address_of(world.ana)
    User.objects.filter(pk=world.ana.user_id).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_what_did_not_change_is_not_sent_again(world: SmallProvince) -> None:
    session = planned_session(world, held_on=SOON)
    address = address_of(world.clara)
    tag = Client().get(address)["ETag"]
    assert Client().get(address, headers={"If-None-Match": tag}).status_code == 304
    reschedule_session(session, actor=world.clara, held_on=LATER, reason="Mưa lũ.")
    assert Client().get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_secret_is_kept_nowhere(world: SmallProvince) -> None:
    owner = User.objects.get(pk=world.ana.user_id)
    opened = open_calendar(owner, actor=world.ana)
    assert opened.secret not in str(vars(opened.calendar))


def test_many_sessions_ask_no_more_than_one(world: SmallProvince) -> None:
    address = address_of(world.clara)
    with_one = _asked(world, address, SOON)
    with_three = _asked(world, address, LATER, LATER + timedelta(days=1))
    assert with_three == with_one


def _asked(world: SmallProvince, address: str, *days: date) -> int:
    for day in days:
        planned_session(world, held_on=day, part_of_day="whole_day")
    with CaptureQueriesContext(connection) as asked:
        Client().get(address)
    return len(asked)
