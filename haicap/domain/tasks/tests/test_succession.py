"""What lies in the hand of somebody who leaves goes where whoever ended it said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from haicap.domain.organisations.actions import Successor, end_appointment
from haicap.domain.organisations.models import Appointment, PositionKind
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.domain.tasks import actions, jobs
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.queries import story_of
from haicap.domain.tasks.testing import assigned_task, verified_task
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.accounts.models import User


def held(actor: Actor) -> Appointment:
    return Appointment.objects.get(user_id=actor.user_id)


def in_hand(world: SmallProvince) -> Task:
    task = assigned_task(world, lead=world.department)
    actions.hand_task(task, actor=world.house, person=held(world.felix))
    return task


def hand_of(task: Task) -> Appointment | None:
    return Task.objects.select_related("handler__user").get(pk=task.pk).handler


@pytest.fixture
def nora(world: SmallProvince) -> User:
    return User.objects.get(pk=person("Nora").user_id)


def test_the_successor_takes_it_up_when_the_day_has_come_and_not_before(
    world: SmallProvince, nora: User
) -> None:
    task, today = in_hand(world), timezone.localdate()
    tomorrow = today + timedelta(1)
    left = held(world.felix)
    heir = end_appointment(left, actor=world.house, on=tomorrow, successor=Successor(user=nora))
    assert actions.pass_on_hands(today, actor=world.house) == 0
    assert hand_of(task) == left
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.utils.timezone.localdate", lambda: tomorrow)
        assert actions.pass_on_hands(tomorrow, actor=world.house) == 1
        assert actions.pass_on_hands(tomorrow, actor=world.house) == 0
    assert hand_of(task) == heir
    assert "Nora" in story_of(task)[-1].sentence
    assert "Felix" in story_of(task)[-1].sentence


def test_it_goes_back_to_the_unit_where_that_was_said_or_nobody_follows(
    world: SmallProvince, nora: User
) -> None:
    task, today = in_hand(world), timezone.localdate()
    follows = Successor(user=nora)
    end_appointment(held(world.felix), actor=world.house, on=today, successor=follows, work="unit")
    jobs.pass_on_what_was_left(timestamp=0)
    assert hand_of(task) is None
    assert "back to the unit" in story_of(task)[-1].sentence
    other = assigned_task(world, lead=world.department)
    actions.hand_task(other, actor=world.house, person=held_by(nora))
    end_appointment(held_by(nora), actor=world.house, on=today + timedelta(1))
    assert actions.pass_on_hands(today + timedelta(1), actor=world.house) == 1
    assert hand_of(other) is None


def held_by(user: User) -> Appointment:
    return Appointment.objects.get(user=user)


def test_what_is_finished_stays_with_who_did_it(world: SmallProvince, nora: User) -> None:
    task = verified_task(world)
    Task.objects.filter(pk=task.pk).update(handler=held(world.ana))
    today = timezone.localdate()
    end_appointment(held(world.ana), actor=world.house, on=today, successor=Successor(user=nora))
    assert actions.pass_on_hands(today, actor=world.house) == 0
    assert hand_of(task) is not None


def test_page_and_api_ask_where_the_work_goes(
    world: SmallProvince, nora: User, sign_in: object
) -> None:
    kim = sign_in(person("Kim", world.department, PositionKind.ADMINISTRATOR))  # type: ignore[operator]
    left, today = held(world.felix), timezone.localdate()
    address = reverse("organisations:ending", args=[left.pk])
    assert "the successor takes it up" in kim.get(address).text
    sent = {"on": f"{today:%d/%m/%Y}", "successor": "nora", "work": "unit"}
    assert kim.post(address, sent | {"work": "nowhere"}).status_code == 422
    assert kim.post(address, sent).status_code == 302
    left.refresh_from_db()
    assert (left.until_on, left.work_to) == (today, None)
    ends = reverse("api:organisations_end_appointment", args=[held_by(nora).pk])
    body = {"on": f"{today + timedelta(1)}", "work": "nowhere"}
    assert kim.post(ends, body, content_type="application/json").status_code == 422
    with pytest.raises(Invalid, match="no such way"):
        end_appointment(held(world.frida), actor=world.house, on=today, work="nowhere")
