"""Everything that writes sources and citations. All of it may be done twice and happens once."""

from datetime import date

from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid, Refusal, require
from haicap.foundation.journal.writing import record as write_down

from .models import Citation, Source
from .queries import forget, subject_of


@transaction.atomic
def add_source(
    code: str,
    *,
    actor: Actor,
    kind: Source.Kind,
    title: str,
    language: str,
    published_on: date | None = None,
    address: str = "",
) -> Source:
    """Make a source known by its code; the same one again is only given back.

    A day or an address that is not known stays open. Raises Invalid for a code that another
    source has.
    """
    require(_only_signed_in(actor))
    said = {
        "kind": kind,
        "title": title,
        "language": language,
        "published_on": published_on,
        "address": address,
    }
    source, is_new = Source.objects.get_or_create(code=code, defaults=said)
    if is_new:
        write_down(actor=actor, event="source.add", subject=source, code=code, title=title)
    elif any(getattr(source, name) != value for name, value in said.items()):
        raise Invalid("code", _("Another source has this code."), code)
    return source


@transaction.atomic
def cite(
    record: models.Model,
    source: Source,
    *,
    actor: Actor,
    field: str = "",
    is_silent: bool = False,
    value: str = "",
) -> Citation:
    """Say that a record, or one field of it, rests on a source; the same again changes nothing.

    `is_silent`: the source could have said the field, and does not. `value`: what the source
    says, where sources differ. Not in the journal: the record's own event tells who entered it.
    Raises Invalid where this source was already cited otherwise for the field.
    """
    require(_only_signed_in(actor))
    _check(record, field, is_silent=is_silent, value=value)
    subject_type, subject_id = subject_of(record)
    said = {"is_silent": is_silent, "value": value}
    citation, is_new = Citation.objects.get_or_create(
        subject_type=subject_type, subject_id=subject_id, field=field, source=source, defaults=said
    )
    if not is_new and any(getattr(citation, name) != value for name, value in said.items()):
        reason = _("Source %(code)s is already cited otherwise here.") % {"code": source.code}
        raise Invalid(field or "source", reason, source.code)
    forget(record)
    return citation


def _only_signed_in(actor: Actor) -> Refusal | None:
    """Who may change a record is its room's rule; a source needs only somebody who answers."""
    return None if actor.is_signed_in else Refusal(_("Sign in to name a source."))


def _check(record: models.Model, field: str, *, is_silent: bool, value: str) -> None:
    if record.pk is None:
        raise ValueError("a record is cited after it was saved")
    if field:
        try:
            record._meta.get_field(field)
        except FieldDoesNotExist:
            if not hasattr(type(record), field):
                raise
    if is_silent and (value or not field):
        reason = _("A source that is silent on a field says nothing about it, and names the field.")
        raise Invalid("is_silent", reason, value)
