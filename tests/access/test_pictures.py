"""Board, calendar, timeline, scores, and one move on many: nothing that one may not see."""

from typing import Any

import pytest

from haicap.foundation.journal.models import Entry

from .people import ANONYMOUS, CHAIR, OUTSIDER, SIGNED_IN
from .revealing import Eyes, text_of
from .trying import none_of, undone
from .visible import VISIBLE
from .world import World


@pytest.mark.parametrize(
    "address", ["/tasks/board/", "/tasks/calendar/?month=2099-01", "/tasks/timeline/"]
)
def test_a_picture_of_tasks_shows_what_one_may_see(world: World, eyes: Eyes, address: str) -> None:
    wrong = []
    for person in SIGNED_IN:
        seen = eyes.on_page(text_of(world.browsers[person].get(address)))
        wrong += [f"{person}: shows {name}" for name in eyes.hidden_from(person, seen)]
        if person == CHAIR:
            assert world.one("own dated task") in seen
    none_of(wrong)
    assert world.browsers[ANONYMOUS].get(address).status_code == 302


def test_one_move_on_many_reaches_only_what_one_may_see(world: World, eyes: Eyes) -> None:
    tasks = {name: one.pk for name, one in world.of_kind("task")}
    wrong: list[str] = []
    for person in SIGNED_IN:
        sent: dict[str, Any] = {"task": list(tasks.values())[:150], "verb": "acknowledge"}
        with undone():
            before = set(Entry.objects.values_list("pk", flat=True))
            answer = world.browsers[person].post("/tasks/together/", sent)
            moved = Entry.objects.exclude(pk__in=before).filter(event="task.acknowledge")
            touched = {int(each.subject_id) for each in moved}
        seen = eyes.on_page(text_of(answer))
        wrong += [f"{person}: shows {name}" for name in eyes.hidden_from(person, seen)]
        wrong += [
            f"{person}: moved {name}"
            for name, pk in tasks.items()
            if pk in touched and person not in VISIBLE[name]
        ]
    none_of(wrong)
    assert world.browsers[ANONYMOUS].post("/tasks/together/", {}).status_code == 302


def test_a_score_opens_only_to_what_one_may_see(world: World, eyes: Eyes) -> None:
    asked = {"first": "01/01/2025", "last": "31/12/2026"}
    wrong = []
    for person in SIGNED_IN:
        for unit in ("06529", "06541"):
            for number in ("assigned", "done", "with_deadline"):
                place = f"/tasks/scores/{unit}/{number}/"
                answer = world.browsers[person].get(place, asked)
                seen = eyes.on_page(text_of(answer))
                hidden = eyes.hidden_from(person, seen)
                wrong += [f"{person}: {unit} {number} shows {name}" for name in hidden]
    none_of(wrong)
    assert world.browsers[OUTSIDER].get("/tasks/scores/06529/done/", asked).status_code == 404
