"""Why can a value that the schema refuses not be taken, in the reader's language?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_TEXT = gettext_lazy("Give a text.")
_NUMBER = gettext_lazy("Give a number.")
_WHOLE = gettext_lazy("Give a whole number.")
_TOO_BIG = gettext_lazy("This number is too large.")
_YES_NO = gettext_lazy("Give true or false.")
_DAY = gettext_lazy("Give a day as YYYY-MM-DD.")
_INSTANT = gettext_lazy("Give a time as YYYY-MM-DDThh:mm:ss with its offset.")
_LIST = gettext_lazy("Give a list.")
_OBJECT = gettext_lazy("Give an object.")
_CHOICE = gettext_lazy("Choose one of: %(expected)s.")
_DIGITS = gettext_lazy("This number has too many digits.")

# Pydantic's own names of what it refuses; one that is not here reads as "cannot be taken".
_SENTENCES: Mapping[str, Any] = {
    "missing": gettext_lazy("This is required."),
    "extra_forbidden": gettext_lazy("This is not known here."),
    "none_required": gettext_lazy("Leave this empty."),
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "string_too_short": gettext_lazy("Give at least %(min_length)s characters."),
    "string_too_long": gettext_lazy("Give at most %(max_length)s characters."),
    "string_pattern_mismatch": gettext_lazy("This does not have the form %(pattern)s."),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": _TOO_BIG,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "decimal_max_digits": _DIGITS,
    "decimal_max_places": _DIGITS,
    "decimal_whole_digits": _DIGITS,
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "datetime_type": _INSTANT,
    "datetime_parsing": _INSTANT,
    "datetime_from_date_parsing": _INSTANT,
    "timezone_aware": _INSTANT,
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "greater_than": gettext_lazy("Give more than %(gt)s."),
    "greater_than_equal": gettext_lazy("Give %(ge)s or more."),
    "less_than": gettext_lazy("Give less than %(lt)s."),
    "less_than_equal": gettext_lazy("Give %(le)s or less."),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "too_short": gettext_lazy("Give at least %(min_length)s entries."),
    "too_long": gettext_lazy("Give at most %(max_length)s entries."),
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
}


def reason_of(found: Mapping[str, Any]) -> str:
    """The sentence for one thing that pydantic refused."""
    context = dict(found.get("ctx", {}))
    if found["type"] in {"value_error", "assertion_error"} and context.get("error"):
        return str(context["error"])  # a validator of ours has said it in its own words
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace(" or ", ", ")
    sentence = _SENTENCES.get(found["type"])
    return str(sentence) % context if sentence else _("This value cannot be taken.")
