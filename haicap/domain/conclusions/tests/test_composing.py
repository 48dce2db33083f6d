"""Putting a conclusion together: words, order, answers; and nobody's words are lost."""

import pytest
from django.urls import reverse

from haicap.domain.conclusions import actions
from haicap.domain.conclusions.models import Conclusion, Item, Response
from haicap.domain.conclusions.testing import SPOKEN, delivered, drafted, held_session
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.testing import answered_recommendation, raised_recommendation
from haicap.foundation.access import Invalid, Refused
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import IllegalMove, LostRace
from tests.rooms import SignIn

THREE = ("Một.", "Hai.", "Ba.")


def labels(conclusion: Conclusion) -> list[str]:
    return [item.label for item in conclusion.items.order_by("position")]


def words(item: Item) -> dict[str, object]:
    return {"text": item.text, "part": item.part, "wording": item.wording, "version": item.version}


def test_an_item_is_changed_and_the_journal_keeps_the_words_it_had(world: SmallProvince) -> None:
    item = drafted(world).items.get()
    actions.edit_item(item, actor=world.clara, version=1, text="Các xã số hóa hồ sơ.")
    item.refresh_from_db()
    assert (item.text, item.version) == ("Các xã số hóa hồ sơ.", 2)
    entry = Entry.objects.get(event="item.edit")
    assert entry.details["replaced"] == "Các xã đẩy mạnh chuyển đổi số."


def test_who_saves_second_is_told_and_overwrites_nothing(world: SmallProvince) -> None:
    item = drafted(world).items.get()
    actions.edit_item(item, actor=world.clara, version=1, text="Lời của người thứ nhất.")
    with pytest.raises(LostRace):
        actions.edit_item(item, actor=world.clara, version=1, text="Lời của người thứ hai.")
    assert Item.objects.get().text == "Lời của người thứ nhất."


def test_two_clerks_on_one_item_both_keep_their_words(
    world: SmallProvince, sign_in: SignIn
) -> None:
    item, clara = drafted(world).items.get(), sign_in(world.clara)
    door = reverse("conclusions:item-edit", args=[item.pk])
    mine, theirs = words(item), words(item)
    assert clara.post(door, theirs | {"text": "Lời của người khác."}).status_code == 302
    answer = clara.post(door, mine | {"text": "Lời của tôi."})
    assert answer.status_code == 409
    assert "Lời của người khác." in answer.text
    assert "Lời của tôi.</textarea>" in answer.text
    assert 'name="version" value="2"' in answer.text
    assert clara.post(door, mine | {"text": "Lời của cả hai.", "version": 2}).status_code == 302
    assert Item.objects.get().text == "Lời của cả hai."


def test_items_change_places_and_those_between_move_up(world: SmallProvince) -> None:
    conclusion = drafted(world, texts=THREE)
    actions.move_item(conclusion.items.get(label="C3"), actor=world.clara, to=1)
    assert labels(conclusion) == ["C3", "C1", "C2"]
    for nowhere in (0, 4):
        with pytest.raises(Invalid):
            actions.move_item(conclusion.items.get(label="C3"), actor=world.clara, to=nowhere)


def test_an_item_taken_out_leaves_its_words_in_the_journal(world: SmallProvince) -> None:
    conclusion = drafted(world, texts=THREE)
    actions.remove_item(conclusion.items.get(label="C2"), actor=world.clara, version=1)
    assert list(conclusion.items.values_list("label", "position")) == [("C1", 1), ("C3", 2)]
    assert "Hai." in Entry.objects.get(event="item.remove").sentence
    added = actions.add_item(conclusion, actor=world.clara, text="Bốn.")
    assert added.label == "C4"


def test_what_was_delivered_stands(world: SmallProvince) -> None:
    item = delivered(world).items.get()
    with pytest.raises(IllegalMove):
        actions.edit_item(item, actor=world.clara, version=1, text="Khác.")
    with pytest.raises(IllegalMove):
        actions.remove_item(item, actor=world.clara, version=1)
    with pytest.raises(IllegalMove):
        actions.move_item(item, actor=world.clara, to=1)


@pytest.mark.parametrize("who", ["ana", "felix", "bogdan", "cora"])
def test_nobody_else_touches_a_draft(world: SmallProvince, who: str) -> None:
    item = drafted(world).items.get()
    with pytest.raises(Refused):
        actions.edit_item(item, actor=getattr(world, who), version=1, text="Khác.")


def test_items_are_numbered_by_part_when_it_is_delivered(world: SmallProvince) -> None:
    conclusion = drafted(world, texts=())
    for part, text in [("tasks", "Một."), ("assessment", "Hai."), ("tasks", "Ba.")]:
        actions.add_item(conclusion, actor=world.clara, text=text, part=part)
    actions.add_item(conclusion, actor=world.clara, text="Bốn.", wording="restated")
    actions.deliver_conclusion(conclusion, actor=world.house, delivered_on=SPOKEN)
    numbers = dict(conclusion.items.values_list("text", "number"))
    assert numbers == {"Hai.": "I.1", "Một.": "II.1", "Ba.": "II.2", "Bốn.": ""}


def test_every_recommendation_of_the_session_is_answered_in_one_go(
    world: SmallProvince, sign_in: SignIn
) -> None:
    session = held_session(world)
    conclusion = drafted(world, session)
    prepared = answered_recommendation(world, raised_at=session)
    plain = raised_recommendation(world, raised_at=session, text="Sửa trụ sở.")
    left = raised_recommendation(world, raised_at=session, text="Mở đường.")
    clara = sign_in(world.clara)
    page = clara.get(reverse("conclusions:compose", args=[conclusion.pk])).text
    assert "Sẽ bổ sung trong quý I.</textarea>" in page, "what the department answered is prepared"
    sent = {
        f"text-{prepared.pk}": "Đồng ý bổ sung công chức.",
        f"outcome-{prepared.pk}": "agreed",
        f"text-{plain.pk}": "Chưa đủ nguồn lực.",
        f"outcome-{plain.pk}": "not_agreed",
        f"text-{left.pk}": "  ",
    }
    assert clara.post(reverse("conclusions:compose", args=[conclusion.pk]), sent).status_code == 302
    said = Response.objects.values_list("recommendation", "outcome", "item__part", "item__text")
    assert sorted(said) == [
        (prepared.pk, "agreed", "answers", "Đồng ý bổ sung công chức."),
        (plain.pk, "not_agreed", "answers", "Chưa đủ nguồn lực."),
    ]
    page = clara.get(reverse("conclusions:compose", args=[conclusion.pk])).text
    assert (f"text-{left.pk}" in page, f"text-{plain.pk}" in page) == (True, False)


def test_what_somebody_else_answered_meanwhile_is_not_answered_twice_nor_lost(
    world: SmallProvince, sign_in: SignIn
) -> None:
    session = held_session(world)
    conclusion = drafted(world, session)
    asked = raised_recommendation(world, raised_at=session)
    clara, door = sign_in(world.clara), reverse("conclusions:compose", args=[conclusion.pk])
    assert clara.post(door, {f"text-{asked.pk}": "Lời thứ nhất."}).status_code == 302
    answer = clara.post(door, {f"text-{asked.pk}": "Lời thứ hai."})
    assert answer.status_code == 422
    assert "Lời thứ hai.</textarea>" in answer.text
    assert Response.objects.filter(recommendation=asked).count() == 1


def test_no_answer_at_all_is_said(world: SmallProvince, sign_in: SignIn) -> None:
    session = held_session(world)
    conclusion = drafted(world, session)
    raised_recommendation(world, raised_at=session)
    answer = sign_in(world.clara).post(reverse("conclusions:compose", args=[conclusion.pk]), {})
    assert answer.status_code == 422
    assert conclusion.items.count() == 1
