"""The briefing on paper, for the car: what is open at the communes, and what moved since."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import override

from haicap.domain.followups.queries import Change, Pair, SheetRow, Standing, TaskThatDay
from haicap.domain.indicators.queries import in_words
from haicap.domain.organisations.models import OF_THE_PARTY, Unit
from haicap.domain.organisations.queries import place_of, standing_of
from haicap.foundation.access import Actor
from haicap.foundation.documents.letter import (
    SIMULATED_MARK,
    Block,
    Heading,
    Letter,
    Paragraph,
    Signature,
    Table,
)
from haicap.foundation.documents.symbols import System

from .briefing import Briefing, Measured

# Documents are Vietnamese whatever language the page is read in: these words are not translated.
DAY = "%d/%m/%Y"
CHANGES = {
    Change.MOVED: "có chuyển biến",
    Change.UNMOVED: "chưa chuyển biến",
    Change.NEW: "mới",
    Change.GONE: "",
}
NAMED_AT_MOST = 2
NONE = "Không có nội dung nào trong phạm vi được xem."
NEVER = "chưa ghi nhận buổi làm việc nào trước đây"


def letter_of(briefing: Briefing, actor: Actor) -> Letter:
    """A working paper without a number; who asked for it answers for whom it is shown to."""
    issuer = _issuer(briefing, actor)
    place = place_of(issuer)
    names = ", ".join(f"{unit.designation} {unit.name}" for unit in briefing.communes)
    with override("vi"):
        body = list(_body(briefing))
    return Letter(
        system=System.PARTY if issuer.kind in OF_THE_PARTY else System.STATE,
        superior="",
        issuer=issuer.full_name,
        symbol="",
        is_numbered=False,
        place=place.name if place else "",
        issued_on=briefing.place.day,
        type_name="Tóm tắt tình hình",
        summary=f"phục vụ làm việc với {names}, tính đến ngày {briefing.place.day:{DAY}}",
        body=body,
        signature=Signature("Người lập"),
        recipients=[],
        mark=SIMULATED_MARK if briefing.simulated else "",
    )


def _issuer(briefing: Briefing, actor: Actor) -> Unit:
    """Who convenes the session; where there is none, the unit of who asks for the paper."""
    if briefing.session is not None:
        return briefing.session.convened_by
    own = Unit.objects.filter(pk__in=standing_of(actor).own).order_by("pk").first()
    return own or briefing.communes[0]


def _body(briefing: Briefing) -> Iterator[Block]:
    yield from _beginning(briefing)
    carried = briefing.carried
    yield Heading("Kết luận trước đây chưa hoàn thành", "I")
    yield from _pairs(carried.items, briefing)
    yield Heading("Kiến nghị chưa kết thúc", "II")
    yield from _pairs(carried.recommendations, briefing)
    yield Heading("Nhiệm vụ quá hạn của xã", "III")
    yield from _late(briefing.late)
    yield Heading("Dự án chậm tiến độ nêu trong kiến nghị", "IV")
    yield from _points((each.text for each in briefing.delayed), NONE)
    yield Heading("Đã kết thúc kể từ lần làm việc trước", "V")
    yield from _points((f"{_label(row.row)}: {row.row.words}" for row in carried.finished), NONE)
    yield Heading("Số liệu báo cáo", "VI")
    yield from _figures(briefing)
    yield Heading("Người giữ chức vụ", "VII")
    yield from _holders(briefing)


def _beginning(briefing: Briefing) -> Iterator[Block]:
    if briefing.session is not None:
        yield Paragraph(f"Buổi làm việc: {briefing.session.title}.")
    for commune, last in briefing.visits:
        when = f"lần gần nhất ngày {last.held_on:{DAY}}" if last and last.held_on else NEVER
        yield Paragraph(f"{commune.full_name}: {when}.")
    yield Paragraph(
        f"Nội dung kết luận chưa hoàn thành: {briefing.unfinished}; kiến nghị chưa được trả lời:"
        f" {briefing.unanswered}; chưa có thông tin: {briefing.carried.untold}; nhiệm vụ quá hạn:"
        f" {len(briefing.late)}."
    )


def _pairs(pairs: Sequence[Pair], briefing: Briefing) -> Iterator[Block]:
    if not pairs:
        yield Paragraph(NONE)
        return
    since = briefing.place.since
    columns = ["TT", "Nội dung", "Hiện nay"]
    if since:
        columns[2:] = [f"Ngày {since:{DAY}}", "Hiện nay", "So với lần trước"]
    rows = []
    for pair in pairs:
        row = [pair.row.label, _text(pair.row, briefing), "\n".join(_standing(pair.row))]
        if since:
            before = "\n".join(_standing(pair.before)) if pair.before else "–"
            # Of what no source tells, nobody can say that it stood still.
            is_told = pair.row.standing != Standing.NOT_STATED
            row[2:] = [before, row[2], CHANGES[pair.change] if is_told else ""]
        rows.append(row)
    yield Table(columns, rows, (7, 38, 20, 22, 13) if since else (8, 52, 40))


def _text(row: SheetRow, briefing: Briefing) -> str:
    """With the communes it concerns, where not all of them are meant."""
    if len(row.communes) in (0, len(briefing.communes)):
        return row.text
    return f"{row.text} ({', '.join(unit.name for unit in row.communes)})"


def _label(row: SheetRow) -> str:
    return f"{row.label}. {row.text}"


def _standing(row: SheetRow) -> Iterator[str]:
    yield str(row.words)
    for each in row.tasks:
        yield f"{each.task.lead}: {_task(each)}"
    for answer in row.answers:
        said = answer.text or "đã trả lời; nội dung trả lời không nêu"
        yield f"{answer.given_by}: {said}"


def _task(each: TaskThatDay) -> str:
    percent = f", {each.progress.percent} %" if each.progress else ""
    late = ", quá hạn" if each.is_overdue else ""
    return f"{each.words}{percent}{late}"


def _late(late: Sequence[TaskThatDay]) -> Iterator[Block]:
    if not late:
        yield Paragraph(NONE)
        return
    rows = [
        [
            str(place),
            each.task.text,
            str(each.task.lead),
            f"{each.task.due_on:{DAY}}",
            str(each.words),
        ]
        for place, each in enumerate(late, start=1)
    ]
    columns = ("TT", "Nhiệm vụ", "Chủ trì", "Hạn", "Tình hình")
    yield Table(columns, rows, (6, 42, 20, 14, 18))


def _figures(briefing: Briefing) -> Iterator[Block]:
    if not briefing.figures:
        yield Paragraph("Không có số liệu nào trong phạm vi được xem.")
        return
    yield Paragraph("Chưa có chỉ tiêu nào được ghi nhận để so sánh.")
    rows = [
        [
            _whose(each, briefing),
            each.now.indicator.name,
            in_words(each.then) if each.then else "không rõ",
            in_words(each.now),
            each.now.period or each.now.report.period,
        ]
        for each in briefing.figures
    ]
    columns = ("Xã", "Chỉ tiêu", "Lần trước", "Mới nhất", "Kỳ")
    yield Table(columns, rows, (16, 34, 16, 16, 18))


def _whose(measured: Measured, briefing: Briefing) -> str:
    if len(measured.places) == len(briefing.communes) > NAMED_AT_MOST:
        return f"Cả {len(measured.places)} xã"
    return ", ".join(unit.name for unit in measured.places)


def _holders(briefing: Briefing) -> Iterator[Block]:
    if not briefing.holders:
        yield Paragraph("Chưa ghi nhận ai.")
        return
    rows = [
        [held.title, held.person, unit.full_name]
        for unit, holding in briefing.holders
        for held in holding
    ]
    yield Table(("Chức vụ", "Họ và tên", "Đơn vị"), rows, (36, 28, 36))


def _points(lines: Iterable[str], nothing: str) -> Iterator[Block]:
    found = list(lines)
    yield from (Paragraph(line, f"{place}.") for place, line in enumerate(found, start=1))
    if not found:
        yield Paragraph(nothing)
