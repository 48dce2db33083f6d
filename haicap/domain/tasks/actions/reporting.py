"""Saying what was done, and showing it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.tasks.models import Evidence, Progress, Task
from haicap.domain.tasks.queries import require_open
from haicap.domain.tasks.rules import TASK_FLOW
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.deadlines import compute
from haicap.foundation.files import names
from haicap.foundation.files.actions import store
from haicap.foundation.files.kinds import kind_of_stored
from haicap.foundation.files.models import StoredFile
from haicap.foundation.workflow import advance

from .wording import shown_day, words_of


def report_progress(
    task: Task,
    *,
    actor: Actor,
    text: str,
    percent: int,
    evidence: "Iterable[UploadedFile[Any]]" = (),
    done: bool = False,
    fact_on: date | None = None,
    effective_on: date | None = None,
) -> Progress:
    """Say what was done and show it; `done` says all of it is, and asks for verification.

    `fact_on` is the day on which it was so, if that is not the day of the report.
    """
    check_progress(text, percent, done=done, fact_on=fact_on)
    verb = "report" if done else "progress"
    # Files lie outside the database: they are taken before the transaction, but not from
    # somebody whose report would be refused.
    require_open(verb, actor=actor, task=task)
    shown = [taken(upload, actor) for upload in evidence]
    with transaction.atomic():
        progress = write_report(
            task,
            actor=actor,
            text=text,
            percent=percent,
            done=done,
            shown=shown,
            fact_on=fact_on,
            effective_on=effective_on,
        )
        hand_in(progress, actor=actor, effective_on=effective_on)
    return progress


def write_report(
    task: Task,
    *,
    actor: Actor,
    text: str,
    percent: int,
    done: bool,
    shown: Iterable[tuple[StoredFile, str]],
    effective_on: date | None,
    fact_on: date | None = None,
    drafted_by: str = "",
) -> Progress:
    """The report with its files, as rows, inside a transaction; `hand_in` makes the move."""
    reported_on = effective_on or timezone.localdate()
    spoken_of = min(fact_on or task.period_last or reported_on, reported_on)
    progress = Progress.objects.create(
        task=task,
        author=words_of(actor),
        author_account_id=actor.user_id,
        drafted_by=drafted_by,
        text=text.strip(),
        percent=percent,
        claims_done=done,
        reported_on=reported_on,
        fact_on=spoken_of,
        was_late=is_late(spoken_of, reported_on),
        is_simulated=actor.is_simulated,
    )
    for file, name in shown:
        Evidence.objects.create(progress=progress, file=file, name=name)
    return progress


def hand_in(progress: Progress, *, actor: Actor, effective_on: date | None) -> None:
    """Move the task by its report."""
    advance(
        TASK_FLOW,
        "report" if progress.claims_done else "progress",
        actor=actor,
        thing=progress.task,
        effective_on=effective_on,
        changes={"percent": progress.percent},
        progress=progress.pk,
        percent=progress.percent,
        evidence=progress.evidence.count(),
    )


def is_late(fact_on: date, reported_on: date) -> bool:
    """Whether it was reported longer after the fact than the statute of that day allows."""
    last = compute("task.update.term", fact_on).due_on
    return last is not None and reported_on > last


def check_progress(text: str, percent: int, *, done: bool, fact_on: date | None = None) -> None:
    """Whether words, percentage, claim and day go together. Raises Invalid."""
    if fact_on and fact_on > timezone.localdate():
        raise Invalid("fact_on", _("A report speaks of no day to come."), shown_day(fact_on))
    if not text.strip():
        raise Invalid("text", _("Say what was done."))
    if not 0 <= percent <= 100:
        raise Invalid("percent", _("Progress lies between 0 and 100 percent."), percent)
    if done and percent != 100:
        raise Invalid("percent", _("Work that is done stands at 100 percent."), percent)


def taken(upload: "UploadedFile[Any]", actor: Actor) -> tuple[StoredFile, str]:
    """The file as it is kept, with the name it is shown by. Never inside a transaction."""
    file = store(upload, actor=actor, field="evidence")
    return file, names.shown(upload.name, kind_of_stored(file))
