"""The chain: session → notice → item → task → follow-up → the next session, and back."""

from itertools import pairwise

import pytest

from haicap.domain.conclusions.actions import recall_notice
from haicap.domain.conclusions.testing import announced, delivered, held_session
from haicap.domain.followups.actions import draw_up_sheet
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.testing import assigned_task
from tests.rooms import SignIn

from .loop import AGAIN, Loop
from .page import address, chain_of, links, shown

# From each page, what its chain leads to: down the loop and up again.
STEPS = [
    ("first", ["notice", "sheet", "second"]),
    ("notice", ["first", "sheet"]),
    ("conclusion", ["first", "notice", "sheet"]),
    ("item", ["first", "notice", "sheet"]),
    ("task", ["first", "notice", "item", "sheet"]),
    ("asked", ["first", "sheet"]),
    ("report", ["first"]),
    ("figure", ["first", "report"]),
    ("sheet", ["first", "second"]),
    ("second", ["first", "sheet"]),
    ("again", ["second"]),
]


@pytest.mark.parametrize(("page", "steps"), STEPS)
def test_every_page_of_the_loop_shows_where_it_hangs(
    world: SmallProvince, loop: Loop, sign_in: SignIn, page: str, steps: list[str]
) -> None:
    chain = chain_of(sign_in(world.clara), getattr(loop, page))
    assert chain >= {address(getattr(loop, step)) for step in steps}
    assert address(getattr(loop, page)) not in chain


def test_from_the_first_session_one_walks_to_the_second_and_back(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    """Each step is a link on the page of the step before it, one way and the other."""
    clara = sign_in(world.clara)
    way = [loop.first, loop.notice, loop.item, loop.task, loop.sheet, loop.second, loop.again]
    for here, there in pairwise(way):
        assert address(there) in links(shown(clara, here)), (here, there)
        assert address(here) in {each.partition("#")[0] for each in links(shown(clara, there))}, (
            there,
            here,
        )


def test_an_item_that_asks_to_carry_out_an_earlier_conclusion_leads_to_it_and_back(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    ana = sign_in(world.ana)
    page = shown(ana, loop.again)
    assert address(loop.conclusion) in links(page)
    assert "Các xã số hóa." in page
    for earlier in (loop.conclusion, loop.notice):
        assert address(loop.again) in links(shown(ana, earlier))


def test_a_step_that_is_hidden_is_left_out_of_the_chain(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    third = held_session(world, world.commune_b, on=AGAIN, title="Riêng với Thống Nhất")
    sheet = draw_up_sheet(third, actor=world.house, effective_on=AGAIN)
    assert address(sheet) in chain_of(sign_in(world.mila), loop.first)
    chain = chain_of(sign_in(world.ana), loop.first)
    assert not {address(third), address(sheet)} & chain


def test_a_notice_that_was_recalled_is_no_step_any_more(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    kept = {task.pk: "keep" for task in (loop.task, loop.other_task)}
    recall_notice(loop.notice, actor=world.clara, reason="Sai số.", tasks=kept)
    chain = chain_of(sign_in(world.clara), loop.item)
    assert address(loop.notice) not in chain
    assert address(loop.conclusion) in chain


def test_a_task_that_no_item_ordered_says_so(world: SmallProvince, sign_in: SignIn) -> None:
    task = assigned_task(world)
    ana = sign_in(world.ana)
    assert chain_of(ana, task) == set()
    assert "No item of a conclusion ordered this task." in shown(ana, task)


def test_a_chain_stays_short_however_often_a_commune_is_visited(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    for number in range(6):
        session = held_session(world, world.commune_a, on=AGAIN, title=f"Lần {number}")
        announced(world, delivered(world, session, on=AGAIN), f"{number + 200}-TB/VPTU", AGAIN)
        draw_up_sheet(session, actor=world.house, effective_on=AGAIN)
    clara = sign_in(world.clara)
    assert len(chain_of(clara, loop.item)) <= 6
    page = shown(clara, loop.item)
    assert page.count("/follow-ups/") >= 7
