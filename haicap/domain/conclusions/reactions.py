"""Whom the room tells what happened to a notice."""

from haicap.domain.organisations.queries import people_on_the_side_of
from haicap.foundation.alerts.actions import tell_of
from haicap.foundation.alerts.finding import words_of
from haicap.foundation.alerts.kinds import Kind
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.writing import on

from . import alerts
from .models import Notice

TOLD: dict[str, Kind] = {
    "notice.issue": alerts.ISSUED,
    "notice.recall": alerts.RECALLED,
    "notice.replace": alerts.REPLACED,
}


def _tell(entry: Entry) -> None:
    """Its recipients, and the offices that keep their papers."""
    notice = Notice.objects.get(pk=entry.subject_id)
    people = people_on_the_side_of(notice.recipients.values_list("pk", flat=True))
    tell_of(entry, TOLD[entry.event], people, **words_of(entry))


for _event in TOLD:
    on(_event)(_tell)
