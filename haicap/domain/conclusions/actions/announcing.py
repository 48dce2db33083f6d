"""Announcing a conclusion by a notice, and taking a notice back."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Conclusion, Notice
from haicap.domain.conclusions.rules import NOTICE_FLOW, by_the_issuing_unit, may_draft_notice
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.documents.symbols import Symbol, parse, types_on
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import advance

from .entering import entered_back, given, not_to_come, one_of, refuse_secret

UNIQUE = "one_notice_a_number_in_its_series"


@transaction.atomic
def draft_notice(
    conclusion: Conclusion,
    *,
    actor: Actor,
    issuer: Unit,
    document_type: str = "TB",
    recipients: Iterable[Unit] = (),
    summary: str = "",
    secrecy: str = "",
    effective_on: date | None = None,
) -> Notice:
    """Draft the document that announces a conclusion; no recipients: not stated."""
    require(may_draft_notice(actor, conclusion))
    refuse_secret(secrecy)
    if issuer.pk not in {conclusion.issuer_id, conclusion.issuer.office_id}:
        reason = _("A conclusion is announced by the concluding body or by its office.")
        raise Invalid("issuer", reason, issuer.key)
    one_of("document_type", document_type, types_on(timezone.localdate()))
    notice = Notice.objects.create(
        conclusion=conclusion,
        issuer=issuer,
        document_type=document_type,
        summary=summary.strip(),
        is_simulated=actor.is_simulated,
    )
    notice.recipients.set(recipients)
    record(
        actor=actor,
        event="notice.draft",
        subject=notice,
        effective_on=effective_on,
        after=notice.state,
    )
    return notice


def issue_notice(
    notice: Notice,
    *,
    actor: Actor,
    symbol: str,
    issued_on: date,
    term: str = "",
    effective_on: date | None = None,
) -> None:
    """Issue a notice under its number and symbol, Party or State.

    A number is unique in its series: of the issuer, the type and the year (State) or the term
    (Party, HD 36-HD/VPTW); name the `term` where the number was used in another one.
    """
    require(by_the_issuing_unit(actor, notice))
    read = _read(notice, symbol, issued_on)
    try:
        advance(
            NOTICE_FLOW,
            "issue",
            actor=actor,
            thing=notice,
            effective_on=effective_on or entered_back(actor, issued_on),
            changes={
                "symbol": read.raw,
                "number": read.number,
                "series": read.series_of(issued_on, term.strip()),
                "issued_on": issued_on,
            },
            symbol=read.raw,
            issued_on=f"{issued_on:%d/%m/%Y}",
        )
    except IntegrityError as error:
        if UNIQUE not in str(error):
            raise
        reason = _("This issuer has a document of this type and number in the series already.")
        raise Invalid("symbol", reason, symbol) from error


def _read(notice: Notice, symbol: str, issued_on: date) -> Symbol:
    not_to_come("issued_on", issued_on)
    delivered = notice.conclusion.delivered_on
    if delivered and issued_on < delivered:
        reason = _("This day is before the conclusion was delivered.")
        raise Invalid("issued_on", reason, issued_on)
    read = parse(symbol, on=issued_on)
    if read.year not in {None, issued_on.year}:
        raise Invalid("symbol", _("The year in the symbol is not that of the day."), symbol)
    return read


def recall_notice(
    notice: Notice, *, actor: Actor, reason: str, effective_on: date | None = None
) -> None:
    """Recall an issued notice; the document stays on record with the reason."""
    require(by_the_issuing_unit(actor, notice))
    said = given("reason", reason)
    advance(
        NOTICE_FLOW,
        "recall",
        actor=actor,
        thing=notice,
        effective_on=effective_on,
        symbol=notice.symbol,
        reason=said,
    )


@transaction.atomic
def replace_notice(
    notice: Notice, *, actor: Actor, by: Notice, effective_on: date | None = None
) -> None:
    """Another issued notice of the same conclusion takes the place of this one."""
    require(by_the_issuing_unit(actor, by))
    by = Notice.objects.select_for_update().get(pk=by.pk)
    is_fit = by.state == Notice.State.ISSUED and by.replaces_id is None and by.pk != notice.pk
    if not is_fit or by.conclusion_id != notice.conclusion_id:
        reason = _("Choose another issued notice of the same conclusion.")
        raise Invalid("by", reason, by.symbol)
    advance(
        NOTICE_FLOW,
        "replace",
        actor=actor,
        thing=notice,
        effective_on=effective_on,
        symbol=notice.symbol,
        by=by.symbol,
    )
    by.replaces = notice
    by.save(update_fields=["replaces"])
