"""Announcing a conclusion by a notice: drafting it, giving it its number, issuing it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Conclusion, Notice
from haicap.domain.conclusions.notices import symbol_to_come, tasks_of
from haicap.domain.conclusions.paper import missing_of, prefixes_of
from haicap.domain.conclusions.rules import (
    NOTICE_FLOW,
    by_the_issuing_unit,
    by_the_notices_sides,
    may_draft_notice,
    while_a_draft,
)
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.documents.numbering import keep_up, next_number
from haicap.foundation.documents.symbols import Symbol, parse, types_on, written
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import advance

from .entering import (
    check_overlaps,
    entered_back,
    not_to_come,
    one_of,
    refuse_secret,
    require_now,
    the_same_wording,
)

UNIQUE = "one_notice_a_number_in_its_series"
NOTICE_WORDS = ("summary", "opening", "signed_for", "signed_by", "signer", "further_recipients")


@transaction.atomic
def draft_notice(
    conclusion: Conclusion,
    *,
    actor: Actor,
    issuer: Unit,
    document_type: str = "TB",
    from_above: str = "",
    recipients: Iterable[Unit] = (),
    sign_prefix: str = "",
    secrecy: str = "",
    effective_on: date | None = None,
    **words: str,
) -> Notice:
    """Draft the document that announces a conclusion; no recipients: not stated.

    `from_above` names who issued it, in words, where the document came from a body above.
    `words` are those of NOTICE_WORDS: summary, opening, who signs, further recipients.
    """
    require(may_draft_notice(actor, conclusion))
    refuse_secret(secrecy)
    if issuer.pk not in {conclusion.issuer_id, conclusion.issuer.office_id}:
        reason = _("A conclusion is announced by the concluding body or by its office.")
        raise Invalid("issuer", reason, issuer.key)
    if document_type or not from_above:
        # Only a State letter from above has no type.
        one_of("document_type", document_type, types_on(timezone.localdate()))
    notice = Notice(
        conclusion=conclusion,
        issuer=issuer,
        document_type=document_type,
        from_above=from_above,
        is_simulated=actor.is_simulated,
    )
    _put(notice, sign_prefix, words)
    notice.save()
    notice.recipients.set(recipients)
    record(
        actor=actor,
        event="notice.draft",
        subject=notice,
        effective_on=effective_on,
        after=notice.state,
    )
    return notice


@transaction.atomic
def edit_notice(
    notice: Notice,
    *,
    actor: Actor,
    version: int,
    recipients: Iterable[Unit],
    sign_prefix: str = "",
    secrecy: str = "",
    **words: str,
) -> None:
    """Change a draft. `version` is the wording the writer had; Overtaken if another came first."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    require(by_the_notices_sides(actor, notice))
    require_now(while_a_draft(actor, notice))
    refuse_secret(secrecy)
    the_same_wording(notice, version)
    before = {name: getattr(notice, name) for name in NOTICE_WORDS}
    _put(notice, sign_prefix, words)
    notice.version += 1
    notice.save()
    notice.recipients.set(recipients)
    changed = {name: was for name, was in before.items() if was != getattr(notice, name)}
    record(actor=actor, event="notice.edit", subject=notice, replaced=changed)


def _put(notice: Notice, sign_prefix: str, words: dict[str, str]) -> None:
    for name in NOTICE_WORDS:
        setattr(notice, name, words.pop(name, "").strip())
    if words:
        raise TypeError(f"a notice has no {', '.join(words)}")
    known = prefixes_of(notice.issuer, timezone.localdate())
    notice.sign_prefix = one_of("sign_prefix", sign_prefix, ["", *known])


def issue_notice(
    notice: Notice,
    *,
    actor: Actor,
    symbol: str = "",
    issued_on: date,
    term: str = "",
    overlaps_seen: bool = False,
    effective_on: date | None = None,
) -> None:
    """Issue a notice under its number and symbol, Party or State.

    Without a `symbol` it takes the next number of its series, and must be whole. A number is
    unique in its series: of the issuer, the type and the year (State) or the term (Party,
    HD 36-HD/VPTW); name the `term` where the number was used in another one. Where another
    document asks the same of a unit with another day or lead, `overlaps_seen` is wanted first.
    """
    require(by_the_issuing_unit(actor, notice))
    if notice.state != Notice.State.DRAFTED:
        # Says so before a number is taken.
        advance(NOTICE_FLOW, "issue", actor=actor, thing=notice)
    _check_day(notice, issued_on)
    if not actor.is_house:
        check_overlaps(tasks_of(notice.conclusion), overlaps_seen, actor)
    with transaction.atomic():
        read, period = _numbered(notice, symbol, issued_on, term.strip())
        _issue(notice, read, period, issued_on, actor=actor, effective_on=effective_on)
        if not notice.from_above:
            keep_up(notice.issuer.key, notice.document_type, period, number=read.number)


def _issue(notice: Notice, read: Symbol, period: str, issued_on: date, **how: Any) -> None:
    on = how["effective_on"] or entered_back(how["actor"], issued_on)
    try:
        advance(
            NOTICE_FLOW,
            "issue",
            actor=how["actor"],
            thing=notice,
            effective_on=on,
            changes={
                "symbol": read.raw,
                "number": read.number,
                "series": period,
                "issued_on": issued_on,
            },
            symbol=read.raw,
            issued_on=f"{issued_on:%d/%m/%Y}",
        )
    except IntegrityError as error:
        if UNIQUE not in str(error):
            raise
        reason = _("This issuer has a document of this type and number in the series already.")
        raise Invalid("symbol", reason, read.raw) from error


def _numbered(notice: Notice, symbol: str, day: date, term: str) -> tuple[Symbol, str]:
    """The symbol as typed, or the next one of the series; and the series."""
    if symbol:
        read = parse(symbol, on=day)
        if read.year not in {None, day.year}:
            raise Invalid("symbol", _("The year in the symbol is not that of the day."), symbol)
        return read, read.series_of(day, term)
    _check_whole(notice)
    to_come = symbol_to_come(notice, day, term)
    if to_come is None:
        reason = _("No number is known of this series yet: write the first one as on paper.")
        raise Invalid("symbol", reason, symbol)
    number = next_number(notice.issuer.key, notice.document_type, to_come.period)
    text = written(number, notice.document_type, to_come.body, to_come.system)
    return parse(text, on=day), to_come.period


def _check_whole(notice: Notice) -> None:
    """A document that gets its number here leaves the house: nothing may be missing."""
    if missing := missing_of(notice):
        words = ", ".join(str(each) for each in missing)
        reason = _("The document is not whole yet. Missing: %(missing)s.") % {"missing": words}
        raise Invalid("symbol", reason)


def _check_day(notice: Notice, issued_on: date) -> None:
    not_to_come("issued_on", issued_on)
    delivered = notice.conclusion.delivered_on
    if delivered and issued_on < delivered:
        reason = _("This day is before the conclusion was delivered.")
        raise Invalid("issued_on", reason, issued_on)
