"""Who is to come: invited by position, unit or name, and what each answers."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.meetings.clashes import Clash, clashes_of, positions_of, told
from haicap.domain.meetings.models import Invitation, Participant, Session
from haicap.domain.meetings.rules import by_its_convening_side, by_whom_it_invites
from haicap.domain.organisations.models import Position, Unit
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record

from .checks import DAY, words
from .locking import lock_planned

WHEN = ("held_on", "part_of_day", "begins_at", "ends_at")


def accept_clashes(
    plan: Session,
    communes: Collection[Unit],
    positions: Collection[int],
    actor: Actor,
    despite: str,
) -> Sequence[Clash]:
    """What is wanted twice, if a reason is given; else Invalid tells it. What is past is past."""
    if plan.held_on is None or plan.held_on < timezone.localdate():
        return []
    clashes = clashes_of(plan, communes, positions)
    if clashes and not words("despite", despite, 500, may_be_empty=True):
        reason = _(
            "At that time these are expected elsewhere: %(clashes)s. Give a reason to keep it."
        )
        raise Invalid("despite", reason % {"clashes": told(clashes, actor)})
    return clashes


def note_clashes(session: Session, clashes: Sequence[Clash], actor: Actor, despite: str) -> None:
    """That somebody kept to it all the same, and why, stays in the journal."""
    if clashes:
        record(
            actor=actor,
            event="session.override",
            subject=session,
            clashes=told(clashes, actor),
            reason=despite.strip(),
        )


@transaction.atomic
def invite(
    session: Session,
    *,
    actor: Actor,
    role: str,
    position: Position | None = None,
    unit: Unit | None = None,
    outside: str = "",
    despite: str = "",
    effective_on: date | None = None,
) -> Invitation:
    """Invite whoever holds a position on the day, a unit, or somebody outside by name.

    Who is expected elsewhere then is refused as Invalid("despite") without a reason.
    """
    require(by_its_convening_side(actor, session))
    lock_planned(session)
    # The place and the communes were looked at when the session was planned.
    when = {name: getattr(session, name) for name in WHEN}
    clashes = accept_clashes(
        Session(pk=session.pk, **when), [], positions_of(position), actor, despite
    )
    invitation = write_invitation(
        Invitation(
            session=session,
            role=role,
            position=position,
            unit=position.unit if position else unit,
            outside=words("outside", outside, 300, may_be_empty=True),
        ),
        actor=actor,
        effective_on=effective_on,
    )
    note_clashes(session, clashes, actor, despite)
    return invitation


def write_invitation(
    invitation: Invitation, *, actor: Actor, effective_on: date | None
) -> Invitation:
    """The row and its entry, inside a transaction, once clashes were looked at."""
    invitation.invited_on = effective_on or timezone.localdate()
    invitation.is_simulated = actor.is_simulated
    _check_invitation(invitation)
    invitation.save()
    record(
        actor=actor,
        event="invitation.send",
        subject=invitation,
        effective_on=effective_on,
        **_who_and_when(invitation),
    )
    return invitation


def _check_invitation(invitation: Invitation) -> None:
    if invitation.role not in Participant.Role.values:
        raise Invalid("role", _("This role is not known."), invitation.role)
    if bool(invitation.unit) == bool(invitation.outside):
        raise Invalid("outside", _("Name a position, a unit or somebody outside: one of them."))
    others = Invitation.objects.filter(session=invitation.session)
    same = {"unit": invitation.unit, "position": invitation.position}
    if others.filter(outside=invitation.outside, **same).exists():
        field = "position" if invitation.position else "unit" if invitation.unit else "outside"
        reason = _("%(who)s is invited already.") % {"who": invitation}
        raise Invalid(field, reason, str(invitation))
    is_chair = invitation.role == Participant.Role.CHAIR
    if is_chair and others.filter(role=Participant.Role.CHAIR).exists():
        raise Invalid("role", _("The session has a chair already."), invitation.role)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, actor: Actor) -> None:
    """They are not to come after all: taken off the list; that they were on it stays journaled."""
    require(by_its_convening_side(actor, invitation.session))
    lock_planned(invitation.session)
    record(
        actor=actor,
        event="invitation.withdraw",
        subject=invitation,
        **_who_and_when(invitation),
    )
    invitation.delete()


@transaction.atomic
def answer_invitation(
    invitation: Invitation,
    *,
    actor: Actor,
    answer: str,
    deputy: str = "",
    reason: str = "",
    effective_on: date | None = None,
) -> None:
    """They come, send a deputy who is named, or do not come, with the reason; until it is held."""
    require(by_whom_it_invites(actor, invitation))
    lock_planned(invitation.session)
    if answer not in Invitation.Answer.values:
        raise Invalid("answer", _("This answer is not known."), answer)
    sends, declines = answer == Invitation.Answer.DEPUTY, answer == Invitation.Answer.DECLINES
    invitation.answer = answer
    invitation.deputy = words("deputy", deputy, 300, may_be_empty=not sends) if sends else ""
    invitation.reason = words("reason", reason, 500, may_be_empty=not declines)
    invitation.answered_by = actor.on_behalf_of or actor.name
    invitation.answered_on = effective_on or timezone.localdate()
    invitation.save()
    record(
        actor=actor,
        event="invitation.answer",
        subject=invitation,
        effective_on=effective_on,
        after=answer,
        deputy=invitation.deputy,
        reason=invitation.reason,
        **_who_and_when(invitation),
    )


def ask_anew(session: Session) -> None:
    """What was answered was answered for another time; the journal keeps it."""
    Invitation.objects.filter(session=session).exclude(answer="").update(
        answer="", deputy="", reason="", answered_by="", answered_on=None
    )


def _who_and_when(invitation: Invitation) -> dict[str, Any]:
    session = invitation.session
    return {
        "who": str(invitation),
        "role": invitation.role,
        "session": session.pk,
        "title": session.title,
        "unit": invitation.unit.key if invitation.unit else "",
        "position": invitation.position_id,
        **({"day": session.held_on.strftime(DAY)} if session.held_on else {}),
    }
