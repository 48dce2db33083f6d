"""Eight hands tell the same and send the same at the same moment: each person gets one letter."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connections

from haicap.foundation.alerts import actions
from haicap.foundation.alerts.jobs.sending import send_due
from haicap.foundation.alerts.kinds import Kind
from haicap.foundation.alerts.models import Alert, Delivery
from haicap.foundation.alerts.testing import Records, declared

from .conftest import mailed

HANDS = 8


@pytest.mark.usefixtures("clock", "server")
def test_two_hands_at_once_tell_and_send_once(database_copy: str) -> None:
    people = [mailed("ana"), mailed("mila")]
    records = Records()
    records.seen = {"Ana": {"7"}, "Mila": {"7"}}
    kind = Kind("test.moved", "It moved", "It moved.", records.find, is_urgent=True)
    with declared(kind):
        ids = [user.pk for user in people]
        _together(lambda: actions.tell(kind, ids, fact="moved:1", subject=7))
        assert Alert.objects.count() == Delivery.objects.count() == len(people)
        assert not Alert.objects.filter(carried_by=None).exists()
        assert sum(_together(send_due)) == len(people)
    assert sorted(each.to[0] for each in mail.outbox) == ["ana@example.vn", "mila@example.vn"]


def _together(deed: Callable[[], int]) -> list[int]:
    start = Barrier(HANDS)

    def run(_hand: int) -> int:
        start.wait(timeout=20)
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(run, range(HANDS)))
