"""Everything that changes a follow-up sheet."""

from datetime import date
from itertools import chain

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.conclusions.actions import add_item, answer_recommendation
from haicap.domain.conclusions.models import Conclusion, Item
from haicap.domain.meetings.models import Session
from haicap.domain.recommendations.models import Recommendation
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import IllegalMove, LostRace, advance

from .earlier import Followed, earlier_items, earlier_recommendations
from .models import Row, Sheet
from .queries import conclusion_to_carry_into
from .rules import (
    SHEET_FLOW,
    by_group_or_convener,
    by_the_rows_group_or_convener,
    until_settled,
)


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


@transaction.atomic
def assess_row(row: Row, *, actor: Actor, version: int, assessment: str, remark: str = "") -> None:
    """What the group finds of a row, until the sheet is settled.

    `version` is the one the writer had before them: where another was faster, LostRace is raised
    and nothing is written over. The journal keeps what was replaced.
    """
    require(by_the_rows_group_or_convener(actor, row))
    if assessment not in Row.Assessment.values:
        raise Invalid("assessment", _("This assessment is not known."), assessment)
    row = _held(row, actor)
    if row.version != version:
        raise LostRace(
            _("Somebody else assessed it meanwhile. Read theirs, then save yours again.")
        )
    before = {"assessment": row.assessment, "remark": row.remark}
    row.assessment, row.remark = assessment, remark.strip()
    row.assessed_by = actor.on_behalf_of or actor.name if assessment else ""
    row.assessed_on = timezone.localdate() if assessment else None
    row.is_assessment_simulated = actor.is_simulated
    row.version += 1
    row.save()
    label = str(row.get_assessment_display())
    record(
        actor=actor,
        event="row.assess",
        subject=row,
        number=row.number,
        assessment=label,
        replaced=before,
    )


def _held(row: Row, actor: Actor) -> Row:
    """The row as it is now, with its sheet held open until the transaction ends."""
    Sheet.objects.select_for_update(of=("self",)).get(pk=row.sheet_id)
    row = Row.objects.select_related("sheet__session", "item", "recommendation").get(pk=row.pk)
    if refusal := until_settled(actor, row):
        raise IllegalMove(refusal.reason)
    return row


@transaction.atomic
def carry_over(row: Row, *, actor: Actor) -> Item:
    """Take a row up again in the conclusion that is drafted of the sheet's session, once.

    An item is asked for anew, with its communes and its lead; a recommendation gets an item that
    answers it. The words are then worked on in the conclusion.
    """
    require(by_the_rows_group_or_convener(actor, row))
    row = Row.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.carried_into_id is not None:
        raise IllegalMove(_("This row is carried over already."))
    conclusion = conclusion_to_carry_into(row.sheet)
    if conclusion is None:
        raise IllegalMove(_("No conclusion of this session is being drafted: draft one first."))
    row.carried_into = _taken_up(row, conclusion, actor)
    row.save(update_fields=["carried_into"])
    record(
        actor=actor,
        event="row.carry_over",
        subject=row,
        number=row.number,
        label=row.carried_into.label,
    )
    return row.carried_into


def _taken_up(row: Row, conclusion: Conclusion, actor: Actor) -> Item:
    communes = list(row.communes.all())
    if row.item is not None:
        return add_item(
            conclusion,
            actor=actor,
            text=row.item.text,
            part=row.item.part,
            lead=row.item.lead,
            addressee=row.item.addressee,
            communes=communes,
            carries_out=row.item.conclusion,
        )
    asked: Recommendation = row.recommendation  # type: ignore[assignment]
    item = add_item(
        conclusion, actor=actor, text=asked.text, part=Item.Part.ANSWERS, communes=communes
    )
    answer_recommendation(item, asked, actor=actor)
    return item


def settle_sheet(sheet: Sheet, *, actor: Actor, effective_on: date | None = None) -> None:
    """Say that the session has gone through the sheet."""
    advance(SHEET_FLOW, "settle", actor=actor, thing=sheet, effective_on=effective_on)
