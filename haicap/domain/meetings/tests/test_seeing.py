"""Who came, what was found on the way, and the pictures of it."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from haicap.domain.meetings import actions
from haicap.domain.meetings.actions import Noted
from haicap.domain.meetings.models import AgendaItem, SitePhoto
from haicap.domain.meetings.testing import held_session, planned_session
from haicap.domain.organisations.models import Position
from haicap.domain.organisations.testing import SmallProvince
from haicap.foundation.access import Invalid, Refused
from haicap.foundation.files.tests.samples import PDF, PNG, upload

OCTOBER = date(2025, 10, 23)


def test_who_was_invited_is_named_in_the_minutes_once_it_is_known_whether_they_came(
    world: SmallProvince,
) -> None:
    session = planned_session(world, held_on=timezone.localdate())
    position = Position.objects.get(appointments__user=world.alma.user_id)
    invited = actions.invite(session, actor=world.clara, role="commune", position=position)
    noted = [Noted(invited, "stood_in", "Phó Chủ tịch xã")]
    actions.note_attendance(session, actor=world.clara, noted=noted)
    someone = session.participants.get()
    assert (someone.person_name, someone.attendance) == ("Alma", "stood_in")
    assert someone.stood_in_by == "Phó Chủ tịch xã"
    invited.refresh_from_db()
    actions.note_attendance(session, actor=world.clara, noted=[Noted(invited, "with_leave")])
    someone = session.participants.get()
    assert (someone.attendance, someone.stood_in_by) == ("with_leave", "")


def test_attendance_is_noted_by_the_convening_side_and_not_before_the_day(
    world: SmallProvince,
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    session = planned_session(world, held_on=tomorrow)
    invited = actions.invite(session, actor=world.clara, role="speaker", outside="Viện")
    with pytest.raises(Refused):
        actions.note_attendance(session, actor=world.clara, noted=[Noted(invited, "present")])
    held = held_session(world, held_on=OCTOBER)
    someone = actions.add_participant(
        held, actor=world.clara, role="speaker", position="Trưởng xóm"
    )
    with pytest.raises(Refused):
        actions.note_attendance(held, actor=world.ana, noted=[Noted(someone, "present")])
    for wrong in (
        Noted(someone, "asleep"),
        Noted(someone, "stood_in"),
        Noted(someone, "present", "Ai đó"),
        Noted(invited, "present"),
    ):
        with pytest.raises(Invalid):
            actions.note_attendance(held, actor=world.clara, noted=[wrong])
    someone.refresh_from_db()
    assert someone.attendance == ""


def test_what_was_found_is_written_by_the_group_with_pictures_told_in_words(
    world: SmallProvince,
) -> None:
    session = held_session(world, held_on=OCTOBER)
    visit = actions.record_visit(
        session,
        actor=world.clara,
        commune=world.commune_a,
        place="Trụ sở xã",
        begins_at=time(9),
        ends_at=time(10),
        visitors="Tổ công tác",
    )
    actions.write_findings(visit, actor=world.bogdan, findings="Mái dột.")
    shown = {"file": upload(PNG, "mái.png"), "description": "Mái nhà bị dột"}
    photo = actions.add_photo(visit, actor=world.bogdan, **shown)
    visit.refresh_from_db()
    assert (visit.findings, photo.description) == ("Mái dột.", "Mái nhà bị dột")
    with pytest.raises(Refused):
        actions.write_findings(visit, actor=world.ana, findings="Mái tốt.")
    for field, wrong in (
        ("description", {"file": upload(PNG, "mái.png"), "description": " "}),
        ("file", {"file": upload(PDF, "mái.pdf"), "description": "Mái"}),
        ("file", {"file": upload(PNG, "mái.png"), "description": "Mái nữa"}),
    ):
        with pytest.raises(Invalid) as refused:
            actions.add_photo(visit, actor=world.bogdan, **wrong)  # type: ignore[arg-type]
        assert refused.value.field == field
    assert SitePhoto.objects.count() == 1


def test_an_agenda_has_times_a_speaker_and_a_commune_where_they_are_known(
    world: SmallProvince,
) -> None:
    session = held_session(world, held_on=OCTOBER)
    item = actions.add_agenda_item(
        session,
        actor=world.clara,
        text="Xã báo cáo",
        begins_at=time(8, 30),
        minutes=45,
        speaker="Bí thư Đảng ủy xã",
        commune=world.commune_a,
    )
    assert item.ends_at == time(9, 15)
    assert actions.add_agenda_item(session, actor=world.clara, text="Thảo luận").ends_at is None
    with pytest.raises(Invalid):
        actions.add_agenda_item(session, actor=world.clara, text="X", minutes=0)
    with pytest.raises(Invalid):
        actions.add_agenda_item(session, actor=world.clara, text="X", commune=world.commune_b)
    assert AgendaItem.objects.count() == 2


def test_what_ends_ends_after_it_begins(world: SmallProvince) -> None:
    for times in ({"ends_at": time(9)}, {"begins_at": time(9), "ends_at": time(9)}):
        with pytest.raises(Invalid):
            planned_session(world, **times)
