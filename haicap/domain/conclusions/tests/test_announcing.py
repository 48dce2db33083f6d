"""A notice on its way: its words, its number, what it clashes with, and taking it back."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections
from django.urls import reverse
from docx import Document

from haicap.domain.conclusions import actions
from haicap.domain.conclusions.models import Conclusion, Notice
from haicap.domain.conclusions.notices import load_of, overlaps_of
from haicap.domain.conclusions.paper import letter_of
from haicap.domain.conclusions.testing import ISSUED, SPOKEN, announced, delivered, drafted, ordered
from haicap.domain.organisations.testing import SmallProvince, small_province
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Invalid
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import IllegalMove, LostRace
from tests.rooms import SignIn

WHOLE = {
    "summary": "Thông báo kết luận của Bí thư Tỉnh ủy tại buổi làm việc với xã Lộc Bình",
    "opening": "Ngày 23/10/2025, Bí thư Tỉnh ủy kết luận như sau:",
    "sign_prefix": "T/L",
    "signed_for": "Ban Thường vụ",
    "signed_by": "Chánh Văn phòng",
    "signer": "Nguyễn Văn An",
    "further_recipients": "Thường trực Tỉnh ủy (để báo cáo)\nBan Tuyên giáo và Dân vận",
}


def whole_draft(world: SmallProvince, conclusion: Conclusion | None = None) -> Notice:
    return actions.draft_notice(
        conclusion or delivered(world),
        actor=world.clara,
        issuer=world.party_office,
        recipients=[world.commune_a],
        **WHOLE,
    )


def test_the_next_number_follows_the_last_one_of_the_series(world: SmallProvince) -> None:
    announced(world, delivered(world), "176-TB/VPTU")
    notice = whole_draft(world)
    actions.issue_notice(notice, actor=world.clara, issued_on=ISSUED)
    assert (notice.symbol, notice.number) == ("177-TB/VPTU", 177)
    announced(world, delivered(world), "190-TB/VPTU")
    after = whole_draft(world)
    actions.issue_notice(after, actor=world.clara, issued_on=ISSUED)
    assert after.symbol == "191-TB/VPTU", "a number given on paper is not given out again"


def test_a_new_term_begins_with_one(world: SmallProvince) -> None:
    announced(world, delivered(world), "2418-TB/VPTU")
    notice = whole_draft(world)
    actions.issue_notice(notice, actor=world.clara, issued_on=ISSUED, term="2025–2030")
    assert (notice.symbol, notice.series) == ("01-TB/VPTU", "2025–2030")


def test_the_first_number_of_a_series_is_written_by_hand(world: SmallProvince) -> None:
    with pytest.raises(Invalid) as refused:
        actions.issue_notice(whole_draft(world), actor=world.clara, issued_on=ISSUED)
    assert refused.value.field == "symbol"


@pytest.mark.parametrize("lacking", ["signed_by", "recipients"])
def test_a_document_that_is_not_whole_gets_no_number(world: SmallProvince, lacking: str) -> None:
    announced(world, delivered(world), "176-TB/VPTU")
    given = {"recipients": [world.commune_a], **WHOLE, "further_recipients": ""}
    given.pop(lacking)
    notice = actions.draft_notice(
        delivered(world), actor=world.clara, issuer=world.party_office, **given
    )
    with pytest.raises(Invalid):
        actions.issue_notice(notice, actor=world.clara, issued_on=ISSUED)
    assert Notice.objects.get(pk=notice.pk).symbol == ""


def test_five_hundred_notices_issued_at_once_are_numbered_without_a_gap(
    database_copy: str,
) -> None:
    """Eight hands, each with its own drafts; some try one that another issued already."""
    world, hands, each = small_province(), 8, 63
    conclusion = delivered(world)
    first = announced(world, conclusion, "01-TB/VPTU")
    drafts = Notice.objects.bulk_create(
        Notice(
            conclusion=conclusion, issuer=world.party_office, signed_by="Chánh Văn phòng",
            further_recipients="Các xã", signer=str(n),
        )
        for n in range(hands * each)
    )  # fmt: skip
    start = Barrier(hands)

    def issue(hand: int) -> int:
        lost = 0
        try:
            start.wait(20)
            for notice in [*drafts[hand * each : (hand + 1) * each], drafts[hand - 1]]:
                try:
                    mine = Notice.objects.select_related(
                        "issuer__parent", "issuer__office", "conclusion__issuer"
                    ).get(pk=notice.pk)
                    actions.issue_notice(mine, actor=world.house, issued_on=ISSUED)
                except (LostRace, IllegalMove):
                    lost += 1
        finally:
            connections.close_all()
        return lost

    with ThreadPoolExecutor(hands) as pool:
        lost = sum(pool.map(issue, range(hands)))
    numbers = Notice.objects.exclude(pk=first.pk).order_by("number")
    assert list(numbers.values_list("number", flat=True)) == list(range(2, hands * each + 2))
    assert lost == hands


def test_the_paper_carries_every_component(world: SmallProvince, sign_in: SignIn) -> None:
    notice = whole_draft(world)
    actions.issue_notice(notice, actor=world.clara, symbol="176-TB/VPTU", issued_on=ISSUED)
    clara = sign_in(world.clara)
    answer = clara.get(reverse("conclusions:docx", args=[notice.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="176-TB-VPTU.docx"'
    paper = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(each.text for each in paper.paragraphs), *cells])
    for component in (
        "TỈNH ỦY LẠNG SƠN", "VĂN PHÒNG", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 176-TB/VPTU",
        "Lạng Sơn, ngày 27 tháng 10 năm 2025", "THÔNG BÁO",
        "kết luận của Bí thư Tỉnh ủy tại buổi làm việc với xã Lộc Bình",
        "Ngày 23/10/2025, Bí thư Tỉnh ủy kết luận như sau:", "Các xã đẩy mạnh chuyển đổi số.",
        "T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Nguyễn Văn An", "- Xã Lộc Bình,",
        "- Ban Tuyên giáo và Dân vận,", "- Lưu Văn phòng.",
    ):  # fmt: skip
        assert component in text, component
    printed = clara.get(reverse("conclusions:pdf", args=[notice.pk]))
    assert printed.content.startswith(b"%PDF")


def test_paper_that_is_not_the_document_itself_says_so(world: SmallProvince) -> None:
    assert letter_of(whole_draft(world)).mark == "DỰ THẢO"
    conclusion = drafted(world)
    actions.add_item(conclusion, actor=world.house, text="Theo báo.", wording="restated")
    actions.deliver_conclusion(conclusion, actor=world.house, delivered_on=SPOKEN)
    notice = announced(world, conclusion)
    assert letter_of(notice).mark == "BẢN GHI THEO NGUỒN, KHÔNG PHẢI NGUYÊN VĂN"
    conclusion.items.update(is_simulated=True)
    assert "MÔ PHỎNG" in letter_of(notice).mark, "a real notice of what an example made up"


def test_a_notice_is_signed_as_its_side_signs(world: SmallProvince) -> None:
    with pytest.raises(Invalid) as refused:
        actions.draft_notice(
            delivered(world), actor=world.clara, issuer=world.party_office, sign_prefix="TUQ."
        )
    assert refused.value.field == "sign_prefix", "a prefix of the State on paper of the Party"


def test_the_state_sets_its_notices_in_its_own_layout(world: SmallProvince) -> None:
    conclusion = actions.draft_conclusion(
        actor=world.house,
        issuer=world.peoples_committee,
        concluded_by="Chủ tịch",
        title="Kết luận của Chủ tịch",
    )
    actions.add_item(conclusion, actor=world.house, text="Một việc.")
    actions.deliver_conclusion(conclusion, actor=world.house, delivered_on=SPOKEN)
    notice = actions.draft_notice(conclusion, actor=world.house, issuer=world.committee_office)
    actions.issue_notice(notice, actor=world.house, symbol="05/TB-VPUB", issued_on=ISSUED)
    letter = letter_of(notice)
    assert (letter.system, letter.superior) == ("state", "Ủy ban nhân dân tỉnh Lạng Sơn")


def test_a_draft_is_changed_by_one_hand_at_a_time(world: SmallProvince, sign_in: SignIn) -> None:
    notice, clara = whole_draft(world), sign_in(world.clara)
    door = reverse("conclusions:notice-edit", args=[notice.pk])
    sent = {**WHOLE, "recipients": ["06529", "06577"], "version": 1}
    assert clara.post(door, sent | {"signer": "Trần Thị Bình"}).status_code == 302
    answer = clara.post(door, sent | {"signer": "Lê Văn Cường"})
    assert answer.status_code == 409
    assert "Trần Thị Bình" in answer.text
    assert 'value="Lê Văn Cường"' in answer.text
    assert answer.text.count("selected") >= 2, "the recipients that were chosen stay chosen"
    notice.refresh_from_db()
    assert (notice.signer, notice.version, notice.recipients.count()) == ("Trần Thị Bình", 2, 2)
    actions.issue_notice(notice, actor=world.clara, symbol="176-TB/VPTU", issued_on=ISSUED)
    with pytest.raises(IllegalMove):
        actions.edit_notice(notice, actor=world.clara, version=2, recipients=[])


def asked_twice(world: SmallProvince) -> tuple[Conclusion, Task, Task]:
    """Commune A is to number its dossiers by November already; a second document says December."""
    text = "Rà soát, số hóa toàn bộ hồ sơ lưu trữ của xã."
    earlier = ordered(world, delivered(world, texts=[text]).items.get(), world.commune_a)
    Task.objects.filter(pk=earlier.pk).update(due_on=date(2025, 11, 28), due_precision="day")
    second = delivered(world, texts=["Rà soát và số hóa toàn bộ hồ sơ lưu trữ tại xã."])
    task = actions.assign_task(
        second.items.get(),
        actor=world.clara,
        lead=world.commune_a,
        due_on=date(2025, 12, 26),
        due_precision="day",
        assigned_on=SPOKEN,
    )
    return second, earlier, task


def test_the_same_asked_twice_is_found_before_the_second_is_issued(
    world: SmallProvince, sign_in: SignIn
) -> None:
    second, earlier, task = asked_twice(world)
    assert [each.other for each in overlaps_of([task], world.clara)] == [earlier]
    notice, clara = whole_draft(world, second), sign_in(world.clara)
    door = reverse("conclusions:issue", args=[notice.pk])
    assert earlier.text in clara.get(door).text
    sent = {"symbol": "176-TB/VPTU", "issued_on": "27/10/2025"}
    answer = clara.post(door, sent)
    assert answer.status_code == 422
    assert Notice.objects.get(pk=notice.pk).state == "drafted"
    assert clara.post(door, sent | {"overlaps_seen": "on"}).status_code == 302
    assert Notice.objects.get(pk=notice.pk).state == "issued"


def test_what_is_asked_of_others_or_on_the_same_day_does_not_clash(world: SmallProvince) -> None:
    _second, earlier, task = asked_twice(world)
    Task.objects.filter(pk=earlier.pk).update(due_on=task.due_on)
    assert overlaps_of([task], world.clara) == []
    Task.objects.filter(pk=earlier.pk).update(due_on=None, due_precision="unstated")
    assert len(overlaps_of([task], world.clara)) == 1, "no day and a day are two days"
    Task.objects.filter(pk=earlier.pk).update(lead=world.commune_b)
    assert overlaps_of([task], world.clara) == []
    earlier.coordinating.add(world.commune_a)
    assert len(overlaps_of([task], world.clara)) == 1, "another lead, and the unit is to help"


def test_the_load_of_a_week_is_counted_from_monday_to_sunday(world: SmallProvince) -> None:
    _second, earlier, _task = asked_twice(world)
    Task.objects.filter(pk=earlier.pk).update(due_on=date(2025, 12, 22))
    load = load_of(world.commune_a, date(2025, 12, 28), world.clara)
    assert (load.first, load.last, load.count) == (date(2025, 12, 22), date(2025, 12, 28), 2)
    assert load_of(world.commune_a, date(2025, 12, 29), world.clara).count == 0
    assert load_of(world.commune_a, date(2025, 12, 28), world.mila).count == 0, "not hers to see"


def test_a_recall_decides_what_becomes_of_every_open_task(
    world: SmallProvince, sign_in: SignIn
) -> None:
    conclusion = delivered(world, texts=["Một việc.", "Hai việc."])
    stays, ends = (ordered(world, item, world.commune_a) for item in conclusion.items.all())
    notice = announced(world, conclusion)
    with pytest.raises(Invalid) as undecided:
        actions.recall_notice(notice, actor=world.clara, reason="Sai số.", tasks={stays.pk: "keep"})
    assert undecided.value.field == "tasks"
    door = reverse("conclusions:recall", args=[notice.pk])
    sent = {"reason": "Sai số.", f"task-{stays.pk}": "keep", f"task-{ends.pk}": "cancel"}
    assert sign_in(world.clara).post(door, sent).status_code == 302
    states = dict(Task.objects.values_list("pk", "state"))
    assert states == {stays.pk: "assigned", ends.pk: "cancelled"}
    assert Entry.objects.get(event="notice.recall").details["cancelled"] == [ends.pk]


def test_while_another_notice_orders_them_the_tasks_stay(world: SmallProvince) -> None:
    conclusion = delivered(world)
    task = ordered(world, conclusion.items.get(), world.commune_a)
    first, second = announced(world, conclusion), announced(world, conclusion, "180-TB/VPTU")
    actions.recall_notice(first, actor=world.clara, reason="In sai.")
    assert Task.objects.get(pk=task.pk).state == "assigned"
    assert second.state == "issued"


def test_a_later_document_replaces_an_earlier_one_with_its_tasks_decided(
    world: SmallProvince,
) -> None:
    old = delivered(world)
    task = ordered(world, old.items.get(), world.commune_a)
    before, after = announced(world, old), announced(world, delivered(world), "190-TB/VPTU")
    with pytest.raises(Invalid):
        actions.replace_notice(before, actor=world.clara, by=after)
    actions.replace_notice(before, actor=world.clara, by=after, tasks={task.pk: "cancel"})
    assert Notice.objects.get(pk=after.pk).replaces == before
    assert Task.objects.get(pk=task.pk).state == "cancelled"


def test_a_task_goes_over_to_an_item_of_the_later_document_and_both_sides_say_so(
    world: SmallProvince, sign_in: SignIn
) -> None:
    old, new = delivered(world), delivered(world, texts=["Việc mới.", "Việc khác."])
    item, other = old.items.get(), new.items.get(label="C2")
    task = ordered(world, item, world.commune_a)
    before, after = announced(world, old), announced(world, new, "190-TB/VPTU")
    with pytest.raises(Invalid, match="goes over"):
        actions.replace_notice(before, actor=world.clara, by=after, over={task.pk: item.pk})
    assert Notice.objects.get(pk=before.pk).state == "issued"
    clara, door = sign_in(world.clara), reverse("conclusions:replacement", args=[before.pk])
    assert "190-TB/VPTU" in clara.get(door).text
    sent = {"by": after.pk, f"task-{task.pk}": f"item-{other.pk}"}
    assert clara.post(door, sent).status_code == 302
    moved = Task.objects.get(pk=task.pk)
    assert (moved.state, moved.assignment.item) == ("assigned", other)
    ana = sign_in(world.ana)
    assert item.get_absolute_url() in ana.get(task.get_absolute_url()).text
    assert other.get_absolute_url() in ana.get(item.get_absolute_url()).text
    assert item.get_absolute_url() in ana.get(other.get_absolute_url()).text
    read = reverse("api:conclusions_read_item", args=[item.pk])
    [passed] = ana.get(read).json()["passed_on"]
    assert (passed["task_id"], passed["to_item_id"]) == (task.pk, other.pk)


def test_a_document_from_above_comes_in_with_its_items(
    world: SmallProvince, sign_in: SignIn
) -> None:
    sent = {
        "receiver": "20.tinh-uy",
        "from_above": "Ban Bí thư Trung ương Đảng",
        "symbol": "45-CT/TW",
        "issued_on": "20/10/2025",
        "title": "Lãnh đạo cuộc bầu cử",
        "items": "Quán triệt chỉ thị.\n\nLập kế hoạch\nvà báo cáo.",
    }
    clara, door = sign_in(world.clara), reverse("conclusions:enter")
    assert clara.post(door, sent).status_code == 302
    notice = Notice.objects.get()
    assert (notice.symbol, notice.from_above, notice.state) == (
        "45-CT/TW", "Ban Bí thư Trung ương Đảng", "issued",
    )  # fmt: skip
    assert [item.text for item in notice.conclusion.items.all()] == [
        "Quán triệt chỉ thị.", "Lập kế hoạch\nvà báo cáo.",
    ]  # fmt: skip
    again = clara.post(door, sent)
    assert again.status_code == 422, "it is on record already"
    assert Conclusion.objects.count() == 1
    secret = clara.post(door, sent | {"symbol": "46-CT/TW", "secrecy": "mật"})
    assert (secret.status_code, "42/2014/QĐ-TTg" in secret.text) == (422, True)
    assert sign_in(world.ana).get(door).status_code == 403
