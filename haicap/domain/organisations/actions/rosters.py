"""Many people at once: accounts with their positions, from a list that was found fit."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from haicap.domain.organisations.rosters import Planned, Roster, read_roster
from haicap.domain.organisations.rules import by_who_appoints
from haicap.foundation.access import Actor, require
from haicap.foundation.files.models import StoredFile
from haicap.foundation.journal.writing import record

from .people import open_account


def examine_roster(content: bytes, *, actor: Actor) -> Roster:
    """What `take_roster` would make of an XLSX, and every cell in its way; writes nothing.

    Raises Invalid for a file that is no list at all.
    """
    return read_roster(content, may_appoint=partial(by_who_appoints, actor))


@transaction.atomic
def take_roster(
    planned: Sequence[Planned], *, actor: Actor, file: StoredFile | None = None
) -> list[str]:
    """Open all accounts and give all positions, or none; the passwords in the same order.

    They are returned once and kept nowhere in clear: whoever signs in must choose another before
    anything else. `file` is the list itself, for the journal. Raises Refused, or Invalid where
    something was taken in the meantime.
    """
    for unit, kind in {(one.unit, one.kind) for one in planned}:
        require(by_who_appoints(actor, unit, kind))
    opened = [
        open_account(
            one.unit,
            actor=actor,
            kind=one.kind,
            title=one.title,
            name=one.name,
            username=one.username,
            email=one.email,
            from_on=one.from_on,
            acting=one.acting,
        )
        for one in planned
    ]
    if file:
        event = "position.take_list"
        record(actor=actor, event=event, subject=file, count=len(opened), sha256=file.sha256)
    return [each.password for each in opened]
