"""Who acts in a holder's place for a time, and how that ends early."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import (
    Appointment,
    Deputising,
    PositionKind,
    SigningForm,
    Unit,
)
from haicap.domain.organisations.rules import by_who_ends_deputising, by_who_entrusts
from haicap.domain.organisations.standing import appointments_of, beside, position_in_words
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import MoveFailed

LONGEST_REASON = 300


@transaction.atomic
def entrust(
    appointment: Appointment,
    *,
    actor: Actor,
    deputy: User,
    from_on: date,
    until_on: date,
    reason: str,
    form: str = "",
) -> Deputising:
    """Have somebody act in the place of who holds a position, from a day until before another.

    `form` is how the deputy signs; unsaid, KT. for a deputy of the same unit, else TUQ.
    Raises Refused, Invalid, or MoveFailed where somebody acts in this place on these days already.
    """
    # One after the other: of two at once, the second finds the first.
    held = Appointment.objects.select_for_update(of=("self",)).select_related("position__unit")
    appointment = held.get(pk=appointment.pk)
    require(by_who_entrusts(actor, appointment))
    reason = reason.strip()
    _check_days(appointment, from_on, until_on)
    _check_reason(reason)
    by = _positions_beside(appointment, deputy, from_on)
    form = form or _form_of(appointment.position.unit, by)
    _check_form(form, appointment.position.unit, by)
    _check_free(appointment, from_on, until_on)
    deputising = Deputising.objects.create(
        appointment=appointment,
        deputy=deputy,
        form=form,
        reason=reason,
        from_on=from_on,
        until_on=until_on,
        is_simulated=actor.is_simulated or appointment.is_simulated,
    )
    _tell(deputising, actor, "position.entrust")
    return deputising


@transaction.atomic
def end_deputising(deputising: Deputising, *, actor: Actor) -> None:
    """From today on the deputy acts in nobody's place any more; what they did so stays done.

    Raises Refused, or MoveFailed where it is over.
    """
    require(by_who_ends_deputising(actor, deputising))
    today = timezone.localdate()
    running = Deputising.objects.filter(pk=deputising.pk, until_on__gt=today)
    until_on = max(today, deputising.from_on)
    if not running.update(until_on=until_on):
        raise MoveFailed(_("This deputising is over already."))
    deputising.until_on = until_on
    _tell(deputising, actor, "position.end_deputising")


def _check_days(appointment: Appointment, from_on: date, until_on: date) -> None:
    today = timezone.localdate()
    if from_on < today:
        raise Invalid("from_on", _("Nobody is entrusted with days that are past."), from_on)
    if until_on <= from_on:
        raise Invalid("until_on", _("Deputising cannot end before it begins."), until_on)
    if appointment.from_on and from_on < appointment.from_on:
        reason = _("On this day the person does not hold the position yet.")
        raise Invalid("from_on", reason, from_on)
    if appointment.until_on and until_on > appointment.until_on:
        reason = _("By this day the person holds the position no more.")
        raise Invalid("until_on", reason, until_on)


def _check_reason(reason: str) -> None:
    if not reason:
        raise Invalid("reason", _("Say why somebody else acts in this place."))
    if len(reason) > LONGEST_REASON:
        words = _("At most %(most)s characters.") % {"most": LONGEST_REASON}
        raise Invalid("reason", words, reason)


def _positions_beside(appointment: Appointment, deputy: User, on: date) -> list[Appointment]:
    if deputy.pk == appointment.user_id:
        raise Invalid("deputy", _("Nobody deputises for themselves."), deputy.username)
    unit = appointment.position.unit
    by = beside(unit, appointments_of(deputy.pk, on)) if deputy.is_active else []
    if not by:
        words = _("Who acts in a place in %(unit)s works there or in its office on that day.")
        raise Invalid("deputy", words % {"unit": unit.full_name}, deputy.username)
    return by


def _form_of(unit: Unit, by: list[Appointment]) -> str:
    is_deputy = _holds_in(unit, by, PositionKind.DEPUTY)
    return SigningForm.IN_PLACE if is_deputy else SigningForm.BY_MANDATE


def _check_form(form: str, unit: Unit, by: list[Appointment]) -> None:
    if form not in SigningForm.values:
        raise Invalid("form", _("There is no such form of signing."), form)
    if form == SigningForm.IN_PLACE and not _holds_in(unit, by, PositionKind.DEPUTY):
        raise Invalid("form", _("Only a deputy of the same unit signs with KT."), form)
    is_of_office = any(each.position.unit_id != unit.pk for each in by)
    if form == SigningForm.BY_ORDER and not is_of_office:
        raise Invalid("form", _("Only who works in the office of the unit signs with TL."), form)


def _holds_in(unit: Unit, by: list[Appointment], kind: str) -> bool:
    return any(each.position.unit_id == unit.pk and each.position.kind == kind for each in by)


def _check_free(appointment: Appointment, from_on: date, until_on: date) -> None:
    """Two at once in one place would be two hands that answer for one deed."""
    meanwhile = appointment.deputisings.filter(from_on__lt=until_on, until_on__gt=from_on)
    # What was withdrawn before it began holds on no day.
    taken = meanwhile.filter(until_on__gt=F("from_on")).select_related("deputy").first()
    if taken:
        words = _("On some of these days %(person)s acts in this place already: end that first.")
        raise MoveFailed(words % {"person": str(taken.deputy)})


def _tell(deputising: Deputising, actor: Actor, event: str) -> None:
    appointment = deputising.appointment
    record(
        actor=actor,
        event=event,
        subject=deputising,
        deputy=str(deputising.deputy),
        person=appointment.person,
        position=position_in_words(appointment),
        form=deputising.form,
        from_on=f"{deputising.from_on:%d/%m/%Y}",
        until_on=f"{deputising.until_on:%d/%m/%Y}",
        reason=deputising.reason,
    )
