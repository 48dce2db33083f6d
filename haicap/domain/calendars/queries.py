"""What stands in a calendar: the sessions and deadlines that its owner may see."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, Max, Model, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from haicap.domain.meetings.models import Participant, Session
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import actor_of, standing_of
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor
from haicap.foundation.api.tokens import digest
from haicap.foundation.journal.models import Entry

from .contents import Changed, Contents
from .models import Calendar
from .rules import by_who_works_there

BEGUN = {"session.plan", "task.assign", "task.come_round"}


def calendar_at(secret: str) -> Calendar | None:
    """The calendar at a secret address; None: there is none, it is closed, or its owner may not
    read it any more."""
    known = Calendar.objects.open().filter(sha256=digest(secret), owner__is_active=True)
    calendar = known.select_related("owner", "unit").first()
    if calendar is None or by_who_works_there(actor_of(calendar.owner), calendar):
        return None
    return calendar


def contents_of(calendar: Calendar) -> Contents:
    """This year's and last year's, as the owner sees them now; the number of queries is fixed."""
    actor = actor_of(calendar.owner)
    begin = timezone.localdate().replace(month=1, day=1)
    begin = begin.replace(year=begin.year - 1)
    sessions = list(_sessions(calendar, actor, begin))
    tasks = list(_tasks(calendar, actor, begin))
    return Contents(
        calendar,
        sessions,
        tasks,
        {**_changes(sessions), **_changes(tasks)},
        _reasons(each for each in sessions if each.state == Session.State.CANCELLED),
    )


def _sessions(calendar: Calendar, actor: Actor, begin: date) -> QuerySet[Session]:
    """One whose day is not known stands in no calendar."""
    seen = Session.objects.visible_to(actor).filter(held_on__gte=begin)
    units = _whose(calendar, actor)
    visited = Session.communes.through.objects.filter(session=OuterRef("pk"), unit__in=units)
    took_part = Participant.objects.filter(session=OuterRef("pk"), unit__in=units)
    communes = Prefetch("communes", Unit.objects.order_by("sort_key"))
    return (
        seen.filter(
            Q(convened_by__in=units) | Q(group__in=units) | Exists(visited) | Exists(took_part)
        )
        .select_related("convened_by", "group")
        .prefetch_related(communes)
        .order_by("held_on", "id")
    )


def _tasks(calendar: Calendar, actor: Actor, begin: date) -> QuerySet[Task]:
    """Open ones with a deadline, and cancelled ones, so that programs strike them out.

    A person who is somebody's handler finds what is in their hand; a unit what it leads.
    """
    seen = Task.objects.visible_to(actor).filter(due_on__gte=begin)
    if calendar.unit_id is not None:
        seen = seen.filter(lead=calendar.unit_id)
    else:
        own = standing_of(actor).units
        seen = seen.filter(Q(handler__user=calendar.owner_id) | Q(handler=None, lead__in=own))
    return seen.exclude(state__in=Task.DONE).select_related("lead").order_by("due_on", "id")


def _whose(calendar: Calendar, actor: Actor) -> list[int]:
    if calendar.unit_id is not None:
        return [calendar.unit_id]
    return sorted(standing_of(actor).sides)


def _changes(records: list[Session] | list[Task]) -> dict[Model, Changed]:
    """From the journal: what was done to each after it was planned or assigned, in one query."""
    if not records:
        return {}
    by_key = {str(each.pk): each for each in records}
    rows = (
        Entry.objects.filter(subject_type=records[0]._meta.label_lower, subject_id__in=list(by_key))
        .values_list("subject_id")
        .annotate(times=Count("pk", filter=~Q(event__in=BEGUN)), last_at=Max("recorded_at"))
    )
    return {by_key[key]: Changed(times, last_at) for key, times, last_at in rows}


def _reasons(cancelled: Iterable[Session]) -> dict[int, str]:
    entries = Entry.objects.filter(
        subject_type=Session._meta.label_lower,
        subject_id__in=[str(each.pk) for each in cancelled],
        event="session.cancel",
    )
    return {
        int(key): str(details.get("reason", ""))
        for key, details in entries.values_list("subject_id", "details")
    }


def units_to_read(actor: Actor) -> QuerySet[Unit]:
    """Units whose calendar the actor may have read."""
    there = Unit.objects.in_force(timezone.localdate())
    return there.filter(pk__in=standing_of(actor).sides).order_by("sort_key")


def calendars_of(actor: Actor) -> QuerySet[Calendar]:
    """The actor's open addresses, their own first."""
    own = Calendar.objects.visible_to(actor).open().select_related("unit", "owner")
    return own.order_by("unit__sort_key", "id")
