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
from haicap.foundation.files import names
from haicap.foundation.files.actions import store
from haicap.foundation.files.kinds import kind_of_stored
from haicap.foundation.files.models import StoredFile
from haicap.foundation.workflow import advance

from .wording import words_of


def report_progress(
    task: Task,
    *,
    actor: Actor,
    text: str,
    percent: int,
    evidence: "Iterable[UploadedFile[Any]]" = (),
    done: bool = False,
    effective_on: date | None = None,
) -> Progress:
    """Say what was done and show it; `done` says all of it is, and asks for verification."""
    check_progress(text, percent, done=done)
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
    drafted_by: str = "",
) -> Progress:
    """The report with its files, as rows, inside a transaction; `hand_in` makes the move."""
    progress = Progress.objects.create(
        task=task,
        author=words_of(actor),
        author_account_id=actor.user_id,
        drafted_by=drafted_by,
        text=text.strip(),
        percent=percent,
        claims_done=done,
        reported_on=effective_on or timezone.localdate(),
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


def check_progress(text: str, percent: int, *, done: bool) -> None:
    """Whether words, percentage and claim go together. Raises Invalid."""
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
