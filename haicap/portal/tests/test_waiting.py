"""What is open and waits for a unit, whoever works there just now."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haicap.domain.organisations.queries import standing_of_unit
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.testing import assigned_task
from haicap.portal.turns import SHOWN, turns_at
from tests.rooms import SignIn

from .loop import Loop


def page(sign_in: SignIn, actor: object, key: str) -> str:
    return sign_in(actor).get(reverse("portal:waiting", args=[key])).content.decode()


def test_what_waits_for_whoever_works_there_waits_for_the_unit(
    world: SmallProvince, loop: Loop
) -> None:
    standing = standing_of_unit(world.body("06529.vp-ubnd"))
    told = {
        str(turn.words): [line.record for line in turn.lines]
        for turn in turns_at(standing, world.house)
    }
    assert loop.task in told["To receive"]
    assert loop.other_task not in told["To receive"]


def test_it_counts_what_it_does_not_name(world: SmallProvince, sign_in: SignIn) -> None:
    for _ in range(SHOWN + 3):
        assigned_task(world)
    standing = standing_of_unit(world.body("06529.vp-ubnd"))
    (turn,) = turns_at(standing, world.ana)
    assert (len(turn.lines), turn.count) == (SHOWN, SHOWN + 3)
    assert f"To receive: {SHOWN + 3}</h3>" in page(sign_in, world.ana, "06529.vp-ubnd")


def test_who_may_not_see_the_work_is_told_of_nothing(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    assert loop.task.text not in page(sign_in, world.mila, "06529.vp-ubnd")
    assert loop.task.text in page(sign_in, world.ana, "06529.vp-ubnd")
    assert "Nothing that you may see" in page(sign_in, world.cora, "06529.vp-ubnd")


def test_its_cost_does_not_grow_with_what_waits(world: SmallProvince, sign_in: SignIn) -> None:
    browser, place = sign_in(world.ana), reverse("portal:waiting", args=["06529.vp-ubnd"])
    counts = []
    for more in (1, 5):
        for _ in range(more):
            assigned_task(world)
        with CaptureQueriesContext(connection) as queries:
            browser.get(place)
        counts.append(len(queries))
    assert counts[0] == counts[1]
