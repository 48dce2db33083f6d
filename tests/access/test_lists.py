"""Lists in XLSX: each door of theirs × every person, and what a list can reach."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from haicap.domain.tasks.models import Task
from haicap.foundation.journal.models import Entry
from haicap.foundation.spreadsheets.writing import as_xlsx

from .addresses import LISTS, OPERATIONS, ORDERS, PAGES, RAISED, Apart
from .deeds import DEEDS
from .people import (
    ADMINISTRATOR,
    ANONYMOUS,
    CHAIR,
    CLERK,
    GROUP,
    LOC_BINH,
    MAU_SON,
    POSITIONED,
    SECRETARY,
    SIGNED_IN,
    STATE_CLERK,
)
from .revealing import Eyes, text_of
from .trying import Address, is_sent_away, none_of, undone
from .visible import VISIBLE
from .world import World

# Who heads a unit, or keeps its papers, assigns in its name.
ORDERING = frozenset({SECRETARY, CLERK, GROUP, CHAIR, STATE_CLERK})
REPORTING = POSITIONED - {ADMINISTRATOR}
EVERYBODY = (*SIGNED_IN, ANONYMOUS)


def doors(test: str) -> list[Address]:
    every = {**PAGES, **OPERATIONS}
    return [Address(name) for name, meaning in every.items() if meaning == Apart(test)]


def names(address: Address) -> str:
    return address.name


def tried(browser: Any, address: Address, place: str) -> Any:
    """Opened, or sent something that is no list: who may is told so, nobody else gets that far."""
    if address.name.endswith("template"):
        return browser.get(place)
    if address.name.endswith("-taking"):
        return browser.post(place, {"token": ""})
    return browser.post(place, {"file": SimpleUploadedFile("a.xlsx", b"no list")})


@pytest.mark.parametrize("address", doors(LISTS), ids=names)
def test_lists_of_tasks_open_to_who_may_bring_them_in(world: World, address: Address) -> None:
    may = REPORTING if "report" in address.name else ORDERING
    wrong = []
    for person in EVERYBODY:
        answer = tried(world.browsers[person], address, address.at())
        if person == ANONYMOUS:
            is_right = is_sent_away(answer, address)
        else:
            is_right = answer.status_code in ({200, 422} if person in may else {403})
        wrong += [] if is_right else [f"{person}: {answer.status_code}"]
    none_of(wrong)


@pytest.mark.parametrize("address", doors(RAISED), ids=names)
def test_a_list_of_recommendations_is_taken_from_who_works_for_a_commune(
    world: World, address: Address
) -> None:
    wrong = []
    for person in EVERYBODY:
        answer = tried(world.browsers[person], address, address.at())
        if person == ANONYMOUS:
            is_right = is_sent_away(answer, address)
        else:
            is_right = answer.status_code in ({200, 422} if person in LOC_BINH | MAU_SON else {403})
        wrong += [] if is_right else [f"{person}: {answer.status_code}"]
    none_of(wrong)


@pytest.mark.parametrize("address", doors(ORDERS), ids=names)
def test_a_conclusion_takes_a_list_from_its_own_side_alone(world: World, address: Address) -> None:
    wrong = []
    for name, may in DEEDS["draft a notice"].may.items():
        for person in EVERYBODY:
            answer = tried(world.browsers[person], address, address.of(world.one(name)))
            seen = {403} if person in VISIBLE[name] else {404}
            if person == ANONYMOUS:
                is_right = is_sent_away(answer, address)
            else:
                is_right = answer.status_code in ({200, 422} if person in may else seen)
            wrong += [] if is_right else [f"{name}: {person}: {answer.status_code}"]
    none_of(wrong)


def test_a_list_of_reports_reaches_only_what_one_may_see(world: World, eyes: Eyes) -> None:
    tasks = {name: one for name, one in world.of_kind("task") if isinstance(one, Task)}
    rows = [(one.pk, "Một việc nào khác", 10, "Đã làm.", "") for one in tasks.values()]
    headings = ("id", "Task", "Progress", "What was done", "Done (mark with x)")
    content, wrong = as_xlsx("Tasks", headings, rows), []
    for person in sorted(REPORTING):
        with undone():
            before = Entry.objects.count()
            upload = SimpleUploadedFile("a.xlsx", content)
            answer = world.browsers[person].post("/tasks/lists/reports/", {"file": upload})
            grown = Entry.objects.count() > before
        seen = eyes.on_page(text_of(answer))
        wrong += [f"{person}: shows {name}" for name in eyes.hidden_from(person, seen)]
        wrong += [f"{person}: the journal has grown"] if grown else []
    none_of(wrong)
