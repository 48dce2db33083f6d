"""What the actions keep in words: who acted, why, until when; and the task they hold fast."""

from datetime import date

from django.utils.translation import gettext as _

from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, Invalid


def words_of(actor: Actor) -> str:
    """The position the actor acts in, in words, as a row keeps it."""
    return (actor.on_behalf_of or actor.name)[:300]


def reason_of(reason: str) -> str:
    """A reason that says something. Raises Invalid."""
    if not reason.strip():
        raise Invalid("reason", _("Give the reason."))
    return reason.strip()


def shown_day(day: date | None) -> str:
    """A day as the journal's sentences write it."""
    return f"{day:%d/%m/%Y}" if day else "–"


def held_fast(task: Task) -> None:
    """Nobody else moves the task until the transaction ends; its state is judged by `advance`."""
    Task.objects.select_for_update().filter(pk=task.pk).values_list("pk").first()
