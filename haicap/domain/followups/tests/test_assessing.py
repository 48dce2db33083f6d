"""What the group finds of a row, what goes on into the new conclusion, and two sheets compared."""

import io

import pytest
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from haicap.domain.conclusions.models import Item, Response
from haicap.domain.conclusions.testing import drafted, held_session, ordered
from haicap.domain.followups import actions
from haicap.domain.followups.comparing import Change, compared, counts
from haicap.domain.followups.models import Row, Sheet
from haicap.domain.followups.queries import rows_of
from haicap.domain.followups.testing import AGAIN, TwoTurns, drawn_up, two_turns
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.actions import report_progress
from haicap.foundation.access import Invalid, Refused
from haicap.foundation.workflow import IllegalMove, LostRace
from tests.rooms import SignIn


@pytest.fixture
def turns(world: SmallProvince) -> TwoTurns:
    return two_turns(world)


@pytest.fixture
def sheet(world: SmallProvince, turns: TwoTurns) -> Sheet:
    return drawn_up(world, turns)


def first(sheet: Sheet) -> Row:
    return sheet.rows.select_related("sheet__session").get(number=1)


def test_the_group_says_what_it_found(world: SmallProvince, sheet: Sheet) -> None:
    actions.assess_row(
        first(sheet), actor=world.bogdan, version=1, assessment="under_way", remark="Chậm."
    )
    row = first(sheet)
    assert (row.assessment, row.remark, row.version) == ("under_way", "Chậm.", 2)
    assert row.assessed_by == "head Bogdan"
    with pytest.raises(Invalid):
        actions.assess_row(row, actor=world.bogdan, version=2, assessment="splendid")
    actions.assess_row(row, actor=world.bogdan, version=2, assessment="")
    assert first(sheet).assessed_on is None


@pytest.mark.parametrize("who", ["ana", "alma", "felix", "cora"])
def test_nobody_else_assesses(world: SmallProvince, sheet: Sheet, who: str) -> None:
    with pytest.raises(Refused):
        actions.assess_row(
            first(sheet), actor=getattr(world, who), version=1, assessment="fulfilled"
        )


def test_two_members_of_the_group_both_keep_their_words(
    world: SmallProvince, sheet: Sheet, sign_in: SignIn
) -> None:
    bogdan = sign_in(world.bogdan)
    door = reverse("followups:assessment", args=[sheet.pk, 1])
    assert bogdan.get(door).status_code == 200
    sent = {"assessment": "fulfilled", "remark": "Đã kiểm tra.", "version": 1}
    assert bogdan.post(door, sent).status_code == 302
    answer = bogdan.post(door, {"assessment": "not_begun", "remark": "Chưa thấy.", "version": 1})
    assert answer.status_code == 409
    assert "Đã kiểm tra." in answer.text
    assert "Chưa thấy.</textarea>" in answer.text
    with pytest.raises(LostRace):
        actions.assess_row(first(sheet), actor=world.bogdan, version=1, assessment="")


def test_a_settled_sheet_stands(world: SmallProvince, sheet: Sheet, sign_in: SignIn) -> None:
    actions.settle_sheet(sheet, actor=world.bogdan)
    with pytest.raises(IllegalMove):
        actions.assess_row(first(sheet), actor=world.bogdan, version=1, assessment="fulfilled")
    door = reverse("followups:assessment", args=[sheet.pk, 1])
    assert sign_in(world.bogdan).get(door).status_code == 409


def test_a_row_goes_on_into_the_new_conclusion_once(
    world: SmallProvince, turns: TwoTurns, sheet: Sheet, sign_in: SignIn
) -> None:
    clara, door = sign_in(world.clara), reverse("followups:carrying", args=[sheet.pk, 1])
    assert clara.post(door).status_code == 409, "no conclusion is being drafted yet"
    conclusion = drafted(world, turns.second, texts=())
    assert door in clara.get(sheet.get_absolute_url()).text
    assert clara.post(door).status_code == 302
    item = Item.objects.get(conclusion=conclusion)
    assert (item.text, item.carries_out) == (turns.items[0].text, turns.conclusion)
    assert set(item.communes.all()) == {world.commune_a, world.commune_b}
    assert clara.post(door).status_code == 409, "once"
    assert Item.objects.filter(conclusion=conclusion).count() == 1


def test_a_recommendation_goes_on_as_an_item_that_answers_it(
    world: SmallProvince, turns: TwoTurns, sheet: Sheet
) -> None:
    conclusion = drafted(world, turns.second, texts=())
    row = sheet.rows.get(recommendation=turns.asked)
    item = actions.carry_over(row, actor=world.clara)
    assert (item.conclusion, item.part) == (conclusion, "answers")
    assert Response.objects.filter(item=item, recommendation=turns.asked).exists()


def test_a_draft_is_not_told_to_the_communes(
    world: SmallProvince, turns: TwoTurns, sheet: Sheet
) -> None:
    drafted(world, turns.second, texts=())
    actions.carry_over(first(sheet), actor=world.clara)
    assert rows_of(sheet, world.clara)[0].carried_into is not None
    assert rows_of(sheet, world.ana)[0].carried_into is None


def test_who_owes_a_row_is_the_lead_of_what_is_open(
    world: SmallProvince, turns: TwoTurns, sheet: Sheet
) -> None:
    ordered(world, turns.items[0], world.department)
    rows = {row.row.number: row for row in rows_of(sheet, world.clara)}
    assert list(rows[1].owed_by) == [world.department]
    asked = next(row for row in rows.values() if row.row.recommendation_id)
    assert list(asked.owed_by) == [world.party_committee]
    assert rows[2].owed_by == []


def test_two_sheets_tell_what_moved(world: SmallProvince, turns: TwoTurns, sheet: Sheet) -> None:
    task = ordered(world, turns.items[2], world.commune_a, verifier=world.group)
    both = (world.commune_a, world.commune_b)
    third = held_session(world, *both, on=AGAIN.replace(day=28), title="Lần thứ ba")
    report_progress(
        task, actor=world.house, text="Làm.", percent=50, effective_on=AGAIN.replace(day=28)
    )
    later = actions.draw_up_sheet(third, actor=world.house)
    pairs = compared(sheet, later, world.clara)
    changes = {pair.row.text: pair.change for pair in pairs}
    assert changes[turns.items[2].text] == Change.MOVED
    assert changes[turns.items[0].text] == Change.UNMOVED
    assert sum(counts(pairs).values()) == len(pairs) == 4
    backwards = compared(later, sheet, world.clara)
    assert {pair.change for pair in backwards} == {Change.MOVED, Change.UNMOVED}


def test_the_comparison_is_a_page_of_its_own(
    world: SmallProvince, sheet: Sheet, sign_in: SignIn
) -> None:
    bogdan, door = sign_in(world.bogdan), reverse("followups:comparison")
    assert bogdan.get(door).status_code == 200
    page = bogdan.get(door, {"before": sheet.pk, "after": sheet.pk})
    assert "not moved" in page.text
    assert bogdan.get(door, {"before": sheet.pk, "after": 999_999}).status_code == 422


def test_the_sheet_leaves_as_a_file_of_each_kind(
    world: SmallProvince, turns: TwoTurns, sheet: Sheet, sign_in: SignIn
) -> None:
    actions.assess_row(
        first(sheet), actor=world.bogdan, version=1, assessment="under_way", remark="Còn chậm."
    )
    bogdan = sign_in(world.bogdan)
    answer = bogdan.get(reverse("followups:docx", args=[sheet.pk]))
    cells = [
        cell.text
        for table in Document(io.BytesIO(answer.content)).tables
        for row in table.rows
        for cell in row.cells
    ]
    for words in ("Tình hình thực hiện", turns.items[0].text, "đang thực hiện. Còn chậm."):
        assert words in cells, words
    assert bogdan.get(reverse("followups:pdf", args=[sheet.pk])).content.startswith(b"%PDF")
    answer = bogdan.get(sheet.get_absolute_url(), {"format": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][1] == turns.items[0].text
    assert len(rows) == 1 + sheet.rows.count()
    mine = sign_in(world.mila).get(sheet.get_absolute_url(), {"format": "csv"})
    assert turns.asked.text not in b"".join(mine).decode(), "another commune's recommendation"
