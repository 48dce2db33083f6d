"""How is a reported figure said in words, so that nobody takes it for more exact than it is?"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy

NO_BREAK = "\u00a0"

# One sentence a bound, because languages put the word before or after the number.
BOUNDS: Mapping[str, str | Promise] = {
    "exact": "%(amount)s",
    "more_than": _("more than %(amount)s"),
    "at_least": _("at least %(amount)s"),
    "less_than": _("less than %(amount)s"),
    "at_most": _("at most %(amount)s"),
    "about": _("about %(amount)s"),
}

SIGNS: Mapping[str, str] = {
    "exact": "=",
    "more_than": ">",
    "at_least": "≥",
    "less_than": "<",
    "at_most": "≤",
    "about": "≈",
}

# Units of measure are kept in Vietnamese; those that the indicators of communes use most are
# known in other languages too, the others are shown as they are.
COUNTED: Mapping[str, Any] = {
    "hồ sơ": npgettext_lazy("unit of measure", "dossier", "dossiers"),
    "thủ tục": npgettext_lazy("unit of measure", "procedure", "procedures"),
    "đơn": npgettext_lazy("unit of measure", "petition", "petitions"),
    "hộ": npgettext_lazy("unit of measure", "household", "households"),
    "nhà": npgettext_lazy("unit of measure", "house", "houses"),
    "người": npgettext_lazy("unit of measure", "person", "people"),
    "xã": npgettext_lazy("unit of measure", "commune", "communes"),
    "dự án": npgettext_lazy("unit of measure", "project", "projects"),
}
MEASURED: Mapping[str, str | Promise] = {
    "triệu đồng": _("million dong"),
    "tỷ đồng": _("billion dong"),
}


class Measured(Protocol):
    """What an indicator says of its figures."""

    @property
    def unit_of_measure(self) -> str: ...


class Reported(Protocol):
    """A figure, as far as its words go."""

    @property
    def value(self) -> Decimal: ...
    @property
    def bound(self) -> str: ...
    @property
    def indicator(self) -> Measured: ...


def in_words(figure: Reported) -> str:
    """“hơn 15.000 hồ sơ”, “more than 15,000 dossiers”: in the reader's language."""
    unit = unit_in_words(figure.indicator.unit_of_measure, figure.value)
    space = NO_BREAK if unit == "%" else " "
    return str(BOUNDS[figure.bound]) % {"amount": f"{number(figure.value)}{space}{unit}"}


def in_signs(figure: Reported) -> str:
    """“> 15 000 hồ sơ”: the same in every language, for what is written down for ever."""
    amount = f"{plain(figure.value):,}".replace(",", NO_BREAK)
    return f"{SIGNS[figure.bound]} {amount} {figure.indicator.unit_of_measure}"


def unit_in_words(unit_of_measure: str, value: Decimal) -> str:
    if counted := COUNTED.get(unit_of_measure):
        return str(counted % (1 if value == 1 else 2))
    return str(MEASURED.get(unit_of_measure, unit_of_measure))


def number(value: Decimal) -> str:
    """The value as the language writes it, without the zeros that the column adds."""
    return formats.number_format(plain(value), force_grouping=True)


def plain(value: Decimal) -> Decimal:
    """15000.0000 as 15000, 99.8600 as 99.86; never in powers of ten."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
