"""How the two sides set a document on A4: sizes in points, margins in millimetres.

State: Decree 30/2020/NĐ-CP, Appendix I. Party: Guidance 36-HD/VPTW. Both rule the paper form of
an office and leave ranges; the values here lie inside them.
"""

from dataclasses import dataclass
from datetime import date

from .symbols import System

FONTS = ("Times New Roman", "Liberation Serif", "Noto Serif")
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 20
FIRST_LINE = 10  # millimetres


@dataclass(frozen=True)
class Layout:
    """The fixed words and sizes of one side's documents."""

    title: str
    """What stands at the top right: the name of the State, or of the Party."""
    motto: str
    title_size: int
    motto_size: int
    issuer_size: int
    number_word: str
    """`Số: ` of the State, `Số ` of the Party."""
    type_size: int
    summary_size: int
    text_size: int
    recipients_word: str
    recipients_title_size: int
    recipients_size: int
    is_recipients_title_slanted: bool
    """The State's words are bold and slanted, the Party's underlined."""
    under_issuer: str
    """What stands under the issuer: the Party's star, the State's rule (empty)."""
    under_summary: str


LAYOUTS = {
    System.STATE: Layout(
        title="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        motto="Độc lập - Tự do - Hạnh phúc",
        title_size=12,
        motto_size=13,
        issuer_size=12,
        number_word="Số: ",
        type_size=14,
        summary_size=14,
        text_size=14,
        recipients_word="Nơi nhận:",
        recipients_title_size=12,
        recipients_size=11,
        is_recipients_title_slanted=True,
        under_issuer="",
        under_summary="",
    ),
    System.PARTY: Layout(
        title="ĐẢNG CỘNG SẢN VIỆT NAM",
        motto="",
        title_size=15,
        motto_size=0,
        issuer_size=14,
        number_word="Số ",
        type_size=16,
        summary_size=14,
        text_size=14,
        recipients_word="Nơi nhận:",
        recipients_title_size=14,
        recipients_size=12,
        is_recipients_title_slanted=False,
        under_issuer="*",
        under_summary="-----",
    ),
}


def place_and_day(place: str, day: date | None) -> str:
    """“Lạng Sơn, ngày 05 tháng 02 năm 2026”: days below 10 and the first two months are padded.

    Without a day, room is left for the hand.
    """
    if day is None:
        return f"{place}, ngày      tháng      năm"
    month = f"{day.month:02d}" if day.month <= PADDED_MONTHS else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


PADDED_MONTHS = 2
