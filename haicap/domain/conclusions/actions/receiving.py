"""A document that came from above: its number, issuer, day and items, without a session."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Notice
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.documents.symbols import parse, types_on

from .announcing import draft_notice, issue_notice
from .drafting import add_item, deliver_conclusion, draft_conclusion
from .entering import given, not_to_come, one_of


@transaction.atomic
def enter_document(
    *,
    actor: Actor,
    receiver: Unit,
    from_above: str,
    symbol: str,
    issued_on: date,
    title: str,
    items: Iterable[str],
    secrecy: str = "",
) -> Notice:
    """Take in a document of a body above, so that its items can be carried out here.

    `from_above` names who issued it, in words; tasks are then ordered in the receiver's name.
    Raises Invalid, Refused; a marking of secrecy is refused with the reason.
    """
    not_to_come("issued_on", issued_on)
    issuer = given("from_above", from_above)
    read = parse(symbol, on=issued_on)
    conclusion = draft_conclusion(
        actor=actor, issuer=receiver, concluded_by=issuer, title=title, secrecy=secrecy
    )
    texts = [text.strip() for text in items if text.strip()]
    if not texts:
        raise Invalid("items", _("Enter at least one item of the document."))
    for text in texts:
        add_item(conclusion, actor=actor, text=text)
    deliver_conclusion(conclusion, actor=actor, delivered_on=issued_on)
    kind = one_of("document_type", read.type, types_on(issued_on)) if read.type else ""
    notice = draft_notice(
        conclusion,
        issuer=receiver,
        from_above=issuer,
        document_type=kind,
        summary=title,
        actor=actor,
    )
    issue_notice(notice, symbol=symbol, issued_on=issued_on, actor=actor)
    return notice
