"""The words and marks that every page uses. Load with `{% load ui %}`.

{% state task %}                      the record's state as a pill: its word from
                                      `get_state_display()`, its tone from `task.state_tone`
                                      ("late", "soon", "done", "unknown" or "") if it has one;
                                      marked “simulated” where an example moved a real record
{% state task "late" %}               the same, with the tone said here
{% pill words "soon" %}               any word as a pill; tones as above
{% unknown %}  {% unknown words %}    a dashed pill: “not stated in the source”, or other words
{% silent %}   {% silent words %}     the same as plain dashed text, for facts and cells
{% simulated thing %}                 the mark “simulated” if `thing.is_simulated`
{% chain links %}                     where this record hangs; `links` holds (label, address)
                                      or (label, address, "vi") for a label in the language of
                                      the record; address None: this page; "": not to be opened
{% moves open_moves pages posts %}    the moves of `flow.open_moves(actor, thing)`: a refused
                                      one stays, greyed, with its reason, those of one reason
                                      together; where every one is refused, behind one line,
                                      so that who only looks on meets no wall; an allowed one is a
                                      link if `pages` (verb → address) has a page with its
                                      form, or a button that posts to `posts` (verb → address);
                                      without either it is left to a form on the page itself;
                                      the first leads, unless `quiet` names its verb
{% field form.text %}                 label, hint, error and widget
{% error_summary form %}              every error of a form, or of several, each a link to its
                                      field; goes first in the content
{% paging page %}                     links to the pages beside a `paging.Page`; keeps the
                                      other parameters of the address, puts `cursor`
{{ text|shortened:160 }}              a long text cut to so many signs
{% marked text words %}               the part of a text in which folded words stand, marked
{% headings table %}                  the head of a `tables.Table`, with links that sort it
{% downloads table %}                 links to the whole list as a file
{% day date %}  {% day date "month" %}  a date as precise as it is known: "day", "month",
                                      "quarter", "year"; None: not stated in the source
{% moment instant %}                  hour and day, in Việt Nam
{% number value %} {% number value 2 %}  a number as the language writes it, with so many
                                      decimals; None: not stated in the source
{% percent value %}                   the same, with the sign; `value` is already in percent
{% icon "printer" %}                  a small picture beside a word, hidden from screen readers
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.db.models import Model
from django.forms import BaseForm, BoundField, CheckboxInput
from django.template.context import RequestContext
from django.utils import formats, timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lucide import _render_icon

from haicap.foundation.search.folding import fold
from haicap.foundation.ui.paging import Page
from haicap.foundation.ui.tables import Table
from haicap.foundation.workflow import OpenMove

register = template.Library()

TOKEN = re.compile(r"\w+")
TONES = {"", "late", "soon", "done", "unknown"}


@register.simple_tag
def state(thing: Any, tone: str | None = None) -> SafeString:
    own: str = getattr(thing, "state_tone", "")
    words = pill(_state_in_words(thing), own if tone is None else tone)
    if not getattr(thing, "has_simulated_moves", False) or getattr(thing, "is_simulated", False):
        return words
    # The record is real, but an example moved it: the mark stands with the state, not with it.
    return format_html('{} <span class="simulated">{}</span>', words, _("simulated"))


def _state_in_words(thing: Any) -> object:
    model: type[Any] = type(thing)
    if not issubclass(model, Model):
        return thing.get_state_display()
    return _states_of(model).get(thing.state, thing.state)


@lru_cache(maxsize=64)
def _states_of(model: type[Any]) -> Mapping[str, object]:
    """State → its word in whatever language; `get_state_display` makes such a table each time."""
    return dict(model._meta.get_field("state").flatchoices)


@register.simple_tag
def pill(words: object, tone: str = "") -> SafeString:
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"{tone} is no tone of a pill")
    classes = f"state {tone}".strip()
    return format_html('<span class="{}">{}</span>', classes, words)


@register.simple_tag
def unknown(words: object = "") -> SafeString:
    return pill(words or _("not stated in the source"), "unknown")


@register.simple_tag
def silent(words: object = "") -> SafeString:
    return format_html('<span class="silent">{}</span>', words or _("not stated in the source"))


@register.simple_tag
def simulated(thing: Any) -> SafeString | str:
    if not getattr(thing, "is_simulated", False):
        return ""
    return format_html('<span class="simulated">{}</span>', _("simulated"))


@register.inclusion_tag("ui/chain.html")
def chain(links: Iterable[Sequence[Any]]) -> dict[str, Any]:
    return {
        "links": [
            {
                "label": label,
                "address": address,
                "is_current": address is None,
                "language": language[0] if language else "",
            }
            for label, address, *language in links or ()
        ]
    }


@register.inclusion_tag("ui/moves.html", takes_context=True)
def moves(
    context: RequestContext,
    open_moves: Iterable[OpenMove],
    pages: Mapping[str, str] | None = None,
    posts: Mapping[str, str] | None = None,
    quiet: Collection[str] = (),
) -> dict[str, Any]:
    pages, posts = pages or {}, posts or {}
    allowed: list[dict[str, Any]] = []
    refused: dict[str, list[OpenMove]] = {}
    for move in open_moves or ():
        if move.refusal:
            refused.setdefault(move.refusal.reason, []).append(move)
        elif move.verb in pages or move.verb in posts:
            page, post = pages.get(move.verb), posts.get(move.verb)
            leads = not allowed and move.verb not in quiet
            allowed.append({"label": move.label, "page": page, "post": post, "leads": leads})
    return {
        "allowed": allowed,
        "refused": list(refused.items()),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    is_box = isinstance(bound.field.widget, CheckboxInput)
    return {"field": bound, "in_group": bound.use_fieldset, "is_box": is_box}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm | Iterable[BaseForm]) -> dict[str, Any]:
    # A form is itself a row of fields.
    forms = [form] if isinstance(form, BaseForm) else list(form)
    faults: list[dict[str, Any]] = [
        {"reason": reason} for each in forms for reason in each.non_field_errors()
    ]
    for bound in (bound for each in forms for bound in each):
        anchor = bound.id_for_label or bound.auto_id
        faults += [
            {"label": bound.label, "anchor": anchor, "reason": reason, "value": _given(bound)}
            for reason in bound.errors
        ]
    return {"faults": faults}


def _given(bound: BoundField) -> str:
    """What was typed, to be named with the fault; never a secret, and only if it is short."""
    value = bound.data
    is_secret = getattr(bound.field.widget, "input_type", "") == "password"
    return value if isinstance(value, str) and not is_secret and len(value) <= 60 else ""


@register.inclusion_tag("ui/paging.html", takes_context=True)
def paging(context: RequestContext, page: Page[Any]) -> dict[str, Any]:
    return {
        "previous": _with_cursor(context, page.previous_cursor),
        "next": _with_cursor(context, page.next_cursor),
    }


def _with_cursor(context: RequestContext, cursor: str | None) -> str:
    if cursor is None:
        return ""
    query = context["request"].GET.copy()
    query["cursor"] = cursor
    return f"?{query.urlencode()}"


@register.filter
def shortened(text: object, length: int) -> str:
    words = str(text)
    return words if len(words) <= length else f"{words[: length - 1].rstrip()}…"


@register.simple_tag
def marked(text: str, words: Sequence[str] = (), around: int = 90) -> SafeString:
    tokens = [(each, each.group().strip("_")) for each in TOKEN.finditer(text)]
    hits = [each for each, bare in tokens if any(word in fold(bare) for word in words)]
    first, last = (hits[0].start(), hits[0].end()) if hits else (0, 0)
    begin = 0 if first <= around else text.rfind(" ", 0, first - around // 2) + 1
    end = len(text) if len(text) - last <= 2 * around else text.find(" ", last + around)
    end = len(text) if end < 0 else end
    parts, at = ["… " if begin else ""], begin
    for each in hits:
        if begin <= each.start() < end:
            parts += [escape(text[at : each.start()]), f"<mark>{escape(each.group())}</mark>"]
            at = each.end()
    parts += [escape(text[at:end]), " …" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308  each part is escaped above


@register.inclusion_tag("ui/headings.html", takes_context=True)
def headings(context: RequestContext, table: Table) -> dict[str, Any]:
    return {"headings": table.headings(context["request"])}


@register.inclusion_tag("ui/downloads.html", takes_context=True)
def downloads(context: RequestContext, table: Table) -> dict[str, Any]:
    return {"downloads": table.downloads(context["request"])}


@register.simple_tag
def day(value: date | None, precision: str = "day") -> SafeString:
    if value is None:
        return silent() if precision != "regular" else format_html("{}", _("regularly"))
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _day(value, precision))


ROMAN = ("I", "II", "III", "IV")


def _day(value: date, precision: str) -> str:
    if precision == "month":
        return _("month %(month)s/%(year)s") % {"month": f"{value.month:02}", "year": value.year}
    if precision == "quarter":
        number = ROMAN[(value.month - 1) // 3]
        return _("quarter %(quarter)s/%(year)s") % {"quarter": number, "year": value.year}
    if precision == "year":
        return _("year %(year)s") % {"year": value.year}
    return value.strftime("%d/%m/%Y")


@register.simple_tag
def moment(value: datetime | None) -> SafeString:
    if value is None:
        return silent()
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(), local.strftime("%H:%M %d/%m/%Y")
    )


@register.simple_tag
def number(value: Decimal | float | int | None, places: int | None = None) -> SafeString:
    if value is None:
        return silent()
    return format_html("{}", _number(value, places))


def _number(value: Decimal | float | int, places: int | None) -> str:
    if places is not None:
        # Half up, as an office rounds; Python's own way is half to even.
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    elif isinstance(value, Decimal):
        # Zeros that only fill the column's decimals say nothing, so they go.
        value = value.quantize(1) if value == value.to_integral() else value.normalize()
    return formats.number_format(value, decimal_pos=places, force_grouping=True)


@register.simple_tag
def percent(value: Decimal | float | int | None, places: int | None = None) -> SafeString:
    if value is None:
        return silent()
    return format_html("{}\u00a0%", _number(value, places))


@register.simple_tag
def icon(name: str) -> SafeString:
    drawn = _render_icon(str(name), 18, aria_hidden="true", focusable="false")
    return mark_safe(drawn)  # noqa: S308  the package's own drawing, chosen by a template
