"""Whom the room tells what happened to a session."""

from haicap.domain.organisations.queries import people_acting_for, people_on_the_side_of
from haicap.foundation.alerts.actions import tell_of
from haicap.foundation.alerts.finding import words_of
from haicap.foundation.alerts.kinds import Kind
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.writing import on

from . import alerts
from .models import Session

TOLD: dict[str, Kind] = {
    "session.plan": alerts.PLANNED,
    "session.reschedule": alerts.MOVED,
    "session.cancel": alerts.CANCELLED,
}


def concerned(session: Session) -> frozenset[int]:
    """The communes, the group, the convening side, and the units that take part."""
    units = {*session.communes.values_list("pk", flat=True), session.group_id}
    units |= set(session.participants.values_list("unit", flat=True))
    acting = people_acting_for(unit for unit in units if unit is not None)
    return acting | people_on_the_side_of([session.convened_by_id])


def _tell(entry: Entry) -> None:
    session = Session.objects.get(pk=entry.subject_id)
    tell_of(entry, TOLD[entry.event], concerned(session), **words_of(entry))


for _event in TOLD:
    on(_event)(_tell)
