"""The tasks of a conclusion from a list: each line by its item, all of them or none."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from haicap.domain.conclusions.actions import examine_orders
from haicap.domain.conclusions.actions.lists import COLUMNS
from haicap.domain.conclusions.models import Conclusion
from haicap.domain.conclusions.testing import announced, delivered, ordered
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.models import Task
from haicap.foundation.journal.models import Entry
from haicap.foundation.spreadsheets.writing import as_xlsx
from tests.rooms import SignIn

TWO = ("Các xã số hóa hồ sơ.", "Sở Tài chính bố trí vốn.")
FIRST = {"item": "C1", "text": "Số hóa hồ sơ", "lead": "06529", "due_on": "31/12/2099"}
SECOND = {"item": "c2", "text": "Bố trí vốn", "lead": "Sở Tài chính"}


def listed(*rows: dict[str, Any]) -> bytes:
    labels = [str(name) for name in COLUMNS.values()]
    return as_xlsx("Tasks", labels, [[row.get(key) for key in COLUMNS] for row in rows])


def sent(*rows: dict[str, Any]) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("a.xlsx", listed(*rows))}


def door(name: str, conclusion: Conclusion) -> str:
    return reverse(f"conclusions:{name}", args=[conclusion.pk])


def test_the_template_holds_the_items_that_have_no_task_yet(
    world: SmallProvince, sign_in: SignIn
) -> None:
    conclusion = delivered(world, texts=TWO)
    ordered(world, conclusion.items.get(label="C1"), world.commune_a)
    file = sign_in(world.clara).get(door("orders-template", conclusion))
    with CalamineWorkbook.from_filelike(io.BytesIO(file.content)) as book:
        _headings, *rows = book.get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows] == [["C2", TWO[1]]]


def test_clara_assigns_the_items_by_a_list(world: SmallProvince, sign_in: SignIn) -> None:
    conclusion, clara = delivered(world, texts=TWO), sign_in(world.clara)
    page = clara.post(door("orders", conclusion), sent(FIRST, SECOND))
    assert page.status_code == 200
    assert not Task.objects.exists()
    taken = clara.post(door("orders-taking", conclusion), {"token": page.context["token"]})
    assert taken.status_code == 302
    assert {(task.assignment.item.label, task.lead) for task in Task.objects.all()} == {
        ("C1", world.commune_a),
        ("C2", world.department),
    }
    assert Entry.objects.filter(event="item.assign").count() == 2


def test_every_bad_cell_is_told(world: SmallProvince) -> None:
    conclusion = delivered(world, texts=TWO)
    ordered(world, conclusion.items.get(label="C2"), world.department)
    found = examine_orders(
        conclusion,
        listed(
            FIRST,
            {**FIRST, "item": "C9", "text": "Khác"},
            {**FIRST, "text": "Khác nữa"},
            SECOND,
            {**FIRST, "lead": "06577", "assigned_on": "01/10/2025"},
        ),
        actor=world.clara,
    )
    assert [(each.row, each.column) for each in found.problems] == [
        (3, "Item"), (4, "Lead unit"), (5, "Lead unit"), (6, "Assigned on"),
    ]  # fmt: skip
    assert "C1, C2" in found.problems[0].reason
    assert [each.task.row for each in found.planned] == [2]


def test_only_the_concluding_side_assigns_by_a_list(world: SmallProvince, sign_in: SignIn) -> None:
    conclusion = delivered(world)
    ordered(world, conclusion.items.get(), world.commune_a)
    assert sign_in(world.ana).get(door("orders", conclusion)).status_code == 403
    assert sign_in(world.mila).get(door("orders", conclusion)).status_code == 404


def test_what_another_document_asks_already_is_looked_at_first(
    world: SmallProvince, sign_in: SignIn
) -> None:
    other = delivered(world)
    ordered(world, other.items.get(), world.commune_a)
    conclusion, clara = delivered(world, texts=TWO), sign_in(world.clara)
    announced(world, conclusion)
    rows = {**FIRST, "text": "Các xã đẩy mạnh chuyển đổi số."}, SECOND
    token = clara.post(door("orders", conclusion), sent(*rows)).context["token"]
    taking, given = door("orders-taking", conclusion), {"token": token}
    asked = clara.post(taking, given)
    assert asked.status_code == 422
    assert "đẩy mạnh chuyển đổi số" in asked.context["overlaps"]
    assert Task.objects.count() == 1
    assert clara.post(taking, {**given, "overlaps_seen": "on"}).status_code == 302
    assert Task.objects.count() == 3


def test_one_task_of_an_issued_notice_asks_the_same_question(
    world: SmallProvince, sign_in: SignIn
) -> None:
    other = delivered(world)
    ordered(world, other.items.get(), world.commune_a)
    conclusion, clara = delivered(world), sign_in(world.clara)
    announced(world, conclusion)
    item = reverse("conclusions:assignment", args=[conclusion.items.get().pk])
    given = {
        "lead": "06529", "text": "Các xã đẩy mạnh chuyển đổi số.", "assigned_on": "27/10/2025",
        "due_precision": "day", "due_on": "31/12/2099",
    }  # fmt: skip
    assert "overlaps_seen" in clara.post(item, given).text
    assert clara.post(item, {**given, "overlaps_seen": "on"}).status_code == 302


def test_the_json_door_takes_the_same_list(world: SmallProvince, sign_in: SignIn) -> None:
    conclusion, clara = delivered(world, texts=TWO), sign_in(world.clara)
    args = [conclusion.pk]
    look = clara.post(reverse("api:conclusions_examine_order_list", args=args), sent(FIRST, SECOND))
    assert [each["label"] for each in look.json()["planned"]] == ["C1", "C2"]
    take = reverse("api:conclusions_take_order_list", args=args)
    answer = clara.post(take, sent(FIRST, SECOND))
    assert (answer.status_code, len(answer.json()["tasks"])) == (201, 2)
    assert clara.post(take, sent(FIRST, SECOND)).status_code == 422
