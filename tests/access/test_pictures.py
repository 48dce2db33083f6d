"""Board, calendar, timeline, scores, and one move on many: nothing that one may not see."""

from typing import Any

import pytest

from haicap.foundation.journal.models import Entry

from .addresses import Lists
from .people import ANONYMOUS, CHAIR, OUTSIDER, SIGNED_IN
from .revealing import Eyes, text_of
from .trying import none_of, undone
from .visible import VISIBLE
from .world import World

TASKS = Lists(("task",))
AS_DAYS = {"first": "2025-01-01", "last": "2026-12-31"}


@pytest.mark.parametrize(
    "address",
    [
        "/tasks/board/",
        "/tasks/calendar/?month=2099-01",
        "/tasks/timeline/",
        "/api/v1/tasks/board",
        "/api/v1/tasks/calendar?month=2099-01",
    ],
)
def test_a_picture_of_tasks_shows_what_one_may_see(world: World, eyes: Eyes, address: str) -> None:
    wrong = []
    for person in SIGNED_IN:
        answer = world.browsers[person].get(address)
        seen = eyes.in_answer(answer.json(), TASKS) if "api" in address else _on_page(eyes, answer)
        wrong += [f"{person}: shows {name}" for name in eyes.hidden_from(person, seen)]
        if person == CHAIR:
            assert world.one("own dated task") in seen
    none_of(wrong)
    assert world.browsers[ANONYMOUS].get(address).status_code in {302, 401}


def _on_page(eyes: Eyes, answer: Any) -> set[Any]:
    return eyes.on_page(text_of(answer))


@pytest.mark.parametrize("address", ["/tasks/together/", "/api/v1/tasks/together"])
def test_one_move_on_many_reaches_only_what_one_may_see(
    world: World, eyes: Eyes, address: str
) -> None:
    is_api = "api" in address
    tasks = {name: one.pk for name, one in world.of_kind("task")}
    wrong: list[str] = []
    for person in SIGNED_IN:
        named = "tasks" if is_api else "task"
        sent: dict[str, Any] = {named: list(tasks.values())[:150], "verb": "acknowledge"}
        kind = {"content_type": "application/json"} if is_api else {}
        with undone():
            before = set(Entry.objects.values_list("pk", flat=True))
            answer = world.browsers[person].post(address, sent, **kind)
            moved = Entry.objects.exclude(pk__in=before).filter(event="task.acknowledge")
            touched = {int(each.subject_id) for each in moved}
        # A program is answered with the numbers that it sent, and nothing of what they are.
        seen = eyes.in_words(answer.text) if is_api else _on_page(eyes, answer)
        wrong += [f"{person}: shows {name}" for name in eyes.hidden_from(person, seen)]
        wrong += [
            f"{person}: moved {name}"
            for name, pk in tasks.items()
            if pk in touched and person not in VISIBLE[name]
        ]
    none_of(wrong)
    assert world.browsers[ANONYMOUS].post(address, {}).status_code in {302, 401}


def test_a_score_opens_only_to_what_one_may_see(world: World, eyes: Eyes) -> None:
    asked = {"first": "01/01/2025", "last": "31/12/2026"}
    wrong = []
    for person in SIGNED_IN:
        for unit in ("06529", "06541"):
            for number in ("assigned", "done", "with_deadline"):
                place = f"/tasks/scores/{unit}/{number}/"
                answer = world.browsers[person].get(place, asked)
                seen = eyes.on_page(text_of(answer))
                told = world.browsers[person].get(f"/api/v1{place[:-1]}", AS_DAYS)
                if told.status_code == 200:
                    seen |= eyes.in_answer(told.json(), TASKS)
                assert told.status_code == answer.status_code
                hidden = eyes.hidden_from(person, seen)
                wrong += [f"{person}: {unit} {number} shows {name}" for name in hidden]
    none_of(wrong)
    assert world.browsers[OUTSIDER].get("/tasks/scores/06529/done/", asked).status_code == 404
    assert world.browsers[OUTSIDER].get("/api/v1/tasks/scores/06529", AS_DAYS).status_code == 404
