"""Sixty days of the worked case by a frozen clock: who is told what, and when, by the statutes.

People sit in seats of the case, with deadlines set by the rooms' own actions. Each working
morning the clock does what the schedule does; what came out is held against what the ladder and
the calendar ask for, worked out here by hand and not by the code that sends.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from procrastinate.contrib.django import app
from pytest_django.fixtures import Settings

from haicap.domain.organisations.actions import end_appointment
from haicap.domain.organisations.models import Appointment, PositionKind, Unit
from haicap.domain.organisations.testing import person
from haicap.domain.tasks import actions as tasks
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.testing import a_file
from haicap.foundation.access import Actor, house
from haicap.foundation.accounts.models import User
from haicap.foundation.alerts import actions as alerts
from haicap.foundation.alerts.jobs.sending import ServerSilent, send_due
from haicap.foundation.alerts.models import Alert, Delivery
from haicap.foundation.alerts.tests.server import MailServer, mail_server
from haicap.foundation.journal.testing import react_to_all

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = date(2027, 3, 1)
DAYS = 60
A_DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("worked_case")


@pytest.fixture
def server(settings: Settings) -> Iterator[type[MailServer]]:
    settings.MAIL_IS_ON = True
    settings.EMAIL_BACKEND = "haicap.foundation.alerts.tests.server.MailServer"
    settings.ADDRESS = "https://haicap.example"
    with mail_server() as server:
        yield server


class World:
    """Two people of Lộc Bình, one of Mẫu Sơn, the clerk of the office; a task of the case's kind.

    `run` lets days pass as the schedule lets them pass.
    """

    def __init__(self, clock: time_machine.Traveller, server: type[MailServer]) -> None:
        self.clock, self.server = clock, server
        unit = {each.key: each for each in Unit.objects.all() if each.key[:2] in ("06", "20")}
        self.loc_binh, self.mau_son = unit["06529"], unit["06541"]
        self.committee, self.group = unit["20.tinh-uy"], unit["20.to-cong-tac-4"]
        self.hoa = mailed("Hoa", unit["06529.ubnd"], PositionKind.HEAD)
        self.binh = mailed("Binh", unit["06529.vp-ubnd"], PositionKind.OFFICER)
        self.son = mailed("Son", unit["06541.ubnd"], PositionKind.HEAD)
        self.clara = mailed("Clara", unit["20.vptu"], PositionKind.CLERK)
        self.house = house("the house", on_behalf_of="the house")

    def task(self, lead: Unit, due: date | None, text: str = "Hoàn thành số hóa hồ sơ") -> Task:
        return tasks.assign_task(
            actor=self.house,
            text=text,
            lead=lead,
            issuer=self.committee,
            verifier=self.group,
            assigned_on=today(),
            due_on=due,
            due_precision="day" if due else "unstated",
        )

    def run(self, until: date) -> None:
        """Mornings from tomorrow to this day: reminders, digests, then what is due is sent."""
        day = today()
        while day < until:
            day += A_DAY
            for at in (time(0, 30), time(6, 30), time(7, 0), time(9, 0)):
                self.clock.move_to(datetime.combine(day, at, tzinfo=HANOI))
                app.tasks["tasks.remind"](timestamp=0)
                react_to_all()
                alerts.plan_digests()
                try:
                    send_due()
                except ServerSilent:
                    assert self.server.is_down


def today() -> date:
    return datetime.now(tz=HANOI).date()


def mailed(name: str, unit: Unit, kind: str) -> Actor:
    actor = person(name, unit, kind)
    User.objects.filter(pk=actor.user_id).update(email=f"{name.lower()}@example.vn", language="en")
    return actor


@pytest.fixture
def world(server: type[MailServer]) -> Iterator[World]:
    with time_machine.travel(
        datetime.combine(FIRST, time(9, 30), tzinfo=HANOI), tick=False
    ) as clock:
        yield World(clock, server)


def digests(name: str) -> dict[date, str]:
    """Day → the digest that this person got."""
    found: dict[date, str] = {}
    for letter in mail.outbox:
        said = re.search(r"of (\d\d)/(\d\d)/(\d{4})$", letter.subject)
        if letter.to == [f"{name.lower()}@example.vn"] and said:
            day = date(int(said[3]), int(said[2]), int(said[1]))
            assert day not in found, "two digests on one day"
            found[day] = letter.body
    return found


def working_days(first: date, last: date) -> set[date]:
    """By hand: Monday to Friday, but the holidays of these weeks in 2027."""
    off = {date(2027, 4, 16), date(2027, 4, 30)}
    days = (first + timedelta(days=place) for place in range((last - first).days + 1))
    return {day for day in days if day.weekday() < 5 and day not in off}


def day(place: int) -> str:
    return (FIRST + timedelta(days=place)).isoformat()


LONG_OVERDUE = {f"LONG_OVERDUE {day(27 + 7 * week)}": 1 for week in range(5)}
TO_ITS_HEAD = {
    f"WEEK_BEFORE {day(13)}": 1,
    f"DAYS_BEFORE {day(17)}": 1,
    f"DUE {day(20)}": 1,
    f"OVERDUE {day(21)}": 1,
    **LONG_OVERDUE,
}
TO_THE_OFFICE = {f"OVERDUE {day(21)}": 1, **LONG_OVERDUE}


def test_sixty_days(world: World) -> None:
    """Three tasks: one falls due on the 20th day and stays open, one is cancelled, one is done."""
    late = world.task(world.loc_binh, FIRST + timedelta(days=20), "Việc sẽ quá hạn")
    dropped = world.task(world.loc_binh, FIRST + timedelta(days=30), "Việc sẽ bị hủy")
    done = world.task(world.loc_binh, FIRST + timedelta(days=25), "Việc sẽ xong")
    react_to_all()
    send_due()
    # At once, and to the head alone: the three assignments, each once.
    assert Counter(letter.to[0] for letter in mail.outbox) == {"hoa@example.vn": 3}
    tasks.acknowledge_task(late, actor=world.binh)
    tasks.acknowledge_task(done, actor=world.binh)
    world.run(FIRST + timedelta(days=10))
    tasks.cancel_task(dropped, actor=world.house, reason="trùng nội dung")
    tasks.report_progress(
        done, actor=world.hoa, text="Xong.", percent=100, done=True, evidence=[a_file()]
    )
    react_to_all()
    world.run(FIRST + timedelta(days=DAYS))

    # Something waits for the commune every morning, so each working morning has its digest.
    expected = working_days(FIRST + A_DAY, FIRST + timedelta(days=DAYS))
    assert set(digests("Hoa")) == set(digests("Binh")) == expected
    # The steps of the ladder, each once, to whom it names and to nobody else.
    steps = steps_told(late)
    assert (steps["Hoa"], steps["Clara"]) == (Counter(TO_ITS_HEAD), Counter(TO_THE_OFFICE))
    assert not steps["Binh"], "the officer has it in no hand"
    assert not any(step.startswith(("DUE", "OVERDUE")) for step in steps_told(done)["Hoa"])
    own = {str(pk) for pk in Task.objects.filter(lead=world.mau_son).values_list("pk", flat=True)}
    told_to_son = Alert.objects.filter(user=world.son.user_id).values_list("subject", flat=True)
    assert set(told_to_son) <= own, "Mẫu Sơn is told of its own tasks alone"
    check_cancelled(dropped)


def check_cancelled(dropped: Task) -> None:
    """Of what was cancelled on the tenth day its head is told so, once; then never again."""
    assert steps_told(dropped)["Hoa"] == Counter({f"NOT_RECEIVED {day(2)}": 1})
    cancelled = [letter for letter in mail.outbox if "cancelled a task" in letter.subject]
    assert [letter.to for letter in cancelled] == [["hoa@example.vn"]]
    for on, body in digests("Hoa").items():
        if on > FIRST + timedelta(days=10):
            assert "Việc sẽ bị hủy" not in body, on
            assert body.count("Việc sẽ quá hạn") == 1, f"told twice on {on}"


def steps_told(task: Task) -> defaultdict[str, Counter[str]]:
    """Who was reminded of which step, fallen on which day, how often."""
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    reminders = Alert.objects.filter(fact__startswith=f"{task.pk} ").select_related("user")
    for alert in reminders:
        told[alert.user.name][alert.fact.removeprefix(f"{task.pk} ")] += 1
    return told


def test_who_has_nothing_to_do_gets_no_digest(world: World) -> None:
    idle = mailed("Idle", Unit.objects.get(key="20.so-y-te"), PositionKind.OFFICER)
    Task.objects.filter(lead__key="20.so-y-te").update(lead=world.loc_binh)
    world.run(FIRST + timedelta(days=7))
    assert digests("Idle") == {}
    outcomes = Delivery.objects.filter(user=idle.user_id).values_list("outcome", flat=True)
    assert set(outcomes) == {"spared"}


def test_a_day_without_the_mail_server_loses_nothing(world: World) -> None:
    """Down from Wednesday to Thursday noon: Thursday's digest tells of both days, once."""
    world.task(world.loc_binh, FIRST + timedelta(days=9), "Việc của tuần sau")
    react_to_all()
    send_due()
    world.run(FIRST + A_DAY)
    world.server.is_down = True
    suspended = world.task(world.loc_binh, None, "Việc bị tạm dừng")
    tasks.suspend_task(suspended, actor=world.house, reason="chờ vốn")
    react_to_all()
    world.run(FIRST + timedelta(days=3))
    assert set(digests("Hoa")) == {FIRST + A_DAY}
    world.server.is_down = False
    world.clock.move_to(datetime.combine(today(), time(12, 0), tzinfo=HANOI))
    send_due()
    assert set(digests("Hoa")) == {FIRST + A_DAY, FIRST + timedelta(days=3)}
    assert "chờ vốn" in digests("Hoa")[FIRST + timedelta(days=3)]
    world.run(FIRST + timedelta(days=4))
    assert "chờ vốn" not in digests("Hoa")[FIRST + timedelta(days=4)], "told twice"


def test_who_left_the_position_is_told_nothing_of_it(world: World) -> None:
    world.task(world.loc_binh, FIRST + timedelta(days=9))
    react_to_all()
    held = Appointment.objects.get(user=world.hoa.user_id, until_on=None)
    end_appointment(held, actor=world.house, on=today(), vacant_because="nghỉ hưu")
    send_due()
    world.run(FIRST + timedelta(days=4))
    assert [letter for letter in mail.outbox if letter.to == ["hoa@example.vn"]] == []
