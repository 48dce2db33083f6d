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

from .layouts import BOTTOM, FIRST_LINE, FONTS, LAYOUTS, LEFT, RIGHT, TOP, Layout, place_and_day
from .letter import Block, Heading, Letter, Table

CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
A4 = Mm(210), Mm(297)
LINE = 210 - LEFT - RIGHT  # millimetres
HEAD, FOOT = (64, LINE - 64), (LINE // 2, LINE // 2)
SHORT_RULE, LONG_RULE = 22, 54
ROOM_TO_SIGN = 4  # empty lines


def as_docx(letter: Letter) -> bytes:
    """The document in its side's layout; components in the order of the rules."""
    layout, paper = LAYOUTS[letter.system], Document()
    _set_up(paper, layout, letter)
    if letter.mark:
        _line(paper, letter.mark, layout.recipients_size, bold=True)
    _head(paper, layout, letter)
    _title(paper, layout, letter)
    for block in letter.body:
        _block(paper, layout, block)
    _foot(paper, layout, letter)
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()


def _set_up(paper: Any, layout: Layout, letter: Letter) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = A4
    page.top_margin, page.bottom_margin = Mm(TOP), Mm(BOTTOM)
    page.left_margin, page.right_margin = Mm(LEFT), Mm(RIGHT)
    # From the second page on the number stands above the text.
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number, "PAGE", layout.text_size)
    plain = paper.styles["Normal"]
    plain.font.name, plain.font.size = FONTS[0], Pt(layout.text_size)
    plain.element.rPr.rFonts.set(qn("w:eastAsia"), FONTS[0])
    plain.paragraph_format.space_after = Pt(0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    plain.element.rPr.append(language)
    paper.core_properties.title = f"{letter.symbol} {letter.summary}".strip()
    paper.core_properties.author = letter.issuer
    paper.core_properties.language = "vi-VN"


def _head(paper: Any, layout: Layout, letter: Letter) -> None:
    left, right = _pair(paper, HEAD)
    if letter.superior:
        _line(left, letter.superior.upper(), layout.issuer_size)
    _line(left, letter.issuer.upper(), layout.issuer_size, bold=True)
    if layout.under_issuer:
        _line(left, layout.under_issuer, layout.issuer_size)
    else:
        _rule(left, SHORT_RULE, HEAD[0])
    _line(left, f"{layout.number_word}{letter.symbol or '      '}", layout.text_size)
    if letter.summary and not letter.type_name:
        _line(left, f"V/v {letter.summary}", layout.recipients_size + 1)
    _line(right, layout.title, layout.title_size, bold=True, underline=not layout.motto)
    if layout.motto:
        _line(right, layout.motto, layout.motto_size, bold=True)
        _rule(right, LONG_RULE, HEAD[1])
    _line(
        right, place_and_day(letter.place, letter.issued_on), layout.motto_size or 14, italic=True
    )


def _title(paper: Any, layout: Layout, letter: Letter) -> None:
    if letter.addressees:
        _line(paper, "Kính gửi: " + "; ".join(letter.addressees), layout.text_size, above=12)
    if not letter.type_name:
        return
    _line(paper, letter.type_name.upper(), layout.type_size, bold=True, above=18)
    _line(paper, letter.summary, layout.summary_size, bold=True)
    if layout.under_summary:
        _line(paper, layout.under_summary, layout.text_size)
    else:
        _rule(paper, SHORT_RULE, LINE)


def _block(paper: Any, layout: Layout, block: Block) -> None:
    if isinstance(block, Table):
        _table(paper, layout, block)
        return
    paragraph = paper.add_paragraph()
    paragraph.alignment = JUSTIFY
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.space_before = Mm(FIRST_LINE), Pt(6)
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
    _set_widths(grid, [LINE * share // sum(shares) for share in shares])


def _fill(cell: Any, words: str, layout: Layout, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(words)
    run.bold, run.font.size = bold, Pt(layout.text_size - 2)


def _foot(paper: Any, layout: Layout, letter: Letter) -> None:
    paper.add_paragraph()
    left, right = _pair(paper, FOOT)
    title = _line(left, layout.recipients_word, layout.recipients_title_size, centred=False)
    slanted = layout.is_recipients_title_slanted
    title.bold, title.italic, title.underline = slanted, slanted, not slanted
    for each in letter.recipients:
        _line(left, f"- {each}", layout.recipients_size, centred=False)
    for each in letter.signature.lines:
        _line(right, each, 14, bold=True)
    for _each in range(ROOM_TO_SIGN):
        _line(right, "", 14)
    _line(right, letter.signature.name, 14, bold=True)


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
