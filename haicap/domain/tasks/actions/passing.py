"""Another unit leads, or leads a part: by competence, with the act that says so."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import above
from haicap.domain.tasks.checking import Precision, check_task, last_day
from haicap.domain.tasks.models import Handover, Task
from haicap.domain.tasks.rules import TASK_FLOW, by_its_issuing_side
from haicap.foundation.access import Actor, Invalid, Refusal, require
from haicap.foundation.journal.writing import record
from haicap.foundation.ledger.settling import settle
from haicap.foundation.workflow import advance

from .wording import held_fast, reason_of, shown_day, words_of


@transaction.atomic
def hand_over_task(
    task: Task,
    *,
    actor: Actor,
    lead: Unit,
    act: str,
    reason: str,
    effective_on: date | None = None,
) -> Handover:
    """Give the lead to the unit that is competent; the old one still sees the task.

    Who issued it may name any unit; who leads it only one inside its own. Raises Invalid.
    """
    reason, act = reason_of(reason), act.strip()
    day, old = effective_on or timezone.localdate(), task.lead
    if not act:
        raise Invalid("act", _("Name the act by which this unit is competent."))
    if lead == old:
        raise Invalid("lead", _("This unit leads the task already."), str(lead))
    held_fast(task)
    _require_own(task, lead, actor)
    helpers = list(task.coordinating.all())
    task.lead = lead
    try:
        check_task(task, helpers, day)
    finally:
        task.lead = old
    advance(
        TASK_FLOW,
        "hand_over",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        changes={"lead": lead, "received_on": None, "handler": None},
        old=str(old),
        lead=str(lead),
        act=act,
        reason=reason,
    )
    made = Handover.objects.create(
        task=task,
        from_unit=old,
        to_unit=lead,
        reason=reason,
        act=act,
        author=words_of(actor),
        handed_on=day,
        is_simulated=actor.is_simulated,
    )
    for each in (task, *task.parts.all()):
        settle(each)
    return made


@transaction.atomic
def split_task(
    task: Task,
    *,
    actor: Actor,
    text: str,
    lead: Unit,
    product: str = "",
    due_on: date | None = None,
    due_precision: str = Precision.UNSTATED,
    effective_on: date | None = None,
) -> Task:
    """Split off one part, a task of its own that another unit may lead.

    The whole is verified only when no part of it is open. Raises Invalid.
    """
    day = effective_on or timezone.localdate()
    held_fast(task)
    part = Task(
        text=text.strip(),
        lead=lead,
        issuer=task.issuer,
        verifier=task.verifier,
        parent=task,
        product=product.strip(),
        assigned_on=day,
        due_on=last_day(due_on, due_precision),
        due_precision=due_precision,
        is_simulated=actor.is_simulated,
    )
    advance(
        TASK_FLOW,
        "split",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        lead=str(lead),
        text=part.text,
    )
    _require_own(task, lead, actor)
    _check_part(task, part, day)
    part.save(force_insert=True)
    settle(part)
    record(
        actor=actor,
        event="task.assign",
        subject=part,
        effective_on=effective_on,
        after=part.state,
        lead=str(lead),
    )
    return part


def _check_part(whole: Task, part: Task, day: date) -> None:
    check_task(part, [], day)
    if whole.due_on and part.due_on and part.due_on > whole.due_on:
        sentence = _("The whole task is due on %(day)s: no part of it is due later.")
        raise Invalid("due_on", sentence % {"day": shown_day(whole.due_on)}, part.due_on)


def _require_own(task: Task, lead: Unit, actor: Actor) -> None:
    """Who issued the task may name any unit; who leads it, itself and the units below it."""
    if by_its_issuing_side(actor, task) is None:
        return
    if lead.pk != task.lead_id and task.lead_id not in {unit.pk for unit in above(lead)}:
        sentence = _("%(unit)s does not belong to the unit that leads: ask who issued the task.")
        require(Refusal(sentence % {"unit": lead}))
