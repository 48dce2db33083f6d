"""Inside a unit: the task in a person's hand, a report drafted, submitted, signed or sent back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Appointment
from haicap.domain.tasks.handling import people_of
from haicap.domain.tasks.models import Draft, DraftFile, Progress, Task
from haicap.domain.tasks.queries import require_open
from haicap.domain.tasks.rules import DRAFT_FLOW, TASK_FLOW
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.files.models import StoredFile
from haicap.foundation.workflow import advance

from .reporting import check_progress, hand_in, taken, write_report
from .wording import held_fast, reason_of, words_of

Shown = list[tuple[StoredFile, str]]


@transaction.atomic
def hand_task(
    task: Task, *, actor: Actor, person: Appointment, effective_on: date | None = None
) -> None:
    """Give the task to somebody of the unit that leads it; who has it may hand it on."""
    if not people_of(task.lead).filter(pk=person.pk).exists():
        raise Invalid("person", _("This person holds no position in the unit that leads."), person)
    advance(
        TASK_FLOW,
        "hand",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        changes={"handler": person},
        person=str(person),
    )


def draft_report(
    task: Task,
    *,
    actor: Actor,
    text: str,
    percent: int,
    done: bool = False,
    fact_on: date | None = None,
    evidence: "Iterable[UploadedFile[Any]]" = (),
    submit: bool = False,
    effective_on: date | None = None,
) -> Draft:
    """Begin a report that somebody else will sign; with `submit`, put it before them at once."""
    check_progress(text, percent, done=done, fact_on=fact_on)
    require_open("draft", actor=actor, task=task)
    shown = [taken(upload, actor) for upload in evidence]
    with transaction.atomic():
        held_fast(task)
        advance(TASK_FLOW, "draft", actor=actor, thing=task, effective_on=effective_on)
        draft = Draft.objects.create(
            task=task,
            unit=task.lead,
            author=words_of(actor),
            author_account_id=actor.user_id,
            text=text.strip(),
            percent=percent,
            claims_done=done,
            fact_on=fact_on,
            drafted_on=effective_on or timezone.localdate(),
            is_simulated=actor.is_simulated,
        )
        _show(draft, shown)
        if submit:
            submit_draft(draft, actor=actor, effective_on=effective_on)
    return draft


def revise_draft(
    draft: Draft,
    *,
    actor: Actor,
    text: str,
    percent: int,
    done: bool = False,
    fact_on: date | None = None,
    evidence: "Iterable[UploadedFile[Any]]" = (),
    submit: bool = False,
    effective_on: date | None = None,
) -> None:
    """Change what is drafted; files are added to those that are there."""
    check_progress(text, percent, done=done, fact_on=fact_on)
    require(DRAFT_FLOW.moves["revise"].rule(actor, draft))
    shown = [taken(upload, actor) for upload in evidence]
    with transaction.atomic():
        advance(
            DRAFT_FLOW,
            "revise",
            actor=actor,
            thing=draft,
            effective_on=effective_on,
            changes={
                "text": text.strip(),
                "percent": percent,
                "claims_done": done,
                "fact_on": fact_on,
            },
            percent=percent,
        )
        _show(draft, shown)
        if submit:
            submit_draft(draft, actor=actor, effective_on=effective_on)


def _show(draft: Draft, shown: Shown) -> None:
    for file, name in shown:
        DraftFile.objects.create(draft=draft, file=file, name=name)


@transaction.atomic
def submit_draft(draft: Draft, *, actor: Actor, effective_on: date | None = None) -> None:
    """Put the draft before who signs for the unit."""
    advance(DRAFT_FLOW, "submit", actor=actor, thing=draft, effective_on=effective_on)


@transaction.atomic
def approve_draft(draft: Draft, *, actor: Actor, effective_on: date | None = None) -> Progress:
    """Sign it: from here on it is the report of the unit, in the name of who signed."""
    task = draft.task
    held_fast(task)
    require(DRAFT_FLOW.moves["approve"].rule(actor, draft))
    shown = [(each.file, each.name) for each in draft.files.select_related("file").order_by("pk")]
    report = write_report(
        task,
        actor=actor,
        text=draft.text,
        percent=draft.percent,
        done=draft.claims_done,
        shown=shown,
        fact_on=draft.fact_on,
        effective_on=effective_on,
        drafted_by=draft.author,
    )
    advance(
        DRAFT_FLOW,
        "approve",
        actor=actor,
        thing=draft,
        effective_on=effective_on,
        changes={"report": report},
        author=draft.author,
    )
    hand_in(report, actor=actor, effective_on=effective_on)
    return report


@transaction.atomic
def send_draft_back(
    draft: Draft, *, actor: Actor, reason: str, effective_on: date | None = None
) -> None:
    """Who signs wants it otherwise, and says how."""
    reason = reason_of(reason)
    advance(
        DRAFT_FLOW,
        "send_back",
        actor=actor,
        thing=draft,
        effective_on=effective_on,
        changes={"words": reason},
        reason=reason,
    )
