"""A page asks the database a bounded number of times, however much hangs on its record."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haicap.domain.conclusions.actions import (
    add_item,
    answer_recommendation,
    deliver_conclusion,
)
from haicap.domain.conclusions.testing import drafted, held_session, ordered
from haicap.domain.followups.actions import draw_up_sheet
from haicap.domain.indicators.actions import add_statement
from haicap.domain.indicators.testing import more_than_15_000
from haicap.domain.indicators.testing import report as submitted
from haicap.domain.meetings.actions import (
    add_agenda_item,
    add_participant,
    give_report,
    record_visit,
)
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.testing import SmallProvince, commune
from haicap.domain.recommendations.actions import give_answer
from haicap.domain.recommendations.testing import (
    IN_WRITING,
    raised_recommendation,
    routed_recommendation,
)
from haicap.domain.tasks.actions import report_progress
from haicap.domain.tasks.testing import assigned_task
from tests.rooms import SignIn

from .loop import AGAIN, SPOKEN, Loop
from .page import address

# What one page may ask for, sign-in and session included. A page of many rooms asks each a
# few times; a page that asks more has grown a question a row.
MOST = 40
# A briefing asks how everything stood on two days.
OF_TWO_DAYS = 46


def asked_by(client: Client, page: str) -> int:
    client.get(page)  # what a process remembers is asked once, and not here
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def more_of_everything(world: SmallProvince, loop: Loop) -> None:
    """A handful more of whatever hangs on each page."""
    for number in range(4):
        _more_work(world, loop, number)
        _more_minutes(world, loop, number)
    _more_turns(world, loop)


def _more_work(world: SmallProvince, loop: Loop, number: int) -> None:
    assigned_task(world, text=f"Việc {number}")
    lead = commune(f"{90_000 + Unit.objects.count()}", f"Xã {number}", world.province)
    ordered(world, loop.item, lead, verifier=world.group)
    asked = raised_recommendation(world, raised_at=loop.first, effective_on=SPOKEN)
    answer_recommendation(loop.item, asked, actor=world.house)
    answer_recommendation(loop.conclusion.items.first(), asked, actor=world.house)
    report_progress(loop.task, actor=world.ana, text=f"Bước {number}", percent=number)
    sent = routed_recommendation(world, text=f"Kiến nghị {number}")
    give_answer(
        actor=world.felix, recommendations=[sent], text="Đã rõ.", given_at=loop.first, **IN_WRITING
    )


def _more_minutes(world: SmallProvince, loop: Loop, number: int) -> None:
    session, hand = loop.first, world.house
    add_participant(session, actor=hand, role="speaker", person_name=f"Người thứ {number}")
    add_agenda_item(session, actor=hand, text=f"Nội dung {number}")
    record_visit(session, actor=hand, commune=world.commune_a, place=f"Nơi {number}")
    more_than_15_000(loop.report)
    add_statement(loop.report, actor=hand, text=f"Kết quả {number}")
    report = submitted(world, title=f"Báo cáo {number}")
    more_than_15_000(report)
    give_report(session, report, actor=hand)


def _more_turns(world: SmallProvince, loop: Loop) -> None:
    """Three sessions later, each with its sheet and a conclusion that asks for C again."""
    for _number in range(3):
        session = held_session(world, world.commune_a, on=AGAIN, group=world.group)
        conclusion = drafted(world, session, ("Tiếp tục.",), on=AGAIN)
        add_item(conclusion, actor=world.house, text="Nhắc lại.", carries_out=loop.conclusion)
        deliver_conclusion(conclusion, actor=world.house, delivered_on=AGAIN)
        draw_up_sheet(session, actor=world.house, effective_on=AGAIN)


PAGES: dict[str, Callable[[SmallProvince, Loop], str]] = {
    "desk": lambda _world, _loop: "/",
    "commune": lambda world, _loop: world.commune_a.get_absolute_url(),
    "briefing": lambda _world, loop: f"{address(loop.second)}briefing/",
    "briefing of a commune": lambda world, _loop: f"/communes/{world.commune_a.key}/briefing/",
    **{
        name: lambda _world, loop, name=name: address(getattr(loop, name))
        for name in (
            *("first", "second", "conclusion", "notice", "item", "again"),
            *("task", "asked", "report", "figure", "sheet"),
        )
    },
}


Asked = dict[tuple[str, str], int]


def test_a_page_asks_no_more_for_much_than_for_little(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    clients = {name: sign_in(getattr(world, name)) for name in ("clara", "ana", "bogdan")}
    pages = {name: page(world, loop) for name, page in PAGES.items()}

    def asked() -> Asked:
        return {
            (reader, name): asked_by(client, page)
            for reader, client in clients.items()
            for name, page in pages.items()
        }

    few = asked()
    more_of_everything(world, loop)
    much = asked()
    # A section that was empty before asks its own questions once; rows must not.
    grown = {name: (few[name], much[name]) for name in few if much[name] > few[name] + 4}
    assert grown == {}
    most = {name: OF_TWO_DAYS if "briefing" in name[1] else MOST for name in much}
    assert {name: number for name, number in much.items() if number > most[name]} == {}
    more_of_everything(world, loop)
    again = asked()
    assert again == much
