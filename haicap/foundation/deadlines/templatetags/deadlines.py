"""“Why this date?” on any page.

{% load deadlines %}
{% why deadline %}          a closed <details> with the date and the steps that lead to it
{% why deadline "open" %}   the same, open
"""

from typing import Any

from django import template

from haicap.foundation.deadlines.deadline import Deadline
from haicap.foundation.statutes.wording import plain_day

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
