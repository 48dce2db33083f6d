"""Who came, and what was found on the way: attendance, findings and pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.meetings.models import Invitation, Participant, Session, SitePhoto, SiteVisit
from haicap.domain.meetings.rules import (
    by_its_convening_side,
    by_its_convening_side_or_group,
    not_before_its_day,
)
from haicap.domain.organisations.models import Appointment
from haicap.domain.organisations.queries import in_force
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.files import names
from haicap.foundation.files.actions import store
from haicap.foundation.files.kinds import kind_of_stored
from haicap.foundation.journal.writing import record

from .checks import words
from .locking import lock_open

PICTURE = "picture"


@dataclass(frozen=True)
class Noted:
    """Of one who was invited, or who is named in the minutes: whether they came."""

    who: Invitation | Participant
    attendance: str
    stood_in_by: str = ""


@transaction.atomic
def note_attendance(
    session: Session,
    *,
    actor: Actor,
    noted: Sequence[Noted],
    effective_on: date | None = None,
) -> None:
    """Note who came, who was absent with or without leave, and who stood in for whom.

    Who was invited is named in the minutes from now on. Raises Invalid naming the field
    “attendance” or “stood_in_by” and the person.
    """
    require(by_its_convening_side(actor, session))
    require(not_before_its_day(actor, session))
    lock_open(session)
    for each in noted:
        _check(session, each)
        participant = _participant(each.who, actor)
        participant.attendance = each.attendance
        participant.stood_in_by = each.stood_in_by.strip()
        participant.save()
        if isinstance(each.who, Invitation):
            Invitation.objects.filter(pk=each.who.pk).update(participant=participant)
        record(
            actor=actor,
            event="participant.attend",
            subject=participant,
            effective_on=effective_on,
            after=each.attendance,
            who=str(participant),
            session=session.pk,
            stood_in_by=participant.stood_in_by,
        )


def _check(session: Session, noted: Noted) -> None:
    name = str(noted.who)
    if noted.who.session_id != session.pk:
        raise Invalid("attendance", _("%(who)s is not of this session.") % {"who": name}, name)
    if noted.attendance not in Participant.Attendance.values:
        raise Invalid("attendance", _("This attendance is not known."), noted.attendance)
    stood_in = noted.attendance == Participant.Attendance.STOOD_IN
    said = words("stood_in_by", noted.stood_in_by, 300, may_be_empty=True)
    if stood_in != bool(said):
        reason = _("Name who stood in for %(who)s, and only where somebody did.")
        raise Invalid("stood_in_by", reason % {"who": name}, said)


def _participant(who: Invitation | Participant, actor: Actor) -> Participant:
    if isinstance(who, Participant):
        return who
    if who.participant:
        return who.participant
    chairs = Participant.objects.filter(session=who.session, role=Participant.Role.CHAIR)
    if who.role == Participant.Role.CHAIR and chairs.exists():
        raise Invalid("attendance", _("The session has a chair already."), str(who))
    day = who.session.held_on or timezone.localdate()
    holding = Appointment.objects.filter(in_force(day), position=who.position_id)
    holder = holding.select_related("user").order_by("id").first() if who.position_id else None
    return Participant(
        session=who.session,
        role=who.role,
        unit=who.unit,
        person_name=holder.person if holder else "",
        position=who.position.title if who.position else who.outside,
        is_simulated=actor.is_simulated,
    )


@transaction.atomic
def write_findings(
    visit: SiteVisit, *, actor: Actor, findings: str, effective_on: date | None = None
) -> None:
    """Write down, or write anew, what was found at a place."""
    require(by_its_convening_side_or_group(actor, visit.session))
    lock_open(visit.session)
    visit.findings = words("findings", findings)
    visit.save()
    record(
        actor=actor,
        event="visit.find",
        subject=visit,
        effective_on=effective_on,
        place=visit.place,
        session=visit.session_id,
    )


def add_photo(
    visit: SiteVisit, *, actor: Actor, file: "UploadedFile[Any]", description: str
) -> SitePhoto:
    """Add a picture of what was seen; what it shows is said in words too.

    Raises Invalid for what is no picture, whatever it is called.
    """
    require(by_its_convening_side_or_group(actor, visit.session))
    shown = words("description", description, 300)
    stored = store(file, actor=actor)
    kind = kind_of_stored(stored)
    name = names.shown(file.name, kind)
    if kind is None or kind.family != PICTURE:
        reason = _("“%(name)s” is no picture. We take JPEG, PNG and WEBP.")
        raise Invalid("file", reason % {"name": name}, name)
    with transaction.atomic():
        lock_open(visit.session)
        if visit.photos.filter(file=stored).exists():
            raise Invalid("file", _("“%(name)s” is here already.") % {"name": name}, name)
        photo = SitePhoto.objects.create(
            visit=visit,
            file=stored,
            name=name,
            description=shown,
            taken_by=actor.on_behalf_of or actor.name,
            is_simulated=actor.is_simulated,
        )
        record(
            actor=actor,
            event="visit.picture",
            subject=photo,
            name=shown,
            place=visit.place,
            session=visit.session_id,
        )
    return photo
