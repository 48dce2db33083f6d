"""The minutes of a session as a document: Biên bản, in the layout of Party or State."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time
from itertools import groupby

from haicap.domain.conclusions.models import Conclusion, Item
from haicap.domain.meetings.models import Participant, Session
from haicap.domain.organisations.models import OF_THE_PARTY
from haicap.domain.organisations.queries import place_of
from haicap.foundation.documents.letter import (
    DRAFT_MARK,
    SIMULATED_MARK,
    Block,
    Heading,
    Letter,
    Paragraph,
    Signature,
)
from haicap.foundation.documents.symbols import System

from .models import Minutes, Note

# Documents are Vietnamese whatever language the page is read in: these words are not translated.
ROLES = {
    Participant.Role.CHAIR: "Chủ trì",
    Participant.Role.DELEGATION: "Thành viên đoàn công tác",
    Participant.Role.COMMUNE: "Đại biểu các xã",
    Participant.Role.SPEAKER: "Đại biểu phát biểu",
}
PARTS_OF_DAY = {"morning": "buổi sáng", "afternoon": "buổi chiều", "whole_day": "cả ngày"}
ABSENT: Mapping[str, str] = {
    Participant.Attendance.WITH_LEAVE: " (vắng có lý do)",
    Participant.Attendance.WITHOUT_LEAVE: " (vắng không có lý do)",
}
LEFT_FREE = "…………"
ARCHIVE = {System.PARTY: "Lưu Văn phòng.", System.STATE: "Lưu: VT."}


def letter_of(
    session: Session,
    minutes: Minutes | None,
    notes: Sequence[Note],
    concluded: Sequence[Conclusion],
) -> Letter:
    """Composed of agenda, attendance, notes and what was concluded, as a reader sees them.

    What is not known is left free for the hand; a draft until secretary and chair have signed.
    """
    system = System.PARTY if session.convened_by.kind in OF_THE_PARTY else System.STATE
    place = place_of(session.convened_by)
    people = list(session.participants.select_related("unit").order_by("id"))
    is_signed = minutes is not None and minutes.state == Minutes.State.SIGNED
    return Letter(
        system=system,
        superior="",
        issuer=session.convened_by.full_name,
        symbol="",
        place=place.name if place else "",
        issued_on=session.held_on,
        type_name="Biên bản",
        summary=session.title,
        body=list(_body(session, minutes, people, notes, concluded)),
        beside=Signature("Thư ký", _name(minutes.secretary if minutes else "")),
        signature=Signature("Chủ trì", _name(minutes.chair if minutes else "")),
        recipients=[*_recipients(session), ARCHIVE[system]],
        mark=_mark(session, minutes, notes, concluded, is_signed=is_signed),
    )


def _name(signer: str) -> str:
    """“Nguyễn Văn A; Chánh Văn phòng …” signs with the name alone."""
    return signer.split(";")[0].strip()


def _body(
    session: Session,
    minutes: Minutes | None,
    people: Sequence[Participant],
    notes: Sequence[Note],
    concluded: Sequence[Conclusion],
) -> Iterator[Block]:
    began, ended = (minutes.began, minutes.ended) if minutes else ("", "")
    began, ended = began or _hour(session.begins_at), ended or _hour(session.ends_at)
    yield Paragraph(f"Thời gian bắt đầu: {began or LEFT_FREE}, {_day(session)}.")
    yield Paragraph(f"Địa điểm: {session.place or LEFT_FREE}.")
    yield Heading("Thành phần tham dự", "I")
    yield from _attendance(people, session)
    yield Heading("Nội dung", "II")
    yield from _agenda(session)
    yield Heading("Diễn biến buổi làm việc", "III")
    yield from _said(notes)
    yield Heading("Kết luận", "IV")
    yield from _conclusions(concluded)
    closed = f"{ended or LEFT_FREE}, {_day(session)}"
    yield Paragraph(f"Buổi làm việc kết thúc vào {closed}./.")


def _hour(at: time | None) -> str:
    """As planned, until the secretary writes down how it was."""
    return f"{at.hour} giờ {at.minute:02}" if at else ""


def _day(session: Session) -> str:
    if session.held_on is None:
        return f"ngày {LEFT_FREE}"
    part = PARTS_OF_DAY.get(session.part_of_day, "")
    return f"{part} ngày {session.held_on:%d/%m/%Y}".strip()


def _attendance(people: Sequence[Participant], session: Session) -> Iterator[Block]:
    order = list(ROLES)
    ranked = sorted(people, key=lambda each: (order.index(Participant.Role(each.role)), each.pk))
    for number, (role, group) in enumerate(groupby(ranked, lambda each: each.role), start=1):
        yield Paragraph(f"{ROLES[Participant.Role(role)]}:", f"{number}.")
        yield from (Paragraph(_in_words(each), "-") for each in group)
    if not people:
        yield Paragraph(f"Chủ trì: {LEFT_FREE}")
        yield Paragraph(f"Thành phần: {LEFT_FREE}")
    communes = ", ".join(unit.name for unit in session.communes.order_by("sort_key"))
    yield Paragraph(f"Các xã làm việc: {communes}.")


def _in_words(each: Participant) -> str:
    position, unit = each.position or each.stated_title, str(each.unit or "")
    # “Bí thư Đảng ủy xã Lộc Bình” names the unit already.
    is_named = unit.casefold() in position.casefold()
    named = (each.person_name, position, "" if is_named else unit)
    said = ", ".join(part for part in named if part)
    if each.attendance == Participant.Attendance.STOOD_IN:
        return f"{said}: {each.stood_in_by} dự thay."
    return f"{said}{ABSENT.get(each.attendance, '')}."


def _agenda(session: Session) -> Iterable[Block]:
    items = [Paragraph(each.text, f"{each.number}.") for each in session.agenda.all()]
    return items or [Paragraph(LEFT_FREE)]


def _said(notes: Sequence[Note]) -> Iterator[Block]:
    """Item by item of the agenda as they were taken up; within one, in the order of speaking."""
    for item, group in groupby(notes, lambda note: note.agenda_item):
        if item is not None:
            yield Heading(item.text, f"{item.number}")
        for note in group:
            lines = [line.strip() for line in note.text.splitlines() if line.strip()]
            yield Paragraph(f"{note.who}: {lines[0]}", "-")
            yield from (Paragraph(line) for line in lines[1:])
    if not notes:
        yield Paragraph(LEFT_FREE)


def _conclusions(concluded: Sequence[Conclusion]) -> Iterator[Block]:
    for conclusion in concluded:
        yield Paragraph(f"{conclusion.concluded_by} kết luận:")
        items: Sequence[Item] = sorted(conclusion.items.all(), key=lambda item: item.position)
        yield from (Paragraph(item.text, f"{place}.") for place, item in enumerate(items, start=1))
    if not concluded:
        yield Paragraph(LEFT_FREE)


def _recipients(session: Session) -> list[str]:
    units = [session.convened_by, session.group, *session.communes.order_by("sort_key")]
    return [f"{unit.full_name}," for unit in units if unit is not None]


def _mark(
    session: Session,
    minutes: Minutes | None,
    notes: Sequence[Note],
    concluded: Sequence[Conclusion],
    *,
    is_signed: bool,
) -> str:
    parts = [session, *notes, *concluded, *([minutes] if minutes else [])]
    if any(each.is_simulated or getattr(each, "has_simulated_moves", False) for each in parts):
        return SIMULATED_MARK
    return "" if is_signed else DRAFT_MARK
