"""How an entry is written, and how higher rooms come to react to it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid, Refusal, Refused

from .catalogue import event_named
from .models import Entry

Reaction = Callable[[Entry], None]
ENTRIES_A_STATEMENT = 1000
_reactions: dict[str, list[Reaction]] = defaultdict(list)


def on(event: str) -> Callable[[Reaction], Reaction]:
    """Run a function, as a background job, after an event. It may run twice."""

    def register(reaction: Reaction) -> Reaction:
        _reactions[event].append(reaction)
        return reaction

    return register


def reactions_to(event: str) -> list[Reaction]:
    return _reactions[event]


def record(
    *,
    actor: Actor,
    event: str,
    subject: models.Model,
    effective_on: date | None = None,
    before: str = "",
    after: str = "",
    **details: Any,
) -> Entry:
    """Write down what happened, inside the transaction in which it happened.

    `effective_on` is the day it holds, today unless said. Raises UndeclaredEvent for an event
    without a sentence, Refused where the actor may not date back, Invalid for a day to come.
    """
    entry = _entry(actor, event, effective_on)
    _describe(entry, subject, before, after, details)
    entry.save(force_insert=True)
    _queue_reactions(entry)
    return entry


def record_all(
    *,
    actor: Actor,
    event: str,
    told: Iterable[tuple[models.Model, Mapping[str, Any]]],
) -> list[Entry]:
    """The same that happened to many subjects at once today, each with its own details.

    One statement for all, inside the transaction in which it happened.
    """
    entries = []
    for subject, details in told:
        entry = _entry(actor, event, None)
        _describe(entry, subject, "", "", details)
        entries.append(entry)
    Entry.objects.bulk_create(entries, batch_size=ENTRIES_A_STATEMENT)
    for entry in entries:
        _queue_reactions(entry)
    return entries


def _entry(actor: Actor, event: str, effective_on: date | None) -> Entry:
    """An entry with all but its subject; checks that it may be written here and so dated."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{event} must be recorded in the transaction that changes the data")
    event_named(event)
    today = timezone.localdate()
    day = effective_on or today
    return Entry(
        recorded_at=timezone.now(),
        effective_on=day,
        actor_id=actor.user_id,
        actor_name=actor.name,
        on_behalf_of=actor.on_behalf_of,
        is_simulated=actor.is_simulated,
        event=event,
        backdated_because=_why_not_today(actor, day, today),
    )


def _describe(
    entry: Entry, subject: models.Model, before: str, after: str, details: Mapping[str, Any]
) -> None:
    entry.subject_type = subject._meta.label_lower
    entry.subject_id = str(subject.pk)
    entry.before, entry.after = before, after
    entry.details = dict(details)


def _why_not_today(actor: Actor, day: date, today: date) -> str:
    if day > today:
        raise Invalid("effective_on", _("A day to come cannot be recorded as past."), day)
    if day == today:
        return ""
    if not actor.backdates_because:
        raise Refused(Refusal(_("Only who holds the permission may date an entry back.")))
    return actor.backdates_because


def _queue_reactions(entry: Entry) -> None:
    if reactions_to(entry.event):
        from .jobs import react  # noqa: PLC0415  the job runs the reactions registered here

        # A row in the same transaction: the job exists if and only if the entry does.
        react.defer(entry_id=entry.pk)
