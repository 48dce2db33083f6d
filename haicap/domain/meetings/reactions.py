"""Whom the room tells what happened to a session."""

from haicap.domain.organisations.queries import (
    people_acting_for,
    people_in_position,
    people_on_the_side_of,
)
from haicap.foundation.alerts.actions import tell_of
from haicap.foundation.alerts.finding import words_of
from haicap.foundation.alerts.kinds import Kind
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.writing import on

from . import alerts
from .models import Invitation, ReportRequest, Session

TOLD: dict[str, Kind] = {
    "session.plan": alerts.PLANNED,
    "session.reschedule": alerts.MOVED,
    "session.cancel": alerts.CANCELLED,
}


def concerned(session: Session) -> frozenset[int]:
    """The communes, the group, the convening side, and whoever is invited or takes part."""
    units = {*session.communes.values_list("pk", flat=True), session.group_id}
    units |= set(session.participants.values_list("unit", flat=True))
    people = people_acting_for(unit for unit in units if unit is not None)
    people |= people_on_the_side_of([session.convened_by_id])
    for invitation in session.invitations.all():
        people |= _invited(invitation)
    return people


def _invited(invitation: Invitation) -> frozenset[int]:
    """Who holds the position, or who acts for the unit; of somebody outside, nobody here."""
    if invitation.position_id:
        return people_in_position(invitation.position_id)
    return people_acting_for([invitation.unit_id]) if invitation.unit_id else frozenset()


def _tell(entry: Entry) -> None:
    session = Session.objects.get(pk=entry.subject_id)
    tell_of(entry, TOLD[entry.event], concerned(session), **words_of(entry))


for _event in TOLD:
    on(_event)(_tell)


@on("invitation.send")
def tell_the_invited(entry: Entry) -> None:
    """One that was withdrawn before it was told is not told."""
    invitation = Invitation.objects.filter(pk=entry.subject_id).first()
    if invitation:
        words = words_of(entry)
        said = words | {"inviting": words["who"], "who": entry.details.get("who", "")}
        tell_of(entry, alerts.INVITED, _invited(invitation), **said)


@on("report_request.send")
def tell_the_asked(entry: Entry) -> None:
    """The commune that is to hand in papers; asked anew, it is told anew."""
    request = ReportRequest.objects.get(pk=entry.subject_id)
    people = people_acting_for([request.commune_id])
    tell_of(entry, alerts.PAPERS_ASKED, people, **words_of(entry))
