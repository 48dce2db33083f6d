"""Who is told of a notice: its recipients and the offices that keep their papers."""

from django.utils import timezone

from haicap.domain.conclusions.actions import draft_notice, issue_notice
from haicap.domain.conclusions.testing import SPOKEN, delivered
from haicap.domain.organisations.testing import SmallProvince
from haicap.foundation.alerts.models import Alert
from haicap.foundation.journal.testing import react_to_all


def test_recipients_are_told_of_a_notice_and_others_are_not(world: SmallProvince) -> None:
    today = timezone.localdate()
    conclusion = delivered(world, on=SPOKEN)
    notice = draft_notice(conclusion, actor=world.house, issuer=world.party_office)
    notice.recipients.set([world.commune_a, world.department])
    issue_notice(notice, actor=world.house, symbol="176-TB/VPTU", issued_on=today)
    for _run in range(2):
        react_to_all()
    told = Alert.objects.filter(kind="notice.issued").values_list("user__name", flat=True)
    assert sorted(told) == ["Alma", "Ana", "Felix", "Frida"]


def test_a_notice_of_the_past_tells_nobody(world: SmallProvince) -> None:
    conclusion = delivered(world, on=SPOKEN)
    notice = draft_notice(
        conclusion, actor=world.house, issuer=world.party_office, effective_on=SPOKEN
    )
    notice.recipients.set([world.commune_a])
    issue_notice(
        notice, actor=world.house, symbol="176-TB/VPTU", issued_on=SPOKEN, effective_on=SPOKEN
    )
    react_to_all()
    assert not Alert.objects.exists()
