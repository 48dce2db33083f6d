"""Making a session ready: invited by position, asked for papers, and nobody wanted twice."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from haicap.domain.meetings import actions
from haicap.domain.meetings.models import Invitation, Material, Session
from haicap.domain.meetings.queries import collected_for, invited_to
from haicap.domain.meetings.testing import held_session, planned_session
from haicap.domain.organisations.models import Position, PositionKind
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.files.tests.samples import DOCX, PDF, PROGRAM, upload
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import IllegalMove


def soon(days: int = 7) -> date:
    return timezone.localdate() + timedelta(days=days)


def head_of(actor: Actor) -> Position:
    return Position.objects.get(appointments__user=actor.user_id)


def to_come(world: SmallProvince, **facts: Any) -> Session:
    given = {"held_on": soon(), "begins_at": time(8), "ends_at": time(11), "place": "Trụ sở"}
    return planned_session(world, **{**given, **facts})


def test_who_holds_the_position_on_the_day_is_who_is_invited(world: SmallProvince) -> None:
    session = to_come(world)
    invited = actions.invite(
        session, actor=world.clara, role="commune", position=head_of(world.alma)
    )
    told = invited_to(session, world.alma)
    assert [(each.invitation, each.holders, each.may_answer) for each in told] == [
        (invited, ["Alma"], True)
    ]
    assert [each.may_answer for each in invited_to(session, world.mila)] == [False]


def test_an_invitation_opens_the_session_to_the_unit_until_it_is_withdrawn(
    world: SmallProvince,
) -> None:
    session = to_come(world)
    assert session not in Session.objects.visible_to(world.frida)
    invited = actions.invite(session, actor=world.clara, role="speaker", unit=world.department)
    assert session in Session.objects.visible_to(world.frida)
    actions.withdraw_invitation(invited, actor=world.clara)
    assert session not in Session.objects.visible_to(world.frida)
    entry = Entry.objects.get(event="invitation.withdraw")
    assert entry.details["who"] == str(world.department)


def test_the_invited_unit_answers_and_nobody_else_does(world: SmallProvince) -> None:
    session = to_come(world)
    invited = actions.invite(session, actor=world.clara, role="speaker", unit=world.department)
    for actor in (world.ana, world.mila, world.cora):
        with pytest.raises(Refused):
            actions.answer_invitation(invited, actor=actor, answer="comes")
    for wrong, field in (
        ({"answer": "perhaps"}, "answer"),
        ({"answer": "deputy"}, "deputy"),
        ({"answer": "declines", "reason": " "}, "reason"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.answer_invitation(invited, actor=world.frida, **wrong)
        assert refused.value.field == field
    assert invited_to(session, world.clara, unanswered=True)
    actions.answer_invitation(invited, actor=world.frida, answer="deputy", deputy="Felix")
    assert not invited_to(session, world.clara, unanswered=True)
    invited.refresh_from_db()
    assert (invited.answer, invited.deputy) == ("deputy", "Felix")


def test_who_answered_for_another_time_is_asked_anew(world: SmallProvince) -> None:
    session = to_come(world)
    invited = actions.invite(session, actor=world.clara, role="speaker", unit=world.department)
    actions.answer_invitation(invited, actor=world.frida, answer="comes")
    with pytest.raises(Invalid) as refused:
        actions.reschedule_session(session, actor=world.clara, held_on=soon(9))
    assert refused.value.field == "reason"
    actions.reschedule_session(
        session, actor=world.clara, held_on=soon(9), reason="Trùng lịch họp Quốc hội"
    )
    invited.refresh_from_db()
    assert invited.answer == ""
    old = session.reschedulings.get()
    assert (old.held_on, old.begins_at, old.place) == (soon(), time(8), "Trụ sở")
    entry = Entry.objects.get(event="session.reschedule")
    assert entry.details["reason"] == "Trùng lịch họp Quốc hội"
    assert entry.details["old_day"] == soon().strftime("%d/%m/%Y")


@pytest.mark.parametrize(
    "wrong", [{}, {"unit": True, "outside": "Viện"}, {"outside": " "}, {"outside": "x" * 301}]
)
def test_an_invitation_is_to_one_somebody(world: SmallProvince, wrong: dict[str, Any]) -> None:
    session = to_come(world)
    given = {**wrong, **({"unit": world.department} if "unit" in wrong else {})}
    with pytest.raises(Invalid) as refused:
        actions.invite(session, actor=world.clara, role="speaker", **given)
    assert refused.value.field == "outside"


def test_nobody_is_invited_twice_nor_to_what_is_over(world: SmallProvince) -> None:
    session = to_come(world)
    actions.invite(session, actor=world.clara, role="speaker", outside="Viện Quy hoạch")
    with pytest.raises(Invalid):
        actions.invite(session, actor=world.clara, role="speaker", outside="Viện Quy hoạch")
    with pytest.raises(Refused):
        actions.invite(session, actor=world.ana, role="speaker", unit=world.department)
    with pytest.raises(IllegalMove):
        actions.invite(held_session(world), actor=world.clara, role="speaker", outside="Viện")


def test_a_person_is_wanted_twice_through_any_position(world: SmallProvince) -> None:
    """Sơn is Secretary of the Party committee and head of the Front: one person, two positions."""
    secretary = person("Sơn", world.party_committee, PositionKind.HEAD)
    person("Sơn", world.body("20.mttq"), PositionKind.HEAD)
    in_party, in_front = Position.objects.filter(appointments__user=secretary.user_id).order_by(
        "pk"
    )
    to_come(world, chair=in_party, despite="")
    other = to_come(
        world, communes=[world.commune_b], place="Hội trường", begins_at=time(10), ends_at=None
    )
    with pytest.raises(Invalid) as refused:
        actions.invite(other, actor=world.clara, role="delegation", position=in_front)
    assert refused.value.field == "despite"
    assert "Sơn (Làm việc với xã Lộc Bình)" in refused.value.reason
    actions.invite(
        other,
        actor=world.clara,
        role="delegation",
        position=in_front,
        despite="Dự nửa buổi",
    )
    entry = Entry.objects.get(event="session.override")
    assert entry.details["reason"] == "Dự nửa buổi"
    assert "Sơn" in entry.details["clashes"]


@pytest.mark.parametrize(
    ("facts", "wanted_twice"),
    [
        ({"place": "trụ SỞ"}, "trụ SỞ"),
        ({"place": "Nơi khác"}, None),
        ({"place": "Trụ sở", "begins_at": time(11), "ends_at": time(12)}, None),
        ({"place": "Trụ sở", "begins_at": None, "ends_at": None}, "Trụ sở"),
        ({"place": "Trụ sở", "begins_at": time(13), "ends_at": None}, None),
        ({"place": "Trụ sở", "held_on": None}, None),
    ],
)
def test_a_place_is_wanted_twice_only_at_one_time(
    world: SmallProvince, facts: dict[str, Any], wanted_twice: str | None
) -> None:
    to_come(world)
    others = {"communes": [world.commune_b], **facts}
    if wanted_twice is None:
        assert to_come(world, **others).pk
        return
    with pytest.raises(Invalid) as refused:
        to_come(world, **others)
    assert wanted_twice in refused.value.reason
    assert Session.objects.count() == 1
    assert to_come(world, **others, despite="Hai phòng").pk


def test_a_commune_is_wanted_twice_and_a_move_tells_it_too(world: SmallProvince) -> None:
    to_come(world)
    other = to_come(world, held_on=soon(8), place="Nhà văn hóa")
    with pytest.raises(Invalid) as refused:
        actions.reschedule_session(
            other, actor=world.clara, held_on=soon(), reason="Sớm hơn", begins_at=time(9)
        )
    assert str(world.commune_a) in refused.value.reason
    other.refresh_from_db()
    assert (other.held_on, other.reschedulings.count()) == (soon(8), 0)


def test_what_a_planner_may_not_see_clashes_without_its_name(world: SmallProvince) -> None:
    to_come(world, group=None)
    clerk = person("Dung", world.committee_office, PositionKind.CLERK)
    with pytest.raises(Invalid) as refused:
        planned_session(
            world, actor=clerk, convened_by=world.peoples_committee, held_on=soon(), group=None
        )
    assert "Làm việc" not in refused.value.reason
    assert str(world.commune_a) in refused.value.reason


def test_a_commune_hands_in_what_it_was_asked_for_and_others_do_not_see_it(
    world: SmallProvince,
) -> None:
    session = to_come(world, communes=[world.commune_a, world.commune_b])
    actions.ask_communes(
        session,
        actor=world.clara,
        communes=[world.commune_a, world.commune_b],
        due_on=soon(5),
        subject="Chín tháng năm 2025",
    )
    files = [upload(PDF, "báo cáo.pdf"), upload(DOCX, "phụ lục.docx")]
    actions.hand_in_material(
        session, actor=world.ana, unit=world.commune_a, kind="report", papers=files
    )
    own, other = collected_for(session, world.clara)
    assert [each.name for each in own.materials] == ["báo cáo.pdf", "phụ lục.docx"]
    assert (len(own.missing), len(other.missing)) == (1, 2)
    assert not own.is_late
    assert len(collected_for(session, world.mila)) == 1
    assert not Material.objects.visible_to(world.mila).exists()
    assert Material.objects.visible_to(world.bogdan).count() == 2
    assert not Material.objects.visible_to(world.frida).exists()


def test_what_is_missing_or_came_after_its_day_is_late(world: SmallProvince) -> None:
    session = to_come(world)
    request = actions.ask_communes(
        session, actor=world.clara, communes=[world.commune_a], due_on=soon(1)
    )[0]
    actions.hand_in_material(
        session,
        actor=world.ana,
        unit=world.commune_a,
        kind="report",
        papers=[upload(PDF, "a.pdf")],
    )
    type(request).objects.filter(pk=request.pk).update(due_on=soon(-1))
    assert collected_for(session, world.clara)[0].is_late
    actions.hand_in_material(
        session,
        actor=world.ana,
        unit=world.commune_a,
        kind="recommendations",
        papers=[upload(PDF, "b.pdf")],
    )
    whole = collected_for(session, world.clara)[0]
    assert (whole.missing, whole.is_late) == ([], True)
    Material.objects.update(handed_on=soon(-2))
    assert not collected_for(session, world.clara)[0].is_late


def test_nobody_hands_in_for_another_nor_what_is_no_paper(world: SmallProvince) -> None:
    session = to_come(world)

    def hand_in(actor: Actor, **given: Any) -> None:
        paper = {"unit": world.commune_a, "kind": "report", "papers": [upload(PDF, "a.pdf")]}
        actions.hand_in_material(session, actor=actor, **{**paper, **given})

    for actor in (world.mila, world.frida):
        with pytest.raises(Refused):
            hand_in(actor)
    for field, wrong in (
        ("unit", {"unit": world.commune_b}),
        ("kind", {"kind": "song"}),
        ("papers", {"papers": []}),
        ("papers", {"papers": [upload(PROGRAM, "a.exe")]}),
    ):
        with pytest.raises(Invalid) as refused:
            hand_in(world.clara, **wrong)
        assert refused.value.field == field
    assert not Material.objects.exists()


def test_papers_are_asked_for_before_the_session_and_of_its_communes(
    world: SmallProvince,
) -> None:
    session = to_come(world)

    def ask(**given: Any) -> None:
        asked = {"communes": [world.commune_a], "due_on": soon(3)}
        actions.ask_communes(session, actor=world.clara, **{**asked, **given})

    for field, wrong in (
        ("due_on", {"due_on": soon(8)}),
        ("due_on", {"due_on": soon(-1)}),
        ("communes", {"communes": [world.commune_b]}),
        ("communes", {"communes": []}),
        ("wants_report", {"wants_report": False, "wants_recommendations": False}),
    ):
        with pytest.raises(Invalid) as refused:
            ask(**wrong)
        assert refused.value.field == field
    ask()
    ask(due_on=soon(4))
    assert session.requests.get().due_on == soon(4)


def test_the_lists_of_a_session_cost_the_same_for_one_and_for_many(
    world: SmallProvince, django_assert_num_queries: Any
) -> None:
    session = to_come(world)
    for number in range(3):
        actions.invite(session, actor=world.clara, role="speaker", outside=f"Viện {number}")
    actions.invite(session, actor=world.clara, role="commune", position=head_of(world.alma))
    actions.ask_communes(session, actor=world.clara, communes=[world.commune_a], due_on=soon(1))
    session = Session.objects.get(pk=session.pk)
    collected_for(session, world.clara)
    with django_assert_num_queries(2):
        assert len(invited_to(session, world.clara)) == 4
    with django_assert_num_queries(2):
        assert len(collected_for(session, world.clara)) == 1
    assert Invitation.objects.count() == 4
