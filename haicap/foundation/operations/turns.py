"""When does the schedule start a job? In words, and its next turn."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

ANY = "*"


def next_turn(name: str, after: datetime) -> datetime:
    """The first moment after this one at which a job has its turn; the schedule itself says it."""
    turns = app.periodic_registry.periodic_tasks[(name, "")].croniter
    seconds: float = turns.get_next(ret_type=float, start_time=after.timestamp())
    return datetime.fromtimestamp(seconds, UTC)


def in_words(cron: str) -> str:
    """A cron line in words and local time; a line that has none is shown as it is."""
    minute, hour, *days = cron.split()
    if days != [ANY, ANY, ANY]:
        return _as_it_is(cron)
    if hour == ANY:
        return _within_the_hour(minute) or _as_it_is(cron)
    if minute.isdecimal() and hour.isdecimal():
        today = timezone.now().astimezone(UTC)
        at = timezone.localtime(today.replace(hour=int(hour), minute=int(minute)))
        return _("every day at %(time)s") % {"time": f"{at:%H:%M}"}
    return _as_it_is(cron)


def _within_the_hour(minute: str) -> str:
    if minute == ANY:
        return _("every minute")
    if minute.isdecimal():
        return _("every hour at minute %(minute)s") % {"minute": int(minute)}
    steps = minute.removeprefix("*/")
    if steps.isdecimal():
        return _("every %(count)s minutes") % {"count": int(steps)}
    return ""


def _as_it_is(cron: str) -> str:
    return _("by the line “%(cron)s” in UTC") % {"cron": cron}
