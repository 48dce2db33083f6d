"""How much later or earlier is one deadline than another? For two cases side by side."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haicap.foundation.statutes.spans import amount_in_words
from haicap.foundation.statutes.wording import day_in_words

from .calendar import A_DAY
from .deadline import Deadline


def difference(first: Deadline, second: Deadline) -> str:
    """One sentence on the second as against the first."""
    if first.due_on is None or second.due_on is None:
        if first.due_on == second.due_on:
            return _("In both cases the clock stands.")
        return _("In one case the clock stands, so the days cannot be compared.")
    if first.due_at == second.due_at:
        return _("Both are due on %(day)s.") % {"day": day_in_words(first.due_on)}
    if first.due_on == second.due_on:
        return _("Both are due on %(day)s, at another hour.") % {"day": day_in_words(first.due_on)}
    days = abs((second.due_on - first.due_on).days)
    earlier, later = sorted([first.due_on, second.due_on])
    worked = second.calendar.count(earlier + A_DAY, later + A_DAY)
    if second.due_on > first.due_on:
        words = ngettext(
            "The second case is due %(days)d day later (%(worked)s).",
            "The second case is due %(days)d days later (%(worked)s).",
            days,
        )
    else:
        words = ngettext(
            "The second case is due %(days)d day earlier (%(worked)s).",
            "The second case is due %(days)d days earlier (%(worked)s).",
            days,
        )
    return words % {"days": days, "worked": amount_in_words(worked, "working_days")}
