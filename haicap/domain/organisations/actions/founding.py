"""A working group as one deed: its basis, its members, the communes it follows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Kind, PositionKind, Unit
from haicap.domain.organisations.naming import composed, fold
from haicap.domain.organisations.queries import units_forming_groups
from haicap.foundation.access import Actor, Invalid, Refusal, Refused
from haicap.foundation.accounts.actions import USERNAME
from haicap.foundation.accounts.models import User

from .groups import add_legal_basis, cover_commune, form_working_group
from .people import account_named
from .positions import appoint

LONGEST_NAME, LONGEST_SYMBOL = 150, 60


@dataclass(frozen=True)
class Member:
    """Who sits in a group: an account, or a person named by hand."""

    kind: str
    title: str
    user: User | None = None
    person_name: str = ""


@transaction.atomic
def found_working_group(
    *,
    actor: Actor,
    name: str,
    parent: Unit,
    symbol: str,
    document_type: str,
    issued_on: date | None = None,
    communes: Iterable[Unit],
    members: Sequence[Member],
    from_on: date | None = None,
    until_on: date | None = None,
) -> Unit:
    """Form a group with all that makes it one, or nothing. Raises Refused, Invalid."""
    name = composed(name)
    if not units_forming_groups(actor).filter(pk=parent.pk).exists():
        raise Refused(Refusal(_("You may not form a working group in the name of this body.")))
    _check(name, parent, symbol, from_on, until_on)
    if [one.kind for one in members].count(PositionKind.HEAD) != 1:
        raise Invalid("members", _("A working group has one head."))
    group = form_working_group(
        _free_key(parent, name), actor=actor, name=name, parent=parent, established_on=from_on
    )
    add_legal_basis(
        group,
        actor=actor,
        symbol=composed(symbol),
        document_type=document_type,
        issuer=parent,
        issued_on=issued_on,
        until_on=until_on,
    )
    followed = list(communes)
    if not followed:
        raise Invalid("communes", _("A working group follows at least one commune."))
    for commune in followed:
        cover_commune(group, commune, actor=actor, from_on=from_on, until_on=until_on)
    for one in members:
        appoint(
            group,
            actor=actor,
            kind=one.kind,
            title=one.title,
            person_name=one.person_name,
            user=one.user,
            from_on=from_on,
            until_on=until_on,
        )
    return group


def _check(
    name: str, parent: Unit, symbol: str, from_on: date | None, until_on: date | None
) -> None:
    if not name or len(name) > LONGEST_NAME:
        reason = _("Give the group a name of at most %(most)s characters.")
        raise Invalid("name", reason % {"most": LONGEST_NAME}, name[:LONGEST_NAME])
    if not fold(name):
        raise Invalid("name", _("A name has letters or digits."), name)
    alike = Unit.objects.filter(kind=Kind.WORKING_GROUP, folded=fold(name), dissolved_on=None)
    if alike.filter(parent=parent).exists():
        raise Invalid("name", _("This body has a working group of this name already."), name)
    if not symbol.strip() or len(symbol) > LONGEST_SYMBOL:
        reason = _("Give the symbol of the document, at most %(most)s characters.")
        raise Invalid("symbol", reason % {"most": LONGEST_SYMBOL}, symbol[:LONGEST_SYMBOL])
    if from_on and until_on and until_on <= from_on:
        raise Invalid("until_on", _("A working group cannot end before it begins."), until_on)


def _free_key(parent: Unit, name: str) -> str:
    """`20.to-cong-tac-so-5`: readable, and never given twice."""
    place = parent.key.partition(".")[0]
    wish = f"{place}.{'-'.join(fold(name).split())}"[:50].rstrip("-")
    taken = set(Unit.objects.filter(key__startswith=wish).values_list("key", flat=True))
    keys = (wish if number == 1 else f"{wish}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)


def member_named(person: str, *, kind: str, title: str) -> Member:
    """Who is meant by a user name or a full name. Raises Invalid for an account that is not there.

    A full name has a blank or a capital letter in it, a user name has neither.
    """
    person = composed(person)
    if not title.strip():
        raise Invalid("title", _("A position needs a title."), title)
    if USERNAME.fullmatch(person):
        return Member(kind, composed(title), user=account_named(person))
    return Member(kind, composed(title), person_name=person)
