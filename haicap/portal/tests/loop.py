"""One whole turn of the loop in the small province, and the session after it."""

from dataclasses import dataclass
from datetime import date

from haicap.domain.conclusions.actions import (
    add_item,
    answer_recommendation,
    deliver_conclusion,
)
from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.conclusions.testing import (
    SPOKEN,
    announced,
    delivered,
    drafted,
    held_session,
    ordered,
)
from haicap.domain.followups.actions import draw_up_sheet
from haicap.domain.followups.models import Sheet
from haicap.domain.followups.testing import AGAIN
from haicap.domain.indicators.models import Figure, Report
from haicap.domain.indicators.testing import more_than_15_000
from haicap.domain.indicators.testing import report as submitted
from haicap.domain.meetings.actions import give_report
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.testing import raised_recommendation
from haicap.domain.tasks.models import Task


@dataclass
class Loop:
    """The first session with both communes; C2 orders a task of each, C1 answers what commune A
    asked for. A month later D1 asks to carry that out, and the sheet says how it stands."""

    first: Session
    conclusion: Conclusion
    notice: Notice
    item: Item
    task: Task
    other_task: Task
    asked: Recommendation
    report: Report
    figure: Figure
    second: Session
    again: Item
    sheet: Sheet

    @property
    def records(self) -> list[object]:
        """Everything with a page of its own in the portal."""
        return [
            *(self.first, self.second, self.conclusion, self.notice, self.item, self.again),
            *(self.task, self.asked, self.report, self.figure),
        ]


def whole_loop(world: SmallProvince) -> Loop:
    both = (world.commune_a, world.commune_b)
    first = held_session(world, *both, title="Lần thứ nhất")
    report = submitted(world)
    figure = more_than_15_000(report)
    give_report(first, report, actor=world.house)
    asked = raised_recommendation(world, raised_at=first, raised_on=SPOKEN, effective_on=SPOKEN)
    conclusion = delivered(world, first, ("Các sở giải quyết.", "Các xã số hóa."))
    notice = announced(world, conclusion)
    c1, c2 = conclusion.items.order_by("position")
    answer_recommendation(c1, asked, actor=world.house, effective_on=SPOKEN)
    tasks = [ordered(world, c2, each, verifier=world.group) for each in both]
    second = held_session(world, *both, on=AGAIN, group=world.group, title="Lần thứ hai")
    sheet = draw_up_sheet(second, actor=world.house, effective_on=AGAIN)
    return Loop(
        first=first,
        conclusion=conclusion,
        notice=notice,
        item=c2,
        task=tasks[0],
        other_task=tasks[1],
        asked=asked,
        report=report,
        figure=figure,
        second=second,
        again=_asked_again(world, second, conclusion),
        sheet=sheet,
    )


def _asked_again(world: SmallProvince, session: Session, earlier: Conclusion) -> Item:
    conclusion = drafted(world, session, (), on=AGAIN)
    item = add_item(
        conclusion,
        actor=world.house,
        text="Thực hiện nghiêm kết luận trước.",
        label="D1",
        carries_out=earlier,
        effective_on=AGAIN,
    )
    deliver_conclusion(conclusion, actor=world.house, delivered_on=AGAIN)
    return item


def day(number: int) -> date:
    """A day of the months between both sessions."""
    return date(2025, 9 + number // 28, 1 + number % 28)
