"""Who took part, what was taken up, seen and reported: written down by whom."""

import pytest

from haicap.domain.indicators.testing import report
from haicap.domain.meetings.actions import (
    add_agenda_item,
    add_participant,
    cancel_session,
    give_report,
    record_visit,
)
from haicap.domain.meetings.models import Participant, Session
from haicap.domain.meetings.queries import reports_to_give
from haicap.domain.meetings.testing import held_session, planned_session
from haicap.domain.organisations.testing import SmallProvince, builder
from haicap.foundation.access import Invalid, Refused
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import IllegalMove


def test_the_chair_is_written_down_once(world: SmallProvince) -> None:
    session = held_session(world)
    facts = {"role": "chair", "person_name": "Hoàng", "position": "Bí thư Tỉnh ủy"}
    chair = add_participant(session, actor=world.clara, unit=world.party_committee, **facts)
    assert (str(chair), chair.get_role_display()) == ("Hoàng", chair.Role.CHAIR.label)
    with pytest.raises(Invalid) as twice:
        add_participant(session, actor=world.clara, **facts)
    assert twice.value.field == "role"
    assert Entry.objects.get(event="participant.add").details["session"] == session.pk


def test_a_title_nobody_understands_stays_in_the_words_of_the_source(
    world: SmallProvince,
) -> None:
    speaker = add_participant(
        held_session(world),
        actor=builder(),
        role="speaker",
        person_name="Đinh",
        stated_title="Vorsteher",
    )
    assert (speaker.position, speaker.stated_title) == ("", "Vorsteher")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("role", {"role": "guest", "person_name": "Hoàng"}),
        ("person_name", {"role": "speaker", "person_name": "  "}),
        ("position", {"role": "speaker", "position": "x" * 301}),
    ],
)
def test_nobody_in_particular_did_not_take_part(
    world: SmallProvince, field: str, given: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        add_participant(held_session(world), actor=world.clara, **given)
    assert refused.value.field == field
    assert not Participant.objects.exists()


def test_a_unit_that_took_part_sees_the_session(world: SmallProvince) -> None:
    session = held_session(world)
    assert not Session.objects.visible_to(world.felix).exists()
    add_participant(session, actor=world.clara, role="delegation", unit=world.department)
    assert list(Session.objects.visible_to(world.felix)) == [session]


def test_the_agenda_is_numbered_as_it_comes(world: SmallProvince) -> None:
    session = planned_session(world)
    items = [add_agenda_item(session, actor=world.clara, text=f"Việc {n}") for n in range(3)]
    assert [item.number for item in items] == [1, 2, 3]
    with pytest.raises(Invalid):
        add_agenda_item(session, actor=world.clara, text="")


def test_only_the_convening_side_writes_the_minutes_and_the_group_its_visits(
    world: SmallProvince,
) -> None:
    session = held_session(world)
    for actor in (world.ana, world.alma, world.mila, world.felix, world.bogdan, world.cora):
        with pytest.raises(Refused):
            add_agenda_item(session, actor=actor, text="Việc")
        with pytest.raises(Refused):
            add_participant(session, actor=actor, role="speaker", person_name="Ai đó")
    for actor in (world.ana, world.mila, world.felix, world.cora):
        with pytest.raises(Refused):
            record_visit(session, actor=actor, commune=world.commune_a, place="Trụ sở")
    for actor in (world.clara, world.bogdan):
        visit = record_visit(session, actor=actor, commune=world.commune_a, place="Trụ sở")
        assert visit.findings == ""


def test_a_visit_lies_in_one_of_the_communes_of_the_session(world: SmallProvince) -> None:
    with pytest.raises(Invalid) as refused:
        record_visit(
            held_session(world), actor=world.clara, commune=world.commune_b, place="Trụ sở"
        )
    assert refused.value.field == "commune"


def test_nothing_is_written_down_of_a_cancelled_session(world: SmallProvince) -> None:
    session = planned_session(world)
    stale = Session.objects.get(pk=session.pk)
    cancel_session(session, actor=world.clara, reason="Bão")
    with pytest.raises(IllegalMove):
        add_agenda_item(stale, actor=world.clara, text="Việc")
    with pytest.raises(IllegalMove):
        add_participant(session, actor=world.clara, role="speaker", person_name="Ai đó")
    with pytest.raises(IllegalMove):
        record_visit(session, actor=world.clara, commune=world.commune_a, place="Trụ sở")
    with pytest.raises(IllegalMove):
        give_report(session, report(world), actor=world.clara)


def test_a_report_is_given_once_by_a_commune_that_was_asked(world: SmallProvince) -> None:
    session, asked = held_session(world), report(world)
    other = report(world, actor=world.mila, units=[world.commune_b])
    assert list(reports_to_give(world.clara, session)) == [asked]
    give_report(session, asked, actor=world.clara)
    assert list(reports_to_give(world.clara, session)) == []
    for wrong in (asked, other):
        with pytest.raises(Invalid) as refused:
            give_report(session, wrong, actor=world.clara)
        assert refused.value.field == "report"
    assert list(session.reports.all()) == [asked]


def test_who_reports_may_hand_their_report_to_the_session_and_nobody_else(
    world: SmallProvince,
) -> None:
    session, own = held_session(world), report(world)
    for actor in (world.bogdan, world.mila, world.cora):
        with pytest.raises(Refused):
            give_report(session, own, actor=actor)
    give_report(session, own, actor=world.ana)
    assert list(session.reports.all()) == [own]
