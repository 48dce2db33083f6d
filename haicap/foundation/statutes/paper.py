"""The form that law gives to a paper: its margins, sizes and fixed words, part by part."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .fields import Fields
from .wording import Text

UNITS = {"points": "pt", "millimetres": "mm", "count": ""}
STYLES = ("bold", "slanted", "underlined", "plain")


@dataclass(frozen=True)
class Part:
    """One part of the paper: how large it is, what always stands there, or both."""

    name: str
    label: Text
    words: str = ""
    """As they are printed; a paper of the office is Vietnamese whoever reads it."""
    size: Decimal | None = None
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    style: str = ""

    @classmethod
    def read(cls, fields: Fields) -> Self:
        name = fields.one("part", str)
        label = Text(vi=fields.one("vi", str), en=fields.one("en", str))
        words = fields.maybe("words", str) or ""
        unit = next((each for each in UNITS if each in fields), "")
        size = fields.one(unit, Decimal) if unit else None
        least, most = fields.maybe("least", Decimal), fields.maybe("most", Decimal)
        style = fields.choice("style", STYLES, "")
        fields.end(within=f"parts {name}")
        if size is None and not words:
            raise fields.fault(f"parts {name}", "has neither a size nor words")
        if size is not None and not (least or size) <= size <= (most or size):
            raise fields.fault(f"parts {name}", f"{size} lies outside {least} to {most}")
        return cls(name, label, words, size, unit, least, most, style)

    @property
    def measure(self) -> str:
        """“20 mm (20 to 25)”; empty for words alone."""
        if self.size is None:
            return ""
        words = f"{_number(self.size)} {UNITS[self.unit]}".strip()
        if self.least is None or self.most is None:
            return words
        return _("%(measure)s (%(least)s to %(most)s)") % {
            "measure": words,
            "least": _number(self.least),
            "most": _number(self.most),
        }

    def __str__(self) -> str:
        quoted = f"“{self.words}”" if self.words else ""
        return " ".join(each for each in (f"{self.label}:", quoted, self.measure) if each)


def _number(value: Decimal) -> str:
    return str(number_format(value.normalize() if value % 1 else value.quantize(Decimal(1))))


@dataclass(frozen=True)
class Form:
    """All parts that one act rules, in its order."""

    parts: tuple[Part, ...]

    @classmethod
    def read(cls, fields: Fields) -> Self:
        parts = [Part.read(Fields(each, fields.place)) for each in fields.one("parts", list)]
        if not parts:
            raise fields.fault("parts", "the list is empty")
        names = [part.name for part in parts]
        if twice := {name for name in names if names.count(name) > 1}:
            raise fields.fault("parts", f"{', '.join(sorted(twice))} stands twice")
        return cls(tuple(parts))

    def part(self, name: str) -> Part:
        """The part of this name; a part that the form does not have is empty."""
        nothing = Part(name, Text("", ""))
        return next((part for part in self.parts if part.name == name), nothing)

    def __str__(self) -> str:
        return "; ".join(str(part) for part in self.parts)
