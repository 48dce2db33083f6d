"""The parts of coordinating units, the draft of a report, and the units that can take part."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import PLACES, Kind, Unit, UnitQuerySet
from haicap.domain.organisations.queries import province_of
from haicap.domain.tasks.models import Contribution, Draft, Task
from haicap.domain.tasks.rules import CONTRIBUTION_FLOW, by_its_issuing_side
from haicap.foundation.access import Actor, Invalid


def contributions_of(actor: Actor, task: Task) -> list["Owed"]:
    """The parts of the coordinating units, with the doors that are open to this actor."""
    found = task.contributions.select_related("unit", "task__issuer").order_by("unit__sort_key")
    return [Owed(each, set(CONTRIBUTION_FLOW.open_verbs(actor, each))) for each in found]


@dataclass(frozen=True)
class Owed:
    """What one coordinating unit is asked for, and what this actor may do there now."""

    contribution: Contribution
    verbs: set[str]

    @property
    def report_at(self) -> str:
        may = "work" in self.verbs
        return reverse("tasks:contribution", args=[self.contribution.pk]) if may else ""

    @property
    def ask_at(self) -> str:
        may = "ask" in self.verbs
        return reverse("tasks:asking", args=[self.contribution.pk]) if may else ""


def draft_of(actor: Actor, task: Task) -> Draft | None:
    """The report that is being drafted, for the unit that drafts it."""
    return Draft.objects.visible_to(actor).open().filter(task=task, unit=task.lead_id).first()


def units_to_involve(task: Task) -> UnitQuerySet:
    """Who can be brought in: any unit of the province that does not do or judge the work yet."""
    home = province_of(task.issuer)
    within = Q(parent=home) | Q(parent__parent=home) | Q(parent__parent__parent=home)
    in_commune = Q(parent__kind=Kind.COMMUNE) | Q(parent__parent__kind=Kind.COMMUNE)
    taken = {task.lead_id, task.verifier_id, *task.coordinating.values_list("pk", flat=True)}
    units = Unit.objects.in_force(timezone.localdate()).filter(
        within & (Q(kind=Kind.COMMUNE) | ~Q(kind__in=PLACES) & ~in_commune)
    )
    return units.exclude(pk__in=taken - {None}).order_by("kind", "sort_key", "id")


def units_to_lead(actor: Actor, task: Task) -> UnitQuerySet:
    """Who can be given the lead: the unit that leads and those below it; for who issued the task
    any unit of the province besides."""
    lead = task.lead_id
    own = Q(pk=lead) | Q(parent=lead) | Q(parent__parent=lead)
    if by_its_issuing_side(actor, task) is None:
        home = province_of(task.issuer)
        within = Q(parent=home) | Q(parent__parent=home) | Q(parent__parent__parent=home)
        in_commune = Q(parent__kind=Kind.COMMUNE) | Q(parent__parent__kind=Kind.COMMUNE)
        offered = within & (Q(kind=Kind.COMMUNE) | ~Q(kind__in=PLACES) & ~in_commune)
        offered |= own
    else:
        offered = own
    return (
        Unit.objects.in_force(timezone.localdate())
        .filter(offered)
        .order_by("kind", "sort_key", "id")
    )


def unit_by_key(field: str, key: str) -> Unit:
    """The unit that was meant; raises Invalid naming the field."""
    unit = Unit.objects.filter(key=key).first()
    if unit is None:
        raise Invalid(field, _("There is no unit with this key."), key)
    return unit


def whole_of(actor: Actor, task: Task) -> Task | None:
    """The task that it is a part of, for who may see that one."""
    if task.parent_id is None:
        return None
    return Task.objects.visible_to(actor).filter(pk=task.parent_id).first()


def parts_of(actor: Actor, task: Task) -> list[Task]:
    """The parts it was split into, as far as this actor may see them."""
    return list(task.parts.visible_to(actor).select_related("lead").order_by("id"))
