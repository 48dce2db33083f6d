"""Who is told of a follow-up sheet: the communes in it, the group, and the convening side."""

from django.utils import timezone

from haicap.domain.followups.actions import draw_up_sheet
from haicap.domain.followups.testing import two_turns
from haicap.domain.organisations.testing import SmallProvince
from haicap.foundation.alerts.models import Alert
from haicap.foundation.journal.testing import react_to_all


def test_each_who_sees_a_sheet_is_told_once_that_it_is_there(world: SmallProvince) -> None:
    turns = two_turns(world)
    draw_up_sheet(turns.second, actor=world.house, effective_on=timezone.localdate())
    for _run in range(2):
        react_to_all()
    told = Alert.objects.filter(kind="sheet.drawn_up").values_list("user__name", flat=True)
    assert sorted(told) == ["Alma", "Ana", "Bogdan", "Clara", "Mila"]
