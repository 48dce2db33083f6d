"""What a page says about where its words come from. Load with `{% load sources %}`.

    {% source_line record %}              “Source: 000 · 003”, each a link to the page of the source
    {% source_line record "due_on" %}     the same for one field
    {% stated record "due_on" value %}    the value with its sources; None or "": “not stated in the
                                          source” if the record has sources, else “not known”; what
                                          each source says where they differ; the marks “simulated”
                                          and “derived” (worked out; no source says it)
    {% stated record "name" value "vi" %} the same, the value in the language of the record; a
                                          record that has a page is a link to it
    {% derived record %}                  the mark “derived” if no source says the record itself
    {% derived record "issuer" %}         the same for one field, shown otherwise than by `stated`

A list asks once, in its view: `citations_of_all(rows)`.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.db import models
from django.template.defaultfilters import linebreaksbr
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from haicap.foundation.sources.queries import Citations, citations_of

register = template.Library()


@register.inclusion_tag("sources/line.html")
def source_line(record: models.Model, field: str = "") -> dict[str, Any]:
    citations = citations_of(record)
    return {"sources": citations.of(field) if field else citations.whole}


@register.inclusion_tag("sources/stated.html")
def stated(record: models.Model, field: str, value: object, language: str = "") -> dict[str, Any]:
    citations = citations_of(record)
    is_open = value is None or value == ""
    return {
        "is_open": is_open,
        "value": "" if is_open else _in_words(value),
        "language": language,
        "has_sources": citations.is_reported,
        "sources": () if is_open else citations.of(field),
        "silent": citations.silent_on(field),
        "said": citations.said(field),
        "is_simulated": not is_open and _is_simulated(citations, field, record),
        "is_derived": not is_open and citations.derived(field),
    }


@register.simple_tag
def derived(record: models.Model, field: str = "") -> SafeString | str:
    if not citations_of(record).derived(field):
        return ""
    return format_html('<span class="simulated">{}</span>', _("derived"))


def _is_simulated(citations: Citations, field: str, record: models.Model) -> bool:
    own = citations.of(field)
    return citations.simulated(field) if own else bool(getattr(record, "is_simulated", False))


def _in_words(value: object) -> SafeString | str:
    if isinstance(value, models.Model) and hasattr(value, "get_absolute_url"):
        return format_html('<a href="{}">{}</a>', value.get_absolute_url(), value)
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%H:%M %d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, str) and "\n" in value:
        return linebreaksbr(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return formats.number_format(value, force_grouping=True)
    return str(value)


@register.filter
def language_name(code: str) -> str:
    """A language by its name in the reader's language; a code we do not know stays a code."""
    try:
        return str(translation.get_language_info(code)["name_translated"])
    except KeyError:
        return code
