"""What people are told of tasks."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.queries import standing_of
from haicap.foundation.access import Actor
from haicap.foundation.alerts.finding import Holds, finder
from haicap.foundation.alerts.kinds import Finder, Kind, declare

from .models import Extension, Task, TaskQuerySet

State = Task.State
ASKED = Extension.objects.filter(task=OuterRef("pk"), outcome=Extension.Outcome.ASKED)


def _seen(actor: Actor) -> TaskQuerySet:
    seen = Task.objects.visible_to(actor).select_related("handler")
    return seen.annotate(is_asked=Exists(ASKED))


def _found(holds: Holds) -> Finder:
    return finder(_seen, holds)


def _in(state: str) -> Finder:
    return _found(lambda task, actor: task.state == state)


def _is_open(task: Task, actor: Actor) -> bool:
    return task.state not in Task.DONE | Task.DROPPED


def is_with(task: Task, actor: Actor) -> bool:
    """Is it up to a unit of this actor to go on with it?"""
    return task.state in Task.WITH_LEAD and task.lead_id in standing_of(actor).units


def _is_in_hand(task: Task, actor: Actor) -> bool:
    is_own = task.handler is not None and task.handler.user_id == actor.user_id
    return is_own and is_with(task, actor)


def _is_asked(task: Task, actor: Actor) -> bool:
    return bool(getattr(task, "is_asked", False))


ASSIGNED = Kind(
    "task.assigned",
    _("A task is assigned to your unit"),
    _("%(who)s assigned a task to %(lead)s."),
    _found(is_with),
    is_urgent=True,
    can_be_muted=False,
)
RETURNED = Kind(
    "task.returned",
    _("A report of your unit on a task is returned"),
    _("%(who)s returned the report on a task: %(reason)s"),
    _found(is_with),
    is_urgent=True,
)
CANCELLED = Kind(
    "task.cancelled",
    _("A task of your unit is cancelled"),
    _("%(who)s cancelled a task: %(reason)s"),
    _in(State.CANCELLED),
    is_urgent=True,
)
HANDED = Kind(
    "task.handed",
    _("A task is put into your hand"),
    _("%(who)s handed a task to %(person)s."),
    _found(_is_in_hand),
)
INVOLVED = Kind(
    "task.involved",
    _("Your unit is to contribute to a task"),
    _("%(who)s asked %(unit)s to contribute to a task: %(asked)s"),
    _found(_is_open),
)
REPORTED = Kind(
    "task.reported",
    _("A task is reported as done and waits to be verified"),
    _("%(who)s reported a task as done."),
    _in(State.REPORTED),
)
VERIFIED = Kind(
    "task.verified",
    _("The work of your unit on a task is verified"),
    _("%(who)s verified that the work on a task is done."),
    _in(State.VERIFIED),
)
TIME_ASKED = Kind(
    "task.time_asked",
    _("More time is asked for, and your side decides"),
    _("%(who)s asked for more time for a task: %(reason)s"),
    _found(_is_asked),
)
TIME_GIVEN = Kind(
    "task.time_given",
    _("More time is given to your unit"),
    _("%(who)s gave more time for a task, until %(until)s."),
    _found(_is_open),
)
TIME_REFUSED = Kind(
    "task.time_refused",
    _("More time is refused to your unit"),
    _("%(who)s refused more time for a task: %(reason)s"),
    _found(_is_open),
)
SUSPENDED = Kind(
    "task.suspended",
    _("A task of your unit is suspended"),
    _("%(who)s suspended a task: %(reason)s"),
    _in(State.SUSPENDED),
)
RESUMED = Kind(
    "task.resumed",
    _("A task of your unit goes on again"),
    _("%(who)s resumed a task: %(reason)s"),
    _found(_is_open),
)

NOT_RECEIVED = Kind(
    "task.not_received",
    _("A reminder: a task was not received yet"),
    _("%(step)s: a task of %(lead)s."),
    _in(State.ASSIGNED),
)
DUE = Kind(
    "task.due",
    _("A reminder: the deadline of a task is near or has passed"),
    _("%(step)s: a task of %(lead)s, due %(due_on)s."),
    _found(lambda task, actor: task.state in Task.WITH_LEAD),
)
NOT_VERIFIED = Kind(
    "task.not_verified",
    _("A reminder: a task waits to be verified"),
    _("%(step)s: a task of %(lead)s."),
    _in(State.REPORTED),
)

declare(
    DUE,
    NOT_RECEIVED,
    NOT_VERIFIED,
    ASSIGNED,
    RETURNED,
    CANCELLED,
    HANDED,
    INVOLVED,
    REPORTED,
    VERIFIED,
    TIME_ASKED,
    TIME_GIVEN,
    TIME_REFUSED,
    SUSPENDED,
    RESUMED,
)
