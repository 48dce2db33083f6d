"""What is written down of a session: who took part, what was taken up, seen and reported."""

from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _

from haicap.domain.indicators.models import Report
from haicap.domain.indicators.queries import adding
from haicap.domain.meetings.models import AgendaItem, Participant, Session, SiteVisit
from haicap.domain.meetings.rules import by_its_convening_side, by_its_convening_side_or_group
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import IllegalMove

from .checks import words


@transaction.atomic
def add_participant(
    session: Session,
    *,
    actor: Actor,
    role: str,
    unit: Unit | None = None,
    person_name: str = "",
    position: str = "",
    stated_title: str = "",
    other_positions: str = "",
    effective_on: date | None = None,
) -> Participant:
    """Write down who took part: a unit, a named person, or both, in a role.

    What is not known stays empty; a title whose meaning is not clear goes to `stated_title` in
    the words of the source, never to `position`.
    """
    require(by_its_convening_side(actor, session))
    _lock_open(session)
    participant = Participant(
        session=session,
        role=role,
        unit=unit,
        person_name=words("person_name", person_name, 200, may_be_empty=True),
        position=words("position", position, 300, may_be_empty=True),
        stated_title=words("stated_title", stated_title, 200, may_be_empty=True),
        other_positions=words("other_positions", other_positions, 300, may_be_empty=True),
        is_simulated=actor.is_simulated,
    )
    _check_participant(participant)
    participant.save()
    _note(actor, "participant.add", participant, effective_on, who=str(participant), role=role)
    return participant


@transaction.atomic
def add_agenda_item(
    session: Session, *, actor: Actor, text: str, effective_on: date | None = None
) -> AgendaItem:
    """Put a subject on the agenda; the next number is its own."""
    require(by_its_convening_side(actor, session))
    said = words("text", text, 500)
    _lock_open(session)
    last = session.agenda.aggregate(last=models.Max("number"))["last"] or 0
    item = AgendaItem.objects.create(
        session=session, number=last + 1, text=said, is_simulated=actor.is_simulated
    )
    _note(actor, "agenda_item.add", item, effective_on, item=str(item))
    return item


@transaction.atomic
def record_visit(
    session: Session,
    *,
    actor: Actor,
    commune: Unit,
    place: str,
    findings: str = "",
    effective_on: date | None = None,
) -> SiteVisit:
    """Write down a place that the delegation saw in one of the session's communes."""
    require(by_its_convening_side_or_group(actor, session))
    _lock_open(session)
    if not session.communes.filter(pk=commune.pk).exists():
        reason = _("%(commune)s is not one of the communes of this session.")
        raise Invalid("commune", reason % {"commune": commune}, commune)
    visit = SiteVisit.objects.create(
        session=session,
        commune=commune,
        place=words("place", place, 300),
        findings=words("findings", findings, may_be_empty=True),
        is_simulated=actor.is_simulated,
    )
    _note(actor, "visit.record", visit, effective_on, place=visit.place, commune=commune.full_name)
    return visit


@transaction.atomic
def give_report(
    session: Session, report: Report, *, actor: Actor, effective_on: date | None = None
) -> None:
    """Note that a report was given at this session, by one of those who were asked there."""
    if adding(actor, report):
        require(by_its_convening_side(actor, session))
    _lock_open(session)
    if session.reports.filter(pk=report.pk).exists():
        raise Invalid("report", _("This report was given at this session already."), report)
    reporters = report.units.values("pk")
    was_asked = session.communes.filter(pk__in=reporters).exists()
    if not was_asked and not session.participants.filter(unit__in=reporters).exists():
        reason = _("None of those who report took part in this session.")
        raise Invalid("report", reason, report)
    session.reports.add(report)
    record(
        actor=actor,
        event="session.give_report",
        subject=session,
        effective_on=effective_on,
        report=report.title,
        report_id=report.pk,
    )


def _note(
    actor: Actor,
    event: str,
    part: Participant | AgendaItem | SiteVisit,
    effective_on: date | None,
    **details: str,
) -> None:
    record(
        actor=actor,
        event=event,
        subject=part,
        effective_on=effective_on,
        session=part.session_id,
        **details,
    )


def _lock_open(session: Session) -> None:
    """Two clerks may write at once; the lock on the session gives each number to one of them."""
    current = Session.objects.select_for_update().get(pk=session.pk)
    if current.state == Session.State.CANCELLED:
        raise IllegalMove(_("The session is cancelled: nothing more is written down of it."))


def _check_participant(participant: Participant) -> None:
    if participant.role not in Participant.Role.values:
        raise Invalid("role", _("This role is not known."), participant.role)
    if not (participant.unit or participant.person_name or participant.position):
        raise Invalid("person_name", _("Name a person, a position or a unit."))
    chairs = Participant.objects.filter(session=participant.session, role=Participant.Role.CHAIR)
    if participant.role == Participant.Role.CHAIR and chairs.exists():
        raise Invalid("role", _("The session has a chair already."), participant.role)
