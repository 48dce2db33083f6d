"""What is written down of a session: who took part, what was taken up, seen and reported."""

from datetime import date, time

from django.db import models, transaction
from django.utils.translation import gettext as _

from haicap.domain.indicators.models import Report
from haicap.domain.indicators.queries import adding
from haicap.domain.meetings.models import AgendaItem, Participant, Session, SiteVisit
from haicap.domain.meetings.rules import by_its_convening_side, by_its_convening_side_or_group
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record

from .checks import check_times, words
from .locking import lock_open

MINUTES_OF_A_DAY = 24 * 60


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
    lock_open(session)
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
    session: Session,
    *,
    actor: Actor,
    text: str,
    begins_at: time | None = None,
    minutes: int | None = None,
    speaker: str = "",
    commune: Unit | None = None,
    effective_on: date | None = None,
) -> AgendaItem:
    """Put a subject on the agenda; the next number is its own.

    What is not fixed, or not stated, of when it begins, how long it takes, who speaks to it and
    which commune it is about stays empty.
    """
    require(by_its_convening_side(actor, session))
    said = words("text", text, 500)
    spoken_to = words("speaker", speaker, 300, may_be_empty=True)
    if minutes is not None and not 0 < minutes <= MINUTES_OF_A_DAY:
        raise Invalid("minutes", _("Give the length in minutes, from 1 to a day."), minutes)
    if commune:
        _check_commune(session, commune)
    lock_open(session)
    last = session.agenda.aggregate(last=models.Max("number"))["last"] or 0
    item = AgendaItem.objects.create(
        session=session,
        number=last + 1,
        text=said,
        begins_at=begins_at,
        minutes=minutes,
        speaker=spoken_to,
        commune=commune,
        is_simulated=actor.is_simulated,
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
    begins_at: time | None = None,
    ends_at: time | None = None,
    visitors: str = "",
    findings: str = "",
    effective_on: date | None = None,
) -> SiteVisit:
    """Write down a place that the delegation sees, or saw, in one of the session's communes."""
    require(by_its_convening_side_or_group(actor, session))
    lock_open(session)
    _check_commune(session, commune)
    check_times(begins_at, ends_at)
    visit = SiteVisit.objects.create(
        session=session,
        commune=commune,
        place=words("place", place, 300),
        begins_at=begins_at,
        ends_at=ends_at,
        visitors=words("visitors", visitors, 300, may_be_empty=True),
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
    lock_open(session)
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


def _check_commune(session: Session, commune: Unit) -> None:
    if not session.communes.filter(pk=commune.pk).exists():
        reason = _("%(commune)s is not one of the communes of this session.")
        raise Invalid("commune", reason % {"commune": commune}, commune)


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


def _check_participant(participant: Participant) -> None:
    if participant.role not in Participant.Role.values:
        raise Invalid("role", _("This role is not known."), participant.role)
    if not (participant.unit or participant.person_name or participant.position):
        raise Invalid("person_name", _("Name a person, a position or a unit."))
    chairs = Participant.objects.filter(session=participant.session, role=Participant.Role.CHAIR)
    if participant.role == Participant.Role.CHAIR and chairs.exists():
        raise Invalid("role", _("The session has a chair already."), participant.role)
