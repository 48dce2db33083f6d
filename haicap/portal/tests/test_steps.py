"""How much of what was asked for came to what: counted at every step of a session's page."""

import re

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.actions import (
    Outcome,
    close_recommendation,
    give_answer,
    route_recommendation,
)
from haicap.foundation.sources.actions import add_source, cite
from haicap.portal.tests.loop import Loop
from tests.rooms import SignIn

STEP = re.compile(r'<li><a href="#\w+"><strong>(?:<[^>]+>)?(\d+)(?:</[^>]+>)?</strong> ([^<]+)</a>')


def steps(page: str) -> dict[str, int]:
    return {words: int(count) for count, words in STEP.findall(page)}


def test_every_step_is_counted_and_closed_is_not_solved(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    clara = sign_in(world.clara)
    told = steps(clara.get(loop.first.get_absolute_url()).text)
    assert told == {
        "recommendations raised": 1,
        "answered": 0,
        "resolved": 0,
        "items concluded": loop.conclusion.items.count(),
        "tasks ordered": 2,
        "tasks verified": 0,
        "follow-up sheets": 1,
    }
    route_recommendation(loop.asked, actor=world.clara, to=[world.department])
    give_answer(
        actor=world.felix,
        recommendations=[loop.asked],
        text="Đang cân đối.",
        document="1806/STC-NS",
        outcome=Outcome(result="explained", reason="Đang cân đối."),
    )
    loop.asked.refresh_from_db()
    close_recommendation(loop.asked, actor=world.ana, ending="explained")
    told = steps(clara.get(loop.first.get_absolute_url()).text)
    assert (told["answered"], told["resolved"]) == (1, 0)


def test_what_no_source_tells_is_not_counted_as_nothing(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    """Entered from the press: whether it was answered or done is not known."""
    source = add_source("000", actor=world.house, kind="press", title="Bản tin", language="el")
    for record in (loop.asked, *loop.conclusion.items.all()):
        cite(record, source, actor=world.house)
    page = sign_in(world.clara).get(loop.first.get_absolute_url()).text
    told = steps(page)
    assert told["recommendations raised"] == 1
    assert not {"answered", "resolved", "tasks verified"} & set(told)
    strip = page.split('<ol class="row steps">')[1].split("</ol>")[0]
    assert strip.count("not stated in the source") == 3


def test_a_commune_counts_what_it_may_see(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    told = steps(sign_in(world.mila).get(loop.first.get_absolute_url()).text)
    assert (told["recommendations raised"], told["tasks ordered"]) == (0, 1)
