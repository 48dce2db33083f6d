"""The parts of coordinating units: who is brought in, what is asked of each, how far each is."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Unit
from haicap.domain.tasks.checking import check_task
from haicap.domain.tasks.models import Contribution, Task
from haicap.domain.tasks.rules import CONTRIBUTION_FLOW, TASK_FLOW
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.ledger.settling import settle
from haicap.foundation.workflow import advance

from .wording import held_fast, words_of


@transaction.atomic
def involve_unit(
    task: Task, *, actor: Actor, unit: Unit, asked: str = "", effective_on: date | None = None
) -> Contribution:
    """Bring in one more coordinating unit, saying what is asked of it. Raises Invalid."""
    held_fast(task)
    helpers = list(task.coordinating.all())
    if unit in helpers:
        raise Invalid("unit", _("This unit coordinates already."), str(unit))
    _check_helper(task, [*helpers, unit], effective_on or timezone.localdate())
    advance(
        TASK_FLOW,
        "involve",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        unit=str(unit),
        asked=asked.strip() or "–",
    )
    made = Contribution.objects.create(
        task=task, unit=unit, asked=asked.strip(), is_simulated=actor.is_simulated
    )
    settle(task)
    return made


def _check_helper(task: Task, helpers: list[Unit], day: date) -> None:
    """As at assignment; what is wrong is told of the unit that is brought in."""
    try:
        check_task(task, helpers, day)
    except Invalid as invalid:
        raise Invalid("unit", invalid.reason, invalid.value) from invalid


@transaction.atomic
def ask_contribution(
    contribution: Contribution, *, actor: Actor, asked: str, effective_on: date | None = None
) -> None:
    """Say what is asked of a coordinating unit, or ask it for more."""
    if not asked.strip():
        raise Invalid("asked", _("Say what is asked."))
    advance(
        CONTRIBUTION_FLOW,
        "ask",
        actor=actor,
        thing=contribution,
        effective_on=effective_on,
        changes={"asked": asked.strip()},
        unit=str(contribution.unit),
        asked=asked.strip(),
    )


@transaction.atomic
def report_contribution(
    contribution: Contribution,
    *,
    actor: Actor,
    text: str,
    percent: int,
    done: bool = False,
    effective_on: date | None = None,
) -> None:
    """The coordinating unit says how far its own part has come."""
    if not text.strip():
        raise Invalid("text", _("Say what was done."))
    if not 0 <= percent <= 100:
        raise Invalid("percent", _("Progress lies between 0 and 100 percent."), percent)
    if done and percent != 100:
        raise Invalid("percent", _("Work that is done stands at 100 percent."), percent)
    advance(
        CONTRIBUTION_FLOW,
        "finish" if done else "work",
        actor=actor,
        thing=contribution,
        effective_on=effective_on,
        changes={"text": text.strip(), "percent": percent, "author": words_of(actor)},
        unit=str(contribution.unit),
        percent=percent,
        text=text.strip(),
    )
