"""Many people at once: accounts with their positions, from a list that was found fit."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from haicap.domain.organisations.rosters import Planned, Roster, read_roster
from haicap.domain.organisations.rules import by_its_head_or_office
from haicap.foundation.access import Actor, require
from haicap.foundation.accounts.actions import create_account, one_time_password

from .positions import appoint


def examine_roster(content: bytes, *, actor: Actor) -> Roster:
    """What `take_roster` would make of an XLSX, and every cell in its way; writes nothing.

    Raises Invalid for a file that is no list at all.
    """
    return read_roster(content, may_appoint=partial(by_its_head_or_office, actor))


@transaction.atomic
def take_roster(planned: Sequence[Planned], *, actor: Actor) -> list[str]:
    """Open all accounts and give all positions, or none; the passwords in the same order.

    They are returned once and kept nowhere in clear: whoever signs in must choose another before
    anything else. Raises Refused, or Invalid where something was taken in the meantime.
    """
    for unit in {one.unit for one in planned}:
        require(by_its_head_or_office(actor, unit))
    passwords: list[str] = []
    for one in planned:
        password = one_time_password()
        user = create_account(
            one.username,
            actor=actor,
            password=password,
            name=one.name,
            email=one.email,
            must_change_password=True,
        )
        appoint(
            one.unit, actor=actor, kind=one.kind, title=one.title, user=user, from_on=one.from_on
        )
        passwords.append(password)
    return passwords
