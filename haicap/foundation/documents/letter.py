"""What a document consists of, whichever side issues it and whatever file it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .symbols import System


@dataclass(frozen=True)
class Heading:
    """A part of the text with its number as it is written: “I”, “1.2”."""

    text: str
    number: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or a point with its number or sign in front."""

    text: str
    number: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under headings; widths are shares of the line."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()


# What stands above a document that is not what it looks like.
DRAFT_MARK = "DỰ THẢO"
SIMULATED_MARK = "VĂN BẢN MÔ PHỎNG, KHÔNG CÓ GIÁ TRỊ THI HÀNH"

Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Signature:
    """Who signs, and for whom: “T/L” and “BAN THƯỜNG VỤ”, “CHÁNH VĂN PHÒNG”, the name.

    A name that is not known stays empty: the place is left for the hand.
    """

    position: str
    name: str = ""
    prefix: str = ""
    """TM., KT., TL., TUQ. of the State; T/M, K/T, T/L of the Party."""
    for_whom: str = ""

    @property
    def lines(self) -> list[str]:
        """What stands above the name, as it is written."""
        position = self.position.upper()
        if self.for_whom:
            return [f"{self.prefix} {self.for_whom.upper()}".strip(), position]
        return [f"{self.prefix} {position}".strip()]


@dataclass(frozen=True)
class Letter:
    """One document with every component that the rules ask for (see `missing`)."""

    system: System
    issuer: str
    """The body that issues it, as it is called on paper."""
    symbol: str
    """As it is written: `176-TB/VPTU`, `05/TB-UBND`; empty while it is a draft."""
    place: str
    issued_on: date | None
    type_name: str
    """“Thông báo”; empty for a letter."""
    summary: str
    """Trích yếu: what it is about."""
    body: Sequence[Block]
    signature: Signature
    recipients: Sequence[str]
    """Nơi nhận, one a line, the archive last."""
    beside: Signature | None = None
    """Who signs at its left, above the recipients: the secretary of a record."""
    superior: str = ""
    """The body above the issuer, where the rules want it named."""
    addressees: Sequence[str] = field(default_factory=tuple)
    """Kính gửi: of a letter."""
    is_numbered: bool = True
    """A sheet or a list carries no number and leaves no room for one."""
    mark: str = ""
    """What stands above everything else: that it is a draft, or simulated."""

    @property
    def missing(self) -> list[str]:
        """Components without which an office does not send it; empty: it is whole."""
        needed = {
            "issuer": self.issuer,
            "symbol": self.symbol,
            "place": self.place,
            "issued_on": self.issued_on,
            "summary": self.summary,
            "body": self.body,
            "signature": self.signature.position,
            "recipients": self.recipients,
        }
        return [name for name, value in needed.items() if not value]
