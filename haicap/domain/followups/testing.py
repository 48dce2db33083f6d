"""Two turns of the loop in the small province: what was concluded, and the session after."""

from dataclasses import dataclass
from datetime import date

from haicap.domain.conclusions.actions import answer_recommendation
from haicap.domain.conclusions.models import Conclusion, Item
from haicap.domain.conclusions.testing import SPOKEN, announced, delivered, held_session
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.testing import raised_recommendation

from .actions import draw_up_sheet
from .models import Sheet

AGAIN = date(2025, 11, 27)
TEXTS = (
    "Các sở giải quyết sớm các kiến nghị.",
    "Bố trí cán bộ về cơ sở.",
    "Các xã đẩy mạnh chuyển đổi số.",
)


@dataclass
class TwoTurns:
    """The first session with both communes, its conclusion C1–C3 and one recommendation of
    commune A; the second session, a month later, with the group."""

    first: Session
    second: Session
    conclusion: Conclusion
    asked: Recommendation

    @property
    def items(self) -> list[Item]:
        return list(self.conclusion.items.order_by("position"))


def two_turns(world: SmallProvince) -> TwoTurns:
    """Everything but the sheet; `drawn_up` draws it."""
    both = (world.commune_a, world.commune_b)
    first = held_session(world, *both, title="Lần thứ nhất")
    conclusion = delivered(world, first, TEXTS)
    announced(world, conclusion)
    asked = raised_recommendation(world, raised_at=first, raised_on=SPOKEN, effective_on=SPOKEN)
    answer_recommendation(
        conclusion.items.get(label="C2"), asked, actor=world.house, effective_on=SPOKEN
    )
    second = held_session(world, *both, on=AGAIN, group=world.group, title="Lần thứ hai")
    return TwoTurns(first, second, conclusion, asked)


def drawn_up(world: SmallProvince, turns: TwoTurns) -> Sheet:
    return draw_up_sheet(turns.second, actor=world.house, effective_on=AGAIN)
