"""A follow-up sheet on paper and in a spreadsheet: what the page shows, row by row."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from haicap.domain.organisations.models import OF_THE_PARTY
from haicap.domain.organisations.queries import called_as_on, place_of
from haicap.foundation.documents.letter import SIMULATED_MARK, Letter, Paragraph, Signature, Table
from haicap.foundation.documents.symbols import System
from haicap.foundation.spreadsheets.writing import Cell

from .models import Sheet
from .standing import SheetRow

COLUMNS = (
    _("No."),
    _("Item or recommendation"),
    _("Concerns"),
    _("How it stood"),
    _("Proved"),
    _("Whose turn"),
    _("Assessment of the group"),
)
# Documents are Vietnamese whatever language the page is read in.
PRINTED = (
    "TT",
    "Nội dung",
    "Đơn vị liên quan",
    "Tình hình thực hiện",
    "Minh chứng",
    "Còn ở",
    "Đánh giá",
)
WIDTHS = (6, 30, 16, 20, 10, 14, 16)
NAMED_AT_MOST = 2


def cells_of(row: SheetRow) -> list[Cell]:
    """One row under COLUMNS."""
    evidence = sum(each.evidence for each in row.tasks)
    return [
        row.label,
        row.text,
        ", ".join(unit.name for unit in row.communes),
        "\n".join(_standing(row)),
        evidence,
        ", ".join(str(unit) for unit in row.owed_by),
        _assessment(row),
    ]


def _printed(row: SheetRow, communes: int) -> list[str]:
    """The cells as they stand on paper: short where a column is narrow, empty where nothing is."""
    cells = [str(cell) for cell in cells_of(row)]
    if communes > NAMED_AT_MOST and len(row.communes) == communes:
        cells[2] = f"Cả {communes} xã"
    if cells[4] == "0":
        cells[4] = ""
    return cells


def _standing(row: SheetRow) -> Iterable[str]:
    """In words: the row, each of its tasks, what was answered."""
    yield str(row.words)
    for each in row.tasks:
        percent = f", {each.progress.percent} %" if each.progress else ""
        yield f"{each.task.lead}: {each.words}{percent}"
    for answer in row.answers:
        if answer.text:
            yield f"{answer.given_by}: {answer.text}"


def _assessment(row: SheetRow) -> str:
    if not row.row.assessment and not row.row.remark:
        return ""
    words = str(row.row.get_assessment_display()) if row.row.assessment else ""
    return ". ".join(part for part in (words, row.row.remark) if part)


def letter_of(sheet: Sheet, rows: Sequence[SheetRow]) -> Letter:
    """The sheet as a document of the group (or of who convened the session), without a number."""
    session = sheet.session
    issuer = session.group or session.convened_by
    system = System.PARTY if session.convened_by.kind in OF_THE_PARTY else System.STATE
    place = place_of(session.convened_by)
    communes = list(session.communes.order_by("sort_key"))
    called_as_on([issuer, issuer.parent, place, *communes], sheet.as_of)
    with override("vi"):
        table = [_printed(row, len(communes)) for row in rows]
    return Letter(
        system=system,
        superior=issuer.parent.full_name if session.group and issuer.parent else "",
        issuer=issuer.full_name,
        symbol="",
        is_numbered=False,
        place=place.name if place else "",
        issued_on=sheet.as_of,
        type_name="Phiếu theo dõi",
        summary=f"việc thực hiện kết luận và kiến nghị, tính đến ngày {sheet.as_of:%d/%m/%Y}",
        body=[
            Paragraph(f"Buổi làm việc: {session.title}."),
            Paragraph(f"Các xã: {', '.join(unit.name for unit in communes)}."),
            Table(PRINTED, table, WIDTHS),
        ],
        signature=Signature("Tổ trưởng" if session.group else "Người lập phiếu"),
        recipients=[],
        mark=SIMULATED_MARK if _is_simulated(sheet, rows) else "",
    )


def _is_simulated(sheet: Sheet, rows: Sequence[SheetRow]) -> bool:
    return (
        sheet.is_simulated
        or sheet.has_simulated_moves
        or any(
            row.is_simulated
            or row.row.is_assessment_simulated
            or any(each.is_simulated for each in row.tasks)
            for row in rows
        )
    )
