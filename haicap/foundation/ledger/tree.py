"""Which place lies below which, and since when: the way that figures climb."""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

from .folding import FOLDING_LOCK, INTO_BALANCES, TREE_LOCK, fold
from .models import Branch

# What the place gave to each place above it, by day, before its branch moves …
REMEMBER = """
CREATE TEMPORARY TABLE ledger_moving ON COMMIT DROP AS
SELECT measure, start AS day, dimensions, amount, postings, ledger_places(place, start) AS before
FROM ledger_balance WHERE place = %s AND grain = 'd' AND start >= %s
"""
# … is taken from those that are no longer above it, and given to those that now are.
MOVE = (
    """
WITH spread AS (
    SELECT measure, old AS place, day, dimensions, -amount AS delta, -postings AS postings
    FROM ledger_moving CROSS JOIN LATERAL unnest(before) AS old
    UNION ALL
    SELECT measure, new, day, dimensions, amount, postings
    FROM ledger_moving CROSS JOIN LATERAL unnest(ledger_places(%s, day)) AS new
)"""
    + INTO_BALANCES
)
BEGINNING = date.min


@transaction.atomic
def put_below(place: str, above: str | None, *, from_on: date | None = None) -> None:
    """From a day on, a place lies below another one, or below none; figures move with it.

    What was posted before that day stays where it was. The same again changes nothing. Raises
    Invalid where a later branch is known (history is told forwards) and for a loop.
    """
    with connection.cursor() as cursor:
        # Whoever posts holds it shared until the commit: afterwards nothing climbs the old way.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])
        if _lies_so(place, above, from_on):
            return
        _check(place, above, from_on)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDING_LOCK])
        fold()
        cursor.execute(REMEMBER, [place, from_on or BEGINNING])
        _write(place, above, from_on)
        cursor.execute(MOVE, [place])
        cursor.execute("DELETE FROM ledger_balance WHERE postings = 0 AND amount = 0")
        cursor.execute("DROP TABLE ledger_moving")


def branches_of(place: str) -> Sequence[Branch]:
    """The history of a place in the tree, oldest first."""
    return list(Branch.objects.filter(place=place).order_by(F("from_on").asc(nulls_first=True)))


def places_of(place: str, on: date) -> list[str]:
    """The place and all those above it on a day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_places(%s, %s)", [place, on])
        return list(cursor.fetchone()[0])


def _lies_so(place: str, above: str | None, from_on: date | None) -> bool:
    on = from_on or BEGINNING
    begun = Q(from_on=None) | Q(from_on__lte=on)
    now = Branch.objects.filter(begun, place=place, until_on=None).first()
    return (now.above if now else None) == above


def _check(place: str, above: str | None, from_on: date | None) -> None:
    later = Branch.objects.filter(place=place)
    later = later.filter(from_on__gte=from_on) if from_on else later
    if later.exists():
        raise Invalid("from_on", _("A later place in the tree is known already."), from_on)
    if above and place in places_of(above, from_on or BEGINNING):
        raise Invalid("above", _("A place cannot lie below itself."), above)


def _write(place: str, above: str | None, from_on: date | None) -> None:
    Branch.objects.filter(place=place, until_on=None).update(until_on=from_on)
    if above:
        Branch.objects.create(place=place, above=above, from_on=from_on)
