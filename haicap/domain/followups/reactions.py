"""Whom the room tells what happened to a follow-up sheet."""

from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import people_acting_for, people_on_the_side_of
from haicap.foundation.alerts.actions import tell_of
from haicap.foundation.alerts.finding import words_of
from haicap.foundation.alerts.kinds import Kind
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.writing import on

from . import alerts
from .models import Sheet

TOLD: dict[str, Kind] = {"sheet.draw_up": alerts.DRAWN_UP, "sheet.settle": alerts.SETTLED}


def _tell(entry: Entry) -> None:
    """The communes that have rows in it, the group, and the side that convened the session."""
    sheet = Sheet.objects.select_related("session").get(pk=entry.subject_id)
    communes = Unit.objects.filter(followup_rows__sheet=sheet).values_list("pk", flat=True)
    units = {*communes, sheet.session.group_id} - {None}
    people = people_acting_for(unit for unit in units if unit is not None)
    people |= people_on_the_side_of([sheet.session.convened_by_id])
    tell_of(entry, TOLD[entry.event], people, **words_of(entry))


for _event in TOLD:
    on(_event)(_tell)
