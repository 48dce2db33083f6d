"""From a task up to the session, from a conclusion down to its tasks, in few queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from haicap.domain.conclusions import queries
from haicap.domain.conclusions.testing import announced, delivered, held_session, ordered
from haicap.domain.organisations.testing import SmallProvince, fresh
from haicap.domain.tasks.testing import assigned_task


def test_a_task_opens_to_item_conclusion_notice_and_session_in_one_query(
    world: SmallProvince,
) -> None:
    session = held_session(world)
    conclusion = delivered(world, session)
    first, second = announced(world, conclusion), announced(world, conclusion, "180-TB/VPTU")
    task = ordered(world, conclusion.items.get(), world.commune_a)
    with CaptureQueriesContext(connection) as said:
        chain = queries.chain_of_task(task)
        found = (chain.item.label, chain.conclusion, chain.session, chain.notice)
    assert len(said) == 1
    assert found == ("C1", conclusion, session, second)
    assert [notice.pk for notice in chain.notices] == [second.pk, first.pk]


def test_a_task_without_notice_or_item(world: SmallProvince) -> None:
    task = ordered(world, delivered(world).items.get(), world.commune_a)
    assert queries.chain_of_task(task).notices == []
    assert queries.chain_of_task(assigned_task(world)) is None


def test_items_come_with_the_tasks_a_reader_sees(world: SmallProvince) -> None:
    conclusion = delivered(world, held_session(world, world.commune_a, world.commune_b))
    item = conclusion.items.get()
    for commune in (world.commune_a, world.commune_b):
        ordered(world, item, commune)
    [for_clara] = queries.items_of(conclusion, world.clara)
    [for_mila] = queries.items_of(conclusion, world.mila)
    assert len(for_clara.tasks) == 2
    assert [task.lead for task in for_mila.tasks] == [world.commune_b]


def test_items_cost_the_same_however_many(world: SmallProvince) -> None:
    def cost(texts: list[str]) -> int:
        conclusion = delivered(world, texts=texts)
        for item in conclusion.items.all():
            ordered(world, item, world.commune_a)
        clara = fresh(world.clara)
        with CaptureQueriesContext(connection) as said:
            for shown in queries.items_of(conclusion, clara):
                assert [str(task.lead) for task in shown.tasks] == ["Xã Lộc Bình"]
        return len(said)

    assert cost(["một"]) == cost(["một", "hai", "ba", "bốn"])


def test_items_concerning_a_unit(world: SmallProvince) -> None:
    conclusion = delivered(world, texts=["một", "hai"])
    first, second = conclusion.items.order_by("position")
    first.communes.set([world.commune_a])
    ordered(world, second, world.commune_b)
    assert list(queries.items_concerning(world.commune_a, world.clara)) == [first]
    assert list(queries.items_concerning(world.commune_b, world.clara)) == [second]
    assert list(queries.items_concerning(world.commune_a, world.felix)) == []


def test_buttons_are_for_who_may_press_them(world: SmallProvince) -> None:
    conclusion = delivered(world, held_session(world))
    item, notice = conclusion.items.get(), announced(world, conclusion)
    assert queries.open_verbs(world.clara, conclusion) == ["announce", "order"]
    assert queries.open_verbs(world.clara, item) == ["assign", "respond"]
    assert queries.open_verbs(world.clara, notice) == ["recall", "replace"]
    assert queries.open_verbs(world.clara, conclusion.session) == ["conclude"]
    for thing in (conclusion, item, notice, conclusion.session):
        assert queries.open_verbs(world.ana, thing) == []
        assert set(queries.open_verbs(world.clara, thing)) <= queries.doors(thing).pages.keys()
    assert {move.verb for move in queries.open_moves(world.ana, notice)} == {"recall", "replace"}
