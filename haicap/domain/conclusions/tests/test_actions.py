"""What an office may do with a conclusion, and what is refused."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from haicap.domain.conclusions import actions
from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.conclusions.testing import (
    ISSUED,
    SPOKEN,
    announced,
    delivered,
    drafted,
    held_session,
    ordered,
)
from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.domain.recommendations.models import Recommendation
from haicap.foundation.access import Invalid, Refused
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import IllegalMove

pytestmark = pytest.mark.django_db


def draft(world: SmallProvince, **changed: object) -> Conclusion:
    given = {
        "actor": world.clara,
        "issuer": world.party_committee,
        "concluded_by": "Bí thư Tỉnh ủy",
        "title": "Kết luận",
    }
    return actions.draft_conclusion(**{**given, **changed})  # type: ignore[arg-type]


def test_the_clerk_of_the_office_drafts_for_the_body_it_serves(world: SmallProvince) -> None:
    conclusion = draft(world)
    assert conclusion.state == "drafted"
    entry = Entry.objects.get(event="conclusion.draft")
    assert "Kết luận" in entry.sentence


def test_a_deputy_who_concluded_drafts_and_delivers(world: SmallProvince) -> None:
    deputy = person("Đoan", world.party_committee, PositionKind.DEPUTY)
    conclusion = draft(world, actor=deputy, concluded_by="Phó Bí thư Tỉnh ủy")
    actions.add_item(conclusion, actor=deputy, text="Thực hiện nghiêm.", label="D1")
    actions.deliver_conclusion(conclusion, actor=deputy, delivered_on=timezone.localdate())
    assert Conclusion.objects.get().state == "delivered"


@pytest.mark.parametrize("who", ["ana", "bogdan", "frida", "cora"])
def test_nobody_else_drafts(world: SmallProvince, who: str) -> None:
    with pytest.raises(Refused):
        draft(world, actor=getattr(world, who))
    assert not Conclusion.objects.exists()


@pytest.mark.parametrize("marking", ["mật", "Tối mật", "TUYỆT MẬT", "secret"])
def test_a_secret_conclusion_is_refused_with_the_reason(world: SmallProvince, marking: str) -> None:
    with pytest.raises(Invalid, match="42/2014") as refused:
        draft(world, secrecy=marking)
    assert refused.value.field == "secrecy"


def test_items_keep_their_order_and_are_called_by_their_place(world: SmallProvince) -> None:
    conclusion = drafted(world, texts=["một", "hai"])
    third = actions.add_item(conclusion, actor=world.clara, text="ba", number="II.3")
    labels = list(conclusion.items.values_list("position", "label"))
    assert labels == [(1, "C1"), (2, "C2"), (3, "II.3")]
    assert third.lead is None


def test_no_item_is_added_once_delivered_not_even_by_the_house(world: SmallProvince) -> None:
    conclusion = delivered(world)
    for actor in (world.clara, world.house):
        with pytest.raises(IllegalMove):
            actions.add_item(conclusion, actor=actor, text="thêm")
    assert conclusion.items.count() == 1


def test_two_items_of_a_conclusion_are_not_called_the_same(world: SmallProvince) -> None:
    conclusion = drafted(world)
    with pytest.raises(Invalid) as refused:
        actions.add_item(conclusion, actor=world.clara, text="khác", label="C1")
    assert refused.value.field == "label"


def test_an_item_concerns_communes_only(world: SmallProvince) -> None:
    conclusion = drafted(world)
    with pytest.raises(Invalid) as refused:
        actions.add_item(conclusion, actor=world.clara, text="x", communes=[world.department])
    assert refused.value.field == "communes"


def test_a_conclusion_without_items_is_not_delivered(world: SmallProvince) -> None:
    with pytest.raises(Refused):
        actions.deliver_conclusion(draft(world), actor=world.clara, delivered_on=SPOKEN)


def test_delivery_keeps_its_day_and_the_journal_says_when_it_was_entered(
    world: SmallProvince,
) -> None:
    conclusion = drafted(world)
    actions.deliver_conclusion(conclusion, actor=world.clara, delivered_on=SPOKEN)
    conclusion.refresh_from_db()
    assert (conclusion.state, conclusion.delivered_on) == ("delivered", SPOKEN)
    assert Entry.objects.get(event="conclusion.deliver").effective_on == timezone.localdate()


def test_who_may_date_back_dates_the_delivery_in_the_journal_too(world: SmallProvince) -> None:
    delivered(world)
    entry = Entry.objects.get(event="conclusion.deliver")
    assert entry.effective_on == SPOKEN
    assert entry.backdated_because


def test_a_delivery_is_neither_to_come_nor_before_its_session(world: SmallProvince) -> None:
    conclusion = drafted(world, held_session(world))
    for day in (timezone.localdate() + timedelta(days=1), SPOKEN - timedelta(days=1)):
        with pytest.raises(Invalid) as refused:
            actions.deliver_conclusion(conclusion, actor=world.clara, delivered_on=day)
        assert refused.value.field == "delivered_on"


def test_a_notice_is_issued_under_its_symbol(world: SmallProvince) -> None:
    notice = announced(world, delivered(world))
    notice.refresh_from_db()
    assert (notice.state, notice.symbol, notice.number) == ("issued", "176-TB/VPTU", 176)
    assert Entry.objects.get(event="notice.issue").effective_on == ISSUED
    assert "176-TB/VPTU" in Entry.objects.get(event="notice.issue").sentence


def test_a_draft_is_not_announced(world: SmallProvince) -> None:
    with pytest.raises(Refused):
        actions.draft_notice(drafted(world), actor=world.clara, issuer=world.party_office)


def test_a_conclusion_is_announced_by_its_body_or_its_office_only(world: SmallProvince) -> None:
    with pytest.raises(Invalid) as refused:
        actions.draft_notice(delivered(world), actor=world.clara, issuer=world.department)
    assert refused.value.field == "issuer"


def test_a_number_is_used_once_in_its_series(world: SmallProvince) -> None:
    conclusion = delivered(world)
    announced(world, conclusion)
    again = actions.draft_notice(conclusion, actor=world.clara, issuer=world.party_office)
    with pytest.raises(Invalid) as refused:
        actions.issue_notice(
            again, actor=world.clara, symbol="0176-TB/VPTU", issued_on=ISSUED + timedelta(days=30)
        )
    assert refused.value.field == "symbol"
    again.refresh_from_db()
    assert again.state == "drafted"
    actions.issue_notice(
        again, actor=world.clara, symbol="176-TB/VPTU", issued_on=ISSUED, term="2020–2025"
    )
    assert again.state == "issued"


def test_a_state_number_may_come_back_the_next_year(world: SmallProvince) -> None:
    conclusion = delivered(world, on=date(2024, 5, 2))
    announced(world, conclusion, "5/TB-TU", date(2024, 6, 1))
    later = announced(world, conclusion, "5/TB-TU", date(2025, 6, 1))
    assert later.series == "2025"


@pytest.mark.parametrize(
    ("symbol", "days", "field"),
    [
        ("số 5", 0, "symbol"),
        ("5/2019/QĐ-TU", 0, "symbol"),
        ("5-TB/TU", 100_000, "issued_on"),
        ("5-TB/TU", -5, "issued_on"),
    ],
)
def test_what_cannot_be_printed_on_a_notice(
    world: SmallProvince, symbol: str, days: int, field: str
) -> None:
    notice = actions.draft_notice(delivered(world), actor=world.clara, issuer=world.party_office)
    day = SPOKEN + timedelta(days=days)
    with pytest.raises(Invalid) as refused:
        actions.issue_notice(notice, actor=world.clara, symbol=symbol, issued_on=day)
    assert refused.value.field == field


def test_a_stranger_is_refused_before_the_symbol_is_read(world: SmallProvince) -> None:
    notice = actions.draft_notice(delivered(world), actor=world.clara, issuer=world.party_office)
    with pytest.raises(Refused):
        actions.issue_notice(notice, actor=world.cora, symbol="?", issued_on=ISSUED)


def test_a_recall_needs_a_reason_and_keeps_it(world: SmallProvince) -> None:
    notice = announced(world, delivered(world))
    with pytest.raises(Invalid):
        actions.recall_notice(notice, actor=world.clara, reason=" ")
    actions.recall_notice(notice, actor=world.clara, reason="Sai số")
    assert notice.state == "recalled"
    assert "Sai số" in Entry.objects.get(event="notice.recall").sentence
    with pytest.raises(IllegalMove):
        actions.recall_notice(notice, actor=world.clara, reason="lần nữa")


def test_another_issued_notice_of_the_conclusion_replaces_one(world: SmallProvince) -> None:
    conclusion = delivered(world)
    first, second = announced(world, conclusion), announced(world, conclusion, "180-TB/VPTU")
    with pytest.raises(Invalid):
        actions.replace_notice(first, actor=world.clara, by=first)
    actions.replace_notice(first, actor=world.clara, by=second)
    assert Notice.objects.get(pk=second.pk).replaces == first
    assert Notice.objects.get(pk=first.pk).state == "replaced"


def test_no_task_without_a_lead(world: SmallProvince) -> None:
    item = delivered(world).items.get()
    with pytest.raises(Invalid) as refused:
        actions.assign_task(item, actor=world.clara, lead=None)
    assert refused.value.field == "lead"
    assert not item.assignments.exists()


def test_one_task_for_each_lead_with_the_items_words(world: SmallProvince) -> None:
    item = delivered(world).items.get()
    task = actions.assign_task(item, actor=world.clara, lead=world.commune_a)
    assert task.text == item.text
    assert (task.issuer, task.due_precision) == (world.party_committee, "unstated")
    actions.assign_task(item, actor=world.clara, lead=world.commune_b)
    with pytest.raises(Invalid) as refused:
        actions.assign_task(item, actor=world.clara, lead=world.commune_a)
    assert refused.value.field == "lead"
    assert item.assignments.count() == 2


def test_a_lead_that_the_conclusion_names_is_kept(world: SmallProvince) -> None:
    conclusion = drafted(world, texts=[])
    item = actions.add_item(conclusion, actor=world.clara, text="Sở chủ trì", lead=world.department)
    actions.deliver_conclusion(conclusion, actor=world.clara, delivered_on=SPOKEN)
    item.refresh_from_db()
    with pytest.raises(Invalid):
        actions.assign_task(item, actor=world.clara, lead=world.other_department)
    assert actions.assign_task(item, actor=world.clara, lead=world.department)


def test_a_draft_orders_nothing(world: SmallProvince) -> None:
    with pytest.raises(Refused):
        ordered(world, drafted(world).items.get(), world.commune_a)


def test_the_led_commune_does_not_assign_to_itself(world: SmallProvince) -> None:
    item = delivered(world).items.get()
    with pytest.raises(Refused):
        actions.assign_task(item, actor=world.alma, lead=world.commune_a)


def test_an_item_answers_a_recommendation_once(world: SmallProvince) -> None:
    item = delivered(world).items.get()
    asked = Recommendation.objects.create(
        text="Thêm biên chế", category="STAFF", addressed_to=world.party_committee
    )
    actions.answer_recommendation(item, asked, actor=world.clara)
    with pytest.raises(Invalid):
        actions.answer_recommendation(item, asked, actor=world.clara)
    assert Entry.objects.filter(event="item.respond").count() == 1
    assert Item.objects.filter(responses__recommendation=asked).get() == item


@pytest.mark.parametrize("who", ["alma", "bogdan"])
def test_only_the_side_that_convened_a_session_concludes_it(world: SmallProvince, who: str) -> None:
    """Alma heads the People's Committee of a commune that was there: she concludes nothing."""
    actor, session = getattr(world, who), held_session(world, group=world.group)
    own = {"alma": world.body("06529.ubnd"), "bogdan": world.group}[who]
    with pytest.raises(Refused, match="convened"):
        draft(world, actor=actor, issuer=own, session=session)
    assert not Conclusion.objects.exists()
    assert draft(world, session=session).session == session


def test_who_concluded_sees_the_notice_that_the_office_drafts(world: SmallProvince) -> None:
    head = person("Khoa", world.party_committee, PositionKind.HEAD)
    notice = actions.draft_notice(delivered(world), actor=head, issuer=world.party_office)
    assert Notice.objects.visible_to(head).get() == notice
    assert not Notice.objects.visible_to(world.alma).exists()
