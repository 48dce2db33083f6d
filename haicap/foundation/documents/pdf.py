"""A document as PDF, for reading, printing and signing: tagged, so that it can be read aloud."""

import json
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import fontpkg_noto_serif
import typst

from .layouts import layout_of, place_and_day
from .letter import Block, Heading, Letter, Table


def as_pdf(letter: Letter) -> bytes:
    """The document in its side's layout. Times New Roman where the machine has it, else Noto."""
    template = files("haicap.foundation.documents").joinpath("letter.typ")
    with as_file(template) as path:
        return bytes(
            typst.compile(
                str(path),
                font_paths=_font_folders(),
                sys_inputs={"letter": json.dumps(_as_data(letter), ensure_ascii=False)},
                pdf_standards=["ua-1"],  # PDF/UA-1: can be read aloud
            )
        )


@cache
def _font_folders() -> list[str]:
    return [str(files(fontpkg_noto_serif).joinpath("files"))]


def _as_data(letter: Letter) -> dict[str, Any]:
    layout = layout_of(letter)
    is_letter = not letter.type_name
    about = layout.words("about") + letter.summary
    to = layout.words("addressees") + "; ".join(letter.addressees)
    return {
        "title": f"{letter.symbol} {letter.summary}".strip() or letter.issuer,
        "issuer": letter.issuer,
        "mark": letter.mark,
        "fonts": list(layout.fonts),
        "superior": letter.superior.upper(),
        "sender": letter.issuer.upper(),
        "number": layout.words("number") + letter.symbol if letter.is_numbered else "",
        "about": about if is_letter and letter.summary else "",
        "heading": layout.words("title"),
        "motto": layout.words("motto"),
        "place_and_day": place_and_day(letter.place, letter.issued_on, letter.system),
        "addressees": to if letter.addressees else "",
        "type_name": letter.type_name.upper(),
        "summary": "" if is_letter else letter.summary,
        "body": [_part(block) for block in letter.body],
        "recipients_word": layout.words("recipients_title"),
        "recipients": list(letter.recipients),
        "is_slanted": layout.is_recipients_title_slanted,
        "signed": letter.signature.lines,
        "name": letter.signature.name,
        "beside": letter.beside.lines if letter.beside else [],
        "beside_name": letter.beside.name if letter.beside else "",
        "under_issuer": layout.words("under_issuer"),
        "under_summary": layout.words("under_summary"),
        **{side: layout.millimetres(side) for side in MEASURES},
        **{f"{part}_size": layout.points(part) for part in SIZES},
        "motto_size": layout.points("motto") if layout.words("motto") else 0,
    }


MEASURES = ("top", "bottom", "left", "right", "first_line")
SIZES = (
    "title", "issuer", "about", "place_and_day", "type", "summary", "text", "recipients_title",
    "recipients", "signature", "page",
)  # fmt: skip


def _part(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {
            "kind": "table",
            "columns": list(block.columns),
            "rows": [list(row) for row in block.rows],
            "widths": list(block.widths),
        }
    if isinstance(block, Heading):
        number = f"{block.number}." if block.number else ""
        return {"kind": "heading", "text": block.text, "number": number}
    return {"kind": "paragraph", "text": block.text, "number": block.number}
