"""What is due leaves once, whatever the mail server does."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from time_machine import Traveller

from haicap.foundation.access import house
from haicap.foundation.accounts.models import User
from haicap.foundation.alerts import actions
from haicap.foundation.alerts.jobs.sending import ServerSilent, send_due
from haicap.foundation.alerts.kinds import Content, Kind, Line, Section
from haicap.foundation.alerts.models import Delivery
from haicap.foundation.alerts.testing import Records, declared
from haicap.foundation.alerts.tests.server import MailServer
from haicap.foundation.workflow import MoveFailed

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
pytestmark = pytest.mark.usefixtures("clock", "server")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """March 2026: the 10th is a Tuesday, the 14th a Saturday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=HANOI)


def minutes(clock: Traveller, until: datetime) -> None:
    """Every quarter of an hour what the clock does is done, as the schedule does it."""
    now = datetime.now(tz=HANOI)
    while now < until:
        now = min(now + timedelta(minutes=15), until)
        clock.move_to(now)
        actions.plan_digests()
        try:
            send_due()
        except ServerSilent:
            continue


def test_a_server_down_for_a_day_loses_nothing_and_then_gets_each_letter_once(
    urgent: Kind, ana: User, mila: User, server: type[MailServer], clock: Traveller
) -> None:
    server.is_down = True
    actions.tell(urgent, [ana.pk, mila.pk], fact="moved:1", subject=7)
    with pytest.raises(ServerSilent, match="Connection refused"):
        send_due()
    minutes(clock, at(11, 9))
    assert mail.outbox == []
    waiting = Delivery.objects.filter(outcome="waiting")
    assert waiting.count() == 2
    assert waiting.filter(reason__contains="Connection refused").count() == 2
    server.is_down = False
    minutes(clock, at(11, 12))
    assert sorted(each.to[0] for each in mail.outbox) == ["ana@example.vn", "mila@example.vn"]
    assert Delivery.objects.filter(outcome="sent", reason="").count() == 2


def test_a_server_that_is_down_is_knocked_at_once_a_round(
    urgent: Kind, ana: User, mila: User, server: type[MailServer]
) -> None:
    server.is_down = True
    actions.tell(urgent, [ana.pk, mila.pk], fact="moved:1", subject=7)
    with pytest.raises(ServerSilent):
        send_due()
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 1]


def test_a_mailbox_that_does_not_exist_is_given_up_and_holds_nobody_up(
    urgent: Kind, ana: User, mila: User, server: type[MailServer]
) -> None:
    server.refused = {"ana@example.vn": 550}
    actions.tell(urgent, [ana.pk, mila.pk], fact="moved:1", subject=7)
    assert send_due() == 1
    lost = Delivery.objects.get(user=ana)
    assert lost.outcome == "failed"
    assert "no such user" in lost.reason
    server.refused = {}
    assert send_due() == 0
    actions.retry(lost, actor=house("test"))
    assert send_due() == 1
    with pytest.raises(MoveFailed):
        actions.retry(lost, actor=house("test"))


def test_a_mailbox_that_is_full_for_now_is_tried_again_and_given_up_after_a_week(
    urgent: Kind, ana: User, server: type[MailServer], clock: Traveller
) -> None:
    server.refused = {"ana@example.vn": 452}
    actions.tell(urgent, [ana.pk], fact="moved:1", subject=7)
    minutes(clock, at(16, 12))
    assert Delivery.objects.get().outcome == "waiting"
    minutes(clock, at(17, 12))
    assert Delivery.objects.get().outcome == "failed"


def test_in_the_quiet_hours_nothing_leaves(urgent: Kind, ana: User, clock: Traveller) -> None:
    clock.move_to(at(10, 22))
    actions.tell(urgent, [ana.pk], fact="moved:1", subject=7)
    minutes(clock, at(11, 5, 59))
    assert mail.outbox == []
    minutes(clock, at(11, 6))
    assert len(mail.outbox) == 1


def test_a_letter_carries_its_name_and_the_way_out(urgent: Kind, ana: User) -> None:
    actions.tell(urgent, [ana.pk], fact="moved:1", subject=7)
    send_due()
    headers = mail.outbox[0].message()
    number = Delivery.objects.get().pk
    assert headers["Message-ID"] == f"<delivery.{number}.{ana.pk}@haicap.example>"
    assert headers["List-Unsubscribe"].startswith("<https://haicap.example/alerts/unsubscribing/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_has_no_address_gets_no_letter(urgent: Kind, ana: User) -> None:
    User.objects.update(email="")
    actions.tell(urgent, [ana.pk], fact="moved:1", subject=7)
    assert Delivery.objects.count() == 0


@pytest.fixture
def digest(ana: User, mila: User, records: Records) -> Kind:
    """It tells both of them of the record 7, as long as it holds."""

    def compose(user: User, actor: object) -> Content | None:
        if "7" in records.over:
            return None
        return Content("Today", [Section("Waiting", [Line("record 7", "/records/7/")])])

    kind = Kind("test.digest", "The day", compose=compose, readers=User.objects.all)
    with declared(kind):
        yield kind


def test_each_working_morning_brings_one_digest(digest: Kind, clock: Traveller) -> None:
    clock.move_to(at(11, 6, 55))
    minutes(clock, at(17, 6, 55))
    days = {
        each.key.removeprefix("test.digest ") for each in Delivery.objects.filter(outcome="sent")
    }
    # Wednesday to Friday, and Monday.
    assert days == {"2026-03-11", "2026-03-12", "2026-03-13", "2026-03-16"}
    assert len(mail.outbox) == 2 * 4


def test_an_empty_digest_is_not_sent(digest: Kind, clock: Traveller, records: Records) -> None:
    records.over.add("7")
    clock.move_to(at(11, 6, 55))
    minutes(clock, at(11, 9))
    assert mail.outbox == []
    assert Delivery.objects.filter(outcome="spared").count() == 2


def test_after_a_day_without_a_server_the_later_digest_stands_for_both(
    digest: Kind, clock: Traveller, server: type[MailServer]
) -> None:
    clock.move_to(at(11, 6, 55))
    server.is_down = True
    minutes(clock, at(12, 8))
    server.is_down = False
    minutes(clock, at(12, 12))
    assert len(mail.outbox) == 2
    outcomes = Delivery.objects.order_by("key", "user").values_list("key", "outcome")
    assert list(outcomes) == [
        ("test.digest 2026-03-11", "spared"),
        ("test.digest 2026-03-11", "spared"),
        ("test.digest 2026-03-12", "sent"),
        ("test.digest 2026-03-12", "sent"),
    ]
