"""“Why this date?” on any page.

{% load deadlines %}
{% why deadline %}          a closed <details> with the date and the steps that lead to it
{% why deadline "open" %}   the same, open
{% answer deadline %}       the date large, the steps, and what extension the law gives
"""

from typing import Any

from django import template

from haicap.foundation.deadlines.deadline import Deadline
from haicap.foundation.statutes.wording import day_in_words, plain_day

register = template.Library()


@register.inclusion_tag("deadlines/why.html")
def why(deadline: Deadline | None, how: str = "") -> dict[str, Any]:
    if deadline is None:
        return {}
    due_on = deadline.due_on
    return {
        "title": deadline.value.title,
        "due": plain_day(due_on) if due_on else "",
        "steps": deadline.explain(),
        "is_open": how == "open",
    }


@register.inclusion_tag("deadlines/answer.html")
def answer(deadline: Deadline) -> dict[str, Any]:
    due_on, due_at = deadline.due_on, deadline.due_at
    day = day_in_words(due_on) if due_on else ""
    if due_at and deadline.is_to_the_hour:
        day = f"{due_at:%H:%M} {day}"
    return {
        "deadline": deadline,
        "day": day[:1].upper() + day[1:],
        "steps": deadline.explain(),
        "extension": deadline.extension,
    }
