"""Everything that changes a task."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.files import names
from haicap.foundation.files.actions import store
from haicap.foundation.files.kinds import kind_of_stored
from haicap.foundation.files.models import StoredFile
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import IllegalMove, advance

from .models import Evidence, Progress, Task, Verdict
from .queries import require_open
from .rules import TASK_FLOW, by_its_issuing_side

Precision = Task.DuePrecision
MONTHS_OF = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}
WITH_A_DAY = {Precision.DAY, *MONTHS_OF}


@transaction.atomic
def assign_task(
    *,
    actor: Actor,
    text: str,
    lead: Unit,
    issuer: Unit,
    verifier: Unit | None = None,
    coordinating: Iterable[Unit] = (),
    product: str = "",
    assigned_on: date,
    due_on: date | None = None,
    due_precision: str = Precision.UNSTATED,
    effective_on: date | None = None,
) -> Task:
    """Give one unit the lead of a piece of work; other units may coordinate.

    `due_on` is any day of the month, quarter or year that `due_precision` names: the last day
    of it is kept. Refused to whoever does not head or keep the papers of the issuing side.
    Raises Invalid naming the argument.
    """
    task = Task(
        text=text.strip(),
        lead=lead,
        issuer=issuer,
        verifier=verifier,
        product=product.strip(),
        assigned_on=assigned_on,
        due_on=_last_day(due_on, due_precision),
        due_precision=due_precision,
        is_simulated=actor.is_simulated,
    )
    require(by_its_issuing_side(actor, task))
    helpers = list(coordinating)
    _check(task, helpers, effective_on or timezone.localdate())
    task.save(force_insert=True)
    task.coordinating.set(helpers)
    record(
        actor=actor,
        event="task.assign",
        subject=task,
        effective_on=effective_on,
        after=task.state,
        lead=str(lead),
    )
    return task


def _last_day(due_on: date | None, precision: str) -> date | None:
    """“November 2025” is due on its last day."""
    if precision not in Precision.values:
        raise Invalid("due_precision", _("This precision is not known."), precision)
    if precision not in WITH_A_DAY:
        if due_on is not None:
            raise Invalid("due_on", _("A task without a fixed deadline has no last day."), due_on)
        return None
    if due_on is None:
        raise Invalid("due_on", _("Say until when, or that no deadline is stated."))
    if precision == Precision.DAY:
        return due_on
    span = MONTHS_OF[Precision(precision)]
    month = -(-due_on.month // span) * span
    return due_on.replace(month=month, day=monthrange(due_on.year, month)[1])


def _check(task: Task, coordinating: list[Unit], today: date) -> None:
    if not task.text:
        raise Invalid("text", _("Say what is to be done."))
    if task.assigned_on > today:
        raise Invalid("assigned_on", _("The day of assignment is still to come."), task.assigned_on)
    if task.due_on and task.due_on < task.assigned_on:
        raise Invalid("due_on", _("The deadline lies before the day of assignment."), task.due_on)
    if task.lead in coordinating:
        raise Invalid("coordinating", _("The lead unit does not also coordinate."), str(task.lead))
    _check_verifier(task, coordinating)
    _check_units_exist(task, coordinating)


def _check_verifier(task: Task, coordinating: list[Unit]) -> None:
    """Who verifies is a third: neither a unit that does the work, nor the one that ordered it."""
    if task.verifier is None:
        return
    name = str(task.verifier)
    if task.verifier == task.lead or task.verifier.parent_id == task.lead.pk:
        raise Invalid("verifier", _("The lead unit does not verify its own work."), name)
    if task.verifier in coordinating:
        raise Invalid("verifier", _("A unit that helps with the work does not verify it."), name)
    if task.verifier == task.issuer:
        raise Invalid("verifier", _("The unit that orders the work does not verify it."), name)


def _check_units_exist(task: Task, coordinating: list[Unit]) -> None:
    units = {unit.pk: "coordinating" for unit in coordinating} | {task.lead.pk: "lead"}
    if task.verifier:
        units[task.verifier.pk] = "verifier"
    standing = Unit.objects.filter(pk__in=units).in_force(task.assigned_on).values_list("pk")
    if gone := Unit.objects.filter(pk__in=units).exclude(pk__in=standing).first():
        sentence = _("%(unit)s does not exist on %(day)s.")
        words = {"unit": gone, "day": f"{task.assigned_on:%d/%m/%Y}"}
        raise Invalid(units[gone.pk], sentence % words, str(gone))


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
    _check_progress(text, percent, done=done)
    verb = "report" if done else "progress"
    # Files lie outside the database: they are taken before the transaction, but not from
    # somebody whose report would be refused.
    require_open(verb, actor=actor, task=task)
    shown = [_taken(upload, actor) for upload in evidence]
    with transaction.atomic():
        progress = Progress.objects.create(
            task=task,
            author=words_of(actor),
            author_account_id=actor.user_id,
            text=text.strip(),
            percent=percent,
            claims_done=done,
            reported_on=effective_on or timezone.localdate(),
            is_simulated=actor.is_simulated,
        )
        for file, name in shown:
            Evidence.objects.create(progress=progress, file=file, name=name)
        advance(
            TASK_FLOW,
            verb,
            actor=actor,
            thing=task,
            effective_on=effective_on,
            changes={"percent": percent},
            progress=progress.pk,
            percent=percent,
            evidence=len(shown),
        )
    return progress


def _check_progress(text: str, percent: int, *, done: bool) -> None:
    if not text.strip():
        raise Invalid("text", _("Say what was done."))
    if not 0 <= percent <= 100:
        raise Invalid("percent", _("Progress lies between 0 and 100 percent."), percent)
    if done and percent != 100:
        raise Invalid("percent", _("Work that is done stands at 100 percent."), percent)


def _taken(upload: "UploadedFile[Any]", actor: Actor) -> tuple[StoredFile, str]:
    file = store(upload, actor=actor, field="evidence")
    return file, names.shown(upload.name, kind_of_stored(file))


def words_of(actor: Actor) -> str:
    """The position the actor acts in, in words, as a row keeps it."""
    return (actor.on_behalf_of or actor.name)[:300]


@transaction.atomic
def verify_task(task: Task, *, actor: Actor, effective_on: date | None = None) -> Verdict:
    """Find the work done. The day of the report decides whether it was on time, not this one."""
    latest = _latest(task)
    advance(
        TASK_FLOW,
        "verify",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        changes={"done_on": latest.reported_on},
        progress=latest.pk,
    )
    return _judge(latest, Verdict.Outcome.VERIFIED, actor=actor, effective_on=effective_on)


@transaction.atomic
def return_task(
    task: Task, *, actor: Actor, reason: str, effective_on: date | None = None
) -> Verdict:
    """Find the work not done as it should be: the lead unit reads why and reports again."""
    reason = _reason(reason)
    latest = _latest(task)
    advance(
        TASK_FLOW,
        "return",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        progress=latest.pk,
        reason=reason,
    )
    return _judge(
        latest, Verdict.Outcome.RETURNED, actor=actor, effective_on=effective_on, reason=reason
    )


def _latest(task: Task) -> Progress:
    """The report that is judged; before anything was reported there is nothing to judge."""
    latest = task.latest_progress
    if latest is None:
        raise IllegalMove(_("Nothing was reported yet."))
    return latest


def _judge(
    progress: Progress,
    outcome: Verdict.Outcome,
    *,
    actor: Actor,
    effective_on: date | None,
    reason: str = "",
) -> Verdict:
    return Verdict.objects.create(
        progress=progress,
        outcome=outcome,
        reason=reason,
        author=words_of(actor),
        given_on=effective_on or timezone.localdate(),
        is_simulated=actor.is_simulated,
    )


@transaction.atomic
def cancel_task(task: Task, *, actor: Actor, reason: str, effective_on: date | None = None) -> None:
    """The issuing side takes the task back; it counts neither as done nor as open."""
    advance(
        TASK_FLOW,
        "cancel",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        reason=_reason(reason),
    )


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Invalid("reason", _("Give the reason."))
    return reason.strip()
