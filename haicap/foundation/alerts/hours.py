"""When may an e-mail leave the house? Outside the quiet hours, which are statutes."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from haicap.foundation.statutes import statute

A_DAY = timedelta(days=1)


def hour_of(name: str, on: datetime) -> time:
    """An hour of the day that the law or the province sets."""
    return statute(name, on=timezone.localdate(on)).hour.at


def not_before(moment: datetime) -> datetime:
    """This moment, or the end of the quiet hours in which it lies."""
    local = timezone.localtime(moment)
    begins = hour_of("alert.quiet.begins", moment)
    ends = hour_of("alert.quiet.ends", moment)
    now = local.time()
    is_late, is_early = now >= begins, now < ends
    # From evening to morning, or within one day: whichever way the hours are set.
    is_quiet = (is_late or is_early) if begins > ends else (is_late and is_early)
    if not is_quiet:
        return moment
    day = local.date() + A_DAY if is_late and begins > ends else local.date()
    return datetime.combine(day, ends, tzinfo=local.tzinfo)
