"""Notes typed at a session: by whom, in which order, mended without losing anybody's words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from haicap.domain.meetings.actions import add_agenda_item, add_participant, cancel_session
from haicap.domain.meetings.models import Session
from haicap.domain.meetings.testing import held_session, planned_session
from haicap.domain.minutes.actions import (
    draw_up_minutes,
    mend_note,
    return_minutes,
    sign_minutes,
    write_minutes,
    write_note,
)
from haicap.domain.minutes.models import Minutes, Note
from haicap.domain.minutes.queries import document_of, may_note, minutes_of
from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.testing import SmallProvince, fresh, person, small_province
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.documents.letter import DRAFT_MARK, Paragraph
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import IllegalMove, LostRace
from tests.rooms import SignIn

HANDS = 6


@pytest.fixture
def session(world: SmallProvince) -> Session:
    return held_session(world, held_on=timezone.localdate())


@pytest.fixture
def secretary_general(world: SmallProvince) -> Actor:
    return person("Petra", world.party_committee, PositionKind.HEAD)


def said(session: Session, actor: Actor, text: str = "Nhất trí.", who: str = "Bí thư") -> Note:
    return write_note(session, actor=actor, text=text, speaker_words=who)


def test_what_is_said_stands_in_the_order_of_speaking_with_who_said_it(
    world: SmallProvince, session: Session
) -> None:
    item = add_agenda_item(session, actor=world.clara, text="Chuyển đổi số")
    chair = add_participant(session, actor=world.clara, role="chair", person_name="Hoàng Văn B")
    write_note(session, actor=world.clara, text="Khai mạc.", speaker=chair, agenda_item=item)
    said(session, world.clara, who="Chủ tịch UBND xã")
    notes = Note.objects.order_by("number")
    assert [(note.number, note.who) for note in notes] == [
        (1, "Hoàng Văn B"),
        (2, "Chủ tịch UBND xã"),
    ]
    assert Entry.objects.filter(event="note.write").count() == 2


@pytest.mark.parametrize("who", ["ana", "felix", "cora", "bogdan"])
def test_only_who_works_for_the_convener_types(
    world: SmallProvince, session: Session, who: str
) -> None:
    with pytest.raises(Refused):
        said(session, getattr(world, who))


def test_nothing_is_noted_of_a_session_to_come_or_cancelled(world: SmallProvince) -> None:
    coming = planned_session(world, held_on=timezone.localdate() + timedelta(days=3))
    cancelled = planned_session(world)
    cancel_session(cancelled, actor=world.clara, reason="Mưa lũ.")
    for session in (coming, cancelled):
        with pytest.raises(Refused):
            said(session, world.clara)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": "  "}, "text"),
        ({"speaker_words": ""}, "speaker"),
        ({"speaker_words": "x" * 301}, "speaker_words"),
    ],
)
def test_a_note_without_words_or_speaker_is_not_taken(
    world: SmallProvince, session: Session, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as invalid:
        write_note(
            session, actor=world.clara, **{"text": "Nói.", "speaker_words": "Bí thư", **given}
        )
    assert invalid.value.field == field
    assert not Note.objects.exists()


def test_a_speaker_of_another_session_is_not_taken(world: SmallProvince, session: Session) -> None:
    other = add_participant(held_session(world), actor=world.clara, role="chair", person_name="B")
    with pytest.raises(Invalid):
        write_note(session, actor=world.clara, text="Nói.", speaker=other)


def test_a_mended_note_keeps_its_earlier_wording(world: SmallProvince, session: Session) -> None:
    note = said(session, world.clara, "Ba dự án.")
    mend_note(note, actor=world.clara, version=1, text="Bốn dự án.", speaker_words="Bí thư")
    note.refresh_from_db()
    assert (note.text, note.version) == ("Bốn dự án.", 2)
    assert [each.text for each in note.wordings.all()] == ["Ba dự án."]


def test_who_mends_second_is_told_and_writes_over_nobody(
    world: SmallProvince, session: Session
) -> None:
    note = said(session, world.clara, "Ba.")
    mend_note(note, actor=world.clara, version=1, text="Bốn.", speaker_words="Bí thư")
    with pytest.raises(LostRace):
        mend_note(note, actor=world.house, version=1, text="Năm.", speaker_words="Bí thư")
    assert Note.objects.get().text == "Bốn."


def test_the_second_sees_what_the_first_saved_and_loses_no_word(
    world: SmallProvince, session: Session, sign_in: SignIn
) -> None:
    note = said(session, world.clara, "Ba.")
    mend_note(note, actor=world.clara, version=1, text="Bốn.", speaker_words="Bí thư")
    sent = {"text": "Năm.", "speaker_words": "Bí thư", "version": 1}
    answer = sign_in(world.clara).post(f"/sessions/{session.pk}/minutes/notes/1/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bốn." in page
    assert "Năm." in page


def test_a_note_of_the_screen_is_saved_at_once_and_leads_back_to_it(
    world: SmallProvince, session: Session, sign_in: SignIn
) -> None:
    item = add_agenda_item(session, actor=world.clara, text="Chuyển đổi số")
    clara = sign_in(world.clara)
    sent = {"text": "Đề nghị sớm.", "speaker_words": "Bí thư", "agenda_item": item.pk}
    answer = clara.post(f"/sessions/{session.pk}/minutes/notes/", {**sent, "from": "screen"})
    assert answer["Location"] == f"/sessions/{session.pk}/screen/1/#notes"
    assert "Đề nghị sớm." in clara.get(answer["Location"]).content.decode()


def test_the_minutes_are_a_draft_until_secretary_and_chair_have_signed(
    world: SmallProvince, session: Session, secretary_general: Actor
) -> None:
    said(session, world.clara)
    minutes = Minutes.objects.get(session=session)
    assert document_of(session, minutes, world.clara).mark == DRAFT_MARK
    write_minutes(minutes, actor=world.clara)
    assert not may_note(world.clara, session)
    assert document_of(session, minutes, world.clara).mark == DRAFT_MARK
    with pytest.raises(Refused):
        sign_minutes(minutes, actor=world.clara)
    sign_minutes(minutes, actor=secretary_general)
    letter = document_of(session, minutes, world.clara)
    assert letter.mark == ""
    assert letter.beside is not None
    assert (letter.beside.name, letter.signature.name) == ("Clara", "Petra")
    with pytest.raises(IllegalMove):
        said(session, world.clara)


def test_the_chair_gives_them_back_and_the_secretary_mends(
    world: SmallProvince, session: Session, secretary_general: Actor
) -> None:
    said(session, world.clara)
    minutes = Minutes.objects.get(session=session)
    write_minutes(minutes, actor=world.clara)
    return_minutes(minutes, actor=secretary_general, reason="Thiếu ý kiến của xã.")
    assert (minutes.secretary, minutes.written_on) == ("", None)
    assert may_note(world.clara, session)


def test_the_document_has_every_component_of_minutes(
    world: SmallProvince, session: Session
) -> None:
    draw_up_minutes(session, actor=world.clara, began="8 giờ 00", ended="11 giờ 30")
    add_participant(
        session, actor=world.clara, role="chair", person_name="Hoàng Văn B", position="Bí thư"
    )
    item = add_agenda_item(session, actor=world.clara, text="Chuyển đổi số")
    write_note(
        session, actor=world.clara, text="Nhất trí.", speaker_words="Ông A", agenda_item=item
    )
    letter = document_of(session, minutes_of(session, world.clara), world.clara)
    text = "\n".join(block.text for block in letter.body if isinstance(block, Paragraph))
    for words in ("8 giờ 00", "11 giờ 30", "Hoàng Văn B, Bí thư", "Chuyển đổi số", "Ông A: Nhất"):
        assert words in text
    assert letter.type_name == "Biên bản"
    assert [letter.beside and letter.beside.position, letter.signature.position] == [
        "Thư ký",
        "Chủ trì",
    ]


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_minutes_leave_as_a_file(
    world: SmallProvince, session: Session, sign_in: SignIn, form: str
) -> None:
    said(session, world.clara)
    answer = sign_in(world.clara).get(f"/sessions/{session.pk}/minutes/{form}/")
    assert answer.content[:2] == (b"PK" if form == "docx" else b"%P")


def test_two_secretaries_who_type_at_once_both_keep_their_words(database_copy: str) -> None:
    world = small_province()
    session = held_session(world, held_on=timezone.localdate())
    start = Barrier(HANDS)

    def typed(hand: int) -> None:
        try:
            actor = fresh(world.clara)
            start.wait(timeout=20)
            said(session, actor, f"Ý kiến {hand}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(typed, range(HANDS)))
    notes = Note.objects.filter(session=session).order_by("number")
    assert [note.number for note in notes] == list(range(1, HANDS + 1))
    assert {note.text for note in notes} == {f"Ý kiến {hand}" for hand in range(HANDS)}
