"""A calendar as a file that any calendar program reads (RFC 5545).

The same contents make the same file: every stamp is the day of a change, none that of reading.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar as File
from icalendar import Event

from haicap.domain.meetings.models import Session
from haicap.domain.tasks.models import Task
from haicap.foundation.statutes import statute

from .contents import NEVER, Changed, Contents

HOURS = "session.hours"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# A record that no journal entry speaks of.
UNKNOWN = datetime.fromtimestamp(0, tz=UTC)
ONE_DAY = timedelta(days=1)
TITLE_AT_MOST = 120
_HOURS = re.compile(r"(\d\d):(\d\d)–(\d\d):(\d\d)")


def as_ics(contents: Contents, base: str, language: str) -> bytes:
    """The file; `base` is the address of the house, for the links."""
    with override(language):
        file = File()
        file.add("prodid", "-//Haicap//VI")
        file.add("version", "2.0")
        file.add("method", "PUBLISH")
        file.add("x-wr-calname", _("Haicap: %(whose)s") % {"whose": contents.calendar})
        file.add("x-wr-timezone", ZONE.key)
        for session in contents.sessions:
            file.add_component(_session(session, contents, base))
        for task in contents.tasks:
            file.add_component(_task(task, contents, base))
        file.add_missing_timezones()
        return bytes(file.to_ical())


def _session(session: Session, contents: Contents, base: str) -> Event:
    event = _event("session", session, contents, base)
    event.add("summary", _marked(session.title, session))
    if session.place:
        event.add("location", session.place)
    is_cancelled = session.state == Session.State.CANCELLED
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    begin, end = _when(session)
    event.add("dtstart", begin)
    event.add("dtend", end)
    said = [
        _("Communes: %(names)s")
        % {"names": ", ".join(unit.name for unit in session.communes.all())},
        _("Convened by: %(unit)s") % {"unit": session.convened_by},
    ]
    if session.group:
        said.append(_("Working group: %(unit)s") % {"unit": session.group})
    if isinstance(begin, datetime) and not session.begins_at:
        said.append(_("The hours are those of the part of the day; no exact hour is recorded."))
    if is_cancelled:
        said.append(_("Cancelled: %(reason)s") % {"reason": contents.reasons.get(session.pk, "")})
    event.add("description", "\n".join(said))
    return event


def _when(session: Session) -> tuple[date, date]:
    """Its own hours; else those of its part of the day, where the province has said them; else
    the whole day."""
    day: date = session.held_on  # type: ignore[assignment]
    if session.begins_at:
        # How long it lasts is not known: it stands at its beginning.
        until = session.ends_at or session.begins_at
        return (
            datetime.combine(day, session.begins_at, tzinfo=ZONE),
            datetime.combine(day, until, tzinfo=ZONE),
        )
    hours = _HOURS.fullmatch(_hours_of(session.part_of_day, day))
    if hours is None:
        return day, day + ONE_DAY
    begin, end = hours.group(1, 2), hours.group(3, 4)
    return _at(day, *begin), _at(day, *end)


def _hours_of(part_of_day: str, day: date) -> str:
    labels = statute(HOURS, on=day).codes.labels
    return str(labels.get(part_of_day.upper(), "")) if part_of_day else ""


def _at(day: date, hour: str, minute: str) -> datetime:
    return datetime.combine(day, time(int(hour), int(minute)), tzinfo=ZONE)


def _task(task: Task, contents: Contents, base: str) -> Event:
    event = _event("task", task, contents, base)
    words = task.text if len(task.text) <= TITLE_AT_MOST else f"{task.text[:TITLE_AT_MOST]}…"
    event.add("summary", _marked(_("Deadline: %(task)s") % {"task": words}, task))
    event.add("status", "CANCELLED" if task.state in Task.DROPPED else "CONFIRMED")
    due: date = task.due_on  # type: ignore[assignment]
    event.add("dtstart", due)
    event.add("dtend", due + ONE_DAY)
    # A deadline keeps nobody busy.
    event.add("transp", "TRANSPARENT")
    said = [_("Lead: %(unit)s") % {"unit": task.lead}, task.text]
    if task.due_precision != Task.DuePrecision.DAY:
        said.append(_("The last day of it: the deadline was given less exactly."))
    event.add("description", "\n".join(said))
    return event


def _event(kind: str, record: Session | Task, contents: Contents, base: str) -> Event:
    """What every entry carries; the number stays the same whatever happens to the record."""
    changed: Changed = contents.changes.get(record, NEVER)
    stamp = changed.last_at or UNKNOWN
    event = Event()
    event.add("uid", f"{kind}-{record.pk}@{settings.HOME_PROVINCE}.haicap")
    event.add("sequence", changed.times)
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("url", f"{base}{record.get_absolute_url()}")
    return event


def _marked(words: str, record: Session | Task) -> str:
    if record.is_simulated or record.has_simulated_moves:
        return f"[{_('simulated')}] {words}"
    return words
