"""Which number does the next document carry? Each once, and none left out."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

from .models import Series

# The row stays locked until the transaction ends: whoever issues next waits, and takes the same
# number if this one comes to nothing. So a number is never lost with a failed issue.
NEXT = """
INSERT INTO documents_series AS series (issuer, document_type, period, last)
VALUES (%s, %s, %s, 1)
ON CONFLICT (issuer, document_type, period) DO UPDATE SET last = series.last + 1
RETURNING last
"""

KEEP_UP = """
INSERT INTO documents_series AS series (issuer, document_type, period, last)
VALUES (%s, %s, %s, %s)
ON CONFLICT (issuer, document_type, period)
DO UPDATE SET last = greatest(series.last, excluded.last)
"""


def next_number(issuer: str, document_type: str, period: str) -> int:
    """The next number of a series, inside the transaction that issues the document.

    Raises RuntimeError outside one: the number would be gone if the issue failed.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a number is taken in the transaction that issues its document")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [issuer, document_type, period])
        return int(cursor.fetchone()[0])


@transaction.atomic
def begin_after(issuer: str, document_type: str, period: str, *, last: int) -> None:
    """Take over a series that ran on paper: the next number follows `last`. Raises Invalid."""
    series, is_new = Series.objects.select_for_update().get_or_create(
        issuer=issuer, document_type=document_type, period=period, defaults={"last": last}
    )
    if is_new:
        return
    if last < series.last:
        sentence = _("Number %(last)s of this series is given out already.")
        raise Invalid("last", sentence % {"last": series.last}, last)
    series.last = last
    series.save(update_fields=["last"])


def keep_up(issuer: str, document_type: str, period: str, *, number: int) -> None:
    """A document bears this number already, given on paper: the next one follows the highest."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP_UP, [issuer, document_type, period, number])


def coming(issuer: str, document_type: str, period: str) -> int:
    """The number that the next document would carry, for showing: only `next_number` takes it."""
    series = Series.objects.filter(issuer=issuer, document_type=document_type, period=period)
    return (series.values_list("last", flat=True).first() or 0) + 1
