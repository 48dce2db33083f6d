"""Everything that changes a follow-up sheet."""

from datetime import date
from itertools import chain

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.meetings.models import Session
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import advance

from .earlier import Followed, earlier_items, earlier_recommendations
from .models import Row, Sheet
from .rules import SHEET_FLOW, by_group_or_convener


@transaction.atomic
def draw_up_sheet(
    session: Session,
    *,
    actor: Actor,
    as_of: date | None = None,
    effective_on: date | None = None,
) -> Sheet:
    """List every earlier item and recommendation of the session's communes, once a session.

    `as_of` is the day on which it tells how they stand: the day of the session unless said.
    """
    require(by_group_or_convener(actor, Sheet(session=session)))
    # The lock keeps two people from drawing up two sheets of one session.
    session = Session.objects.select_for_update().get(pk=session.pk)
    sheet = Sheet(session=session, as_of=_day(session, as_of), is_simulated=actor.is_simulated)
    sheet.save()
    rows = _list(sheet)
    record(
        actor=actor,
        event="sheet.draw_up",
        subject=sheet,
        effective_on=effective_on,
        after=sheet.state,
        as_of=f"{sheet.as_of:%d/%m/%Y}",
        rows=rows,
    )
    return sheet


def _day(session: Session, as_of: date | None) -> date:
    if session.state == Session.State.CANCELLED:
        raise Invalid("session", _("This session was cancelled."), session.pk)
    if Sheet.objects.filter(session=session).exists():
        raise Invalid("session", _("This session has its follow-up sheet already."), session.pk)
    day = as_of or session.held_on
    if day is None:
        raise Invalid("as_of", _("The day of the session is not known: say as of which day."))
    if day > timezone.localdate():
        raise Invalid("as_of", _("How things stand is not known for a day to come."), day)
    return day


def _list(sheet: Sheet) -> int:
    """Items first, then recommendations, each with the session's communes that it concerns."""
    found: list[Followed] = [
        *earlier_items(sheet.session, sheet.as_of),
        *earlier_recommendations(sheet.session, sheet.as_of),
    ]
    rows = Row.objects.bulk_create(
        Row(sheet=sheet, number=number, item=each.item, recommendation=each.recommendation)
        for number, each in enumerate(found, start=1)
    )
    through = Row.communes.through
    through.objects.bulk_create(
        chain.from_iterable(
            (through(row_id=row.pk, unit_id=unit) for unit in sorted(each.communes))
            for row, each in zip(rows, found, strict=True)
        )
    )
    return len(rows)


def settle_sheet(sheet: Sheet, *, actor: Actor, effective_on: date | None = None) -> None:
    """Say that the session has gone through the sheet."""
    advance(SHEET_FLOW, "settle", actor=actor, thing=sheet, effective_on=effective_on)
