"""A document as DOCX, for an office that goes on writing in it."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .layouts import Layout, layout_of, place_and_day
from .letter import Block, Heading, Letter, Signature, Table

CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
WIDTH, HEIGHT = 210, 297  # of A4, in millimetres
ISSUER_WIDTH = 64
SHORT_RULE, LONG_RULE = 22, 54
ROOM_TO_SIGN = 4  # empty lines
SMALLER_IN_TABLES = 2  # points


def as_docx(letter: Letter) -> bytes:
    """The document in its side's layout; components in the order of the rules."""
    layout, paper = layout_of(letter), Document()
    _set_up(paper, layout, letter)
    if letter.mark:
        _line(paper, letter.mark, layout.points("recipients"), bold=True)
    _head(paper, layout, letter)
    _title(paper, layout, letter)
    for block in letter.body:
        _block(paper, layout, block)
    _foot(paper, layout, letter)
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()


def _line_width(layout: Layout) -> int:
    return WIDTH - layout.millimetres("left") - layout.millimetres("right")


def _set_up(paper: Any, layout: Layout, letter: Letter) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(WIDTH), Mm(HEIGHT)
    for side in ("top", "bottom", "left", "right"):
        setattr(page, f"{side}_margin", Mm(layout.millimetres(side)))
    # From the second page on the number stands above the text.
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number, "PAGE", layout.points("page"))
    plain = paper.styles["Normal"]
    plain.font.name, plain.font.size = layout.fonts[0], Pt(layout.points("text"))
    plain.element.rPr.rFonts.set(qn("w:eastAsia"), layout.fonts[0])
    plain.paragraph_format.space_after = Pt(0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    plain.element.rPr.append(language)
    paper.core_properties.title = f"{letter.symbol} {letter.summary}".strip()
    paper.core_properties.author = letter.issuer
    paper.core_properties.language = "vi-VN"


def _head(paper: Any, layout: Layout, letter: Letter) -> None:
    widths = (ISSUER_WIDTH, _line_width(layout) - ISSUER_WIDTH)
    left, right = _pair(paper, widths)
    if letter.superior:
        _line(left, letter.superior.upper(), layout.points("issuer"))
    _line(left, letter.issuer.upper(), layout.points("issuer"), bold=True)
    if sign := layout.words("under_issuer"):
        _line(left, sign, layout.points("issuer"))
    else:
        _rule(left, SHORT_RULE, widths[0])
    if letter.is_numbered:
        number = layout.words("number") + (letter.symbol or "      ")
        _line(left, number, layout.points("text"))
    if letter.summary and not letter.type_name:
        _line(left, layout.words("about") + letter.summary, layout.points("about"))
    motto = layout.words("motto")
    _line(right, layout.words("title"), layout.points("title"), bold=True, underline=not motto)
    if motto:
        _line(right, motto, layout.points("motto"), bold=True)
        _rule(right, LONG_RULE, widths[1])
    day = place_and_day(letter.place, letter.issued_on, letter.system)
    _line(right, day, layout.points("place_and_day"), italic=True)


def _title(paper: Any, layout: Layout, letter: Letter) -> None:
    if letter.addressees:
        to = layout.words("addressees") + "; ".join(letter.addressees)
        _line(paper, to, layout.points("text"), above=12)
    if not letter.type_name:
        return
    _line(paper, letter.type_name.upper(), layout.points("type"), bold=True, above=18)
    _line(paper, letter.summary, layout.points("summary"), bold=True)
    if sign := layout.words("under_summary"):
        _line(paper, sign, layout.points("text"))
    else:
        _rule(paper, SHORT_RULE, _line_width(layout))


def _block(paper: Any, layout: Layout, block: Block) -> None:
    if isinstance(block, Table):
        _table(paper, layout, block)
        return
    paragraph = paper.add_paragraph()
    paragraph.alignment = JUSTIFY
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.space_before = Mm(layout.millimetres("first_line")), Pt(6)
    if isinstance(block, Heading):
        shape.keep_with_next = True
        words = f"{block.number}. {block.text}" if block.number else block.text
        paragraph.add_run(words).bold = True
    else:
        paragraph.add_run(f"{block.number} {block.text}" if block.number else block.text)


def _table(paper: Any, layout: Layout, table: Table) -> None:
    grid = paper.add_table(rows=1, cols=len(table.columns))
    grid.style, grid.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    repeated = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)
    for cell, words in zip(grid.rows[0].cells, table.columns, strict=True):
        _fill(cell, words, layout, bold=True)
    for row in table.rows:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            _fill(cell, words, layout)
    shares = table.widths or [1] * len(table.columns)
    width = _line_width(layout)
    _set_widths(grid, [width * share // sum(shares) for share in shares])


def _fill(cell: Any, words: str, layout: Layout, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(words)
    run.bold, run.font.size = bold, Pt(layout.points("text") - SMALLER_IN_TABLES)


def _foot(paper: Any, layout: Layout, letter: Letter) -> None:
    paper.add_paragraph()
    half = _line_width(layout) // 2
    if letter.beside:
        left, right = _pair(paper, (half, half))
        _signed(left, letter.beside, layout)
        _signed(right, letter.signature, layout)
        paper.add_paragraph()
    left, right = _pair(paper, (half, half))
    words, size = layout.words("recipients_title"), layout.points("recipients_title")
    title = _line(left, words, size, centred=False)
    slanted = layout.is_recipients_title_slanted
    title.bold, title.italic, title.underline = slanted, slanted, not slanted
    for each in letter.recipients:
        _line(left, f"- {each}", layout.points("recipients"), centred=False)
    if not letter.beside:
        _signed(right, letter.signature, layout)


def _signed(where: Any, signature: Signature, layout: Layout) -> None:
    size = layout.points("signature")
    for each in signature.lines:
        _line(where, each, size, bold=True)
    for _each in range(ROOM_TO_SIGN):
        _line(where, "", size)
    _line(where, signature.name, size, bold=True)


def _pair(paper: Any, widths: Sequence[int]) -> tuple[Any, Any]:
    """Two columns without lines, side by side, on one page."""
    grid = paper.add_table(rows=1, cols=2)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _set_widths(grid, widths)
    left, right = grid.rows[0].cells
    return left, right


def _set_widths(grid: Any, widths: Sequence[int]) -> None:
    """In millimetres; programs read either the columns' widths or the cells'."""
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _rule(where: Any, length: int, width: int) -> None:
    """A line of so many millimetres in the middle of a width: the border of an empty paragraph."""
    paragraph = where.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm((width - length) // 2)
    shape.line_spacing, shape.space_after = Pt(3), Pt(4)
    borders, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "6", "space": "1", "color": "000000"}.items():
        below.set(qn(f"w:{name}"), value)
    borders.append(below)
    paragraph._p.get_or_add_pPr().append(borders)


def _line(
    where: Any,
    words: str,
    size: int,
    *,
    centred: bool = True,
    above: int = 0,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
) -> Any:
    """One line in a cell or on the page; a cell's first, empty paragraph is used up."""
    paragraph: Any = where.paragraphs[0] if hasattr(where, "_tc") else None
    if paragraph is None or paragraph.runs or len(where.paragraphs) > 1:
        paragraph = where.add_paragraph()
    if centred:
        paragraph.alignment = CENTRE
    if above:
        paragraph.paragraph_format.space_before = Pt(above)
    run = paragraph.add_run(words)
    run.bold, run.italic, run.underline, run.font.size = bold, italic, underline, Pt(size)
    return run


def _field(paragraph: Any, name: str, size: int) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(size)
    for kind, words in (("begin", ""), ("", name), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)
