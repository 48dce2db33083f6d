"""May an officer report without a signature? A statute of the province says in which units."""

from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.organisations.queries import above, standing_of
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, Refusal
from haicap.foundation.statutes import statute

from .positions import DEPUTY, HEAD

COMMUNE, PROVINCE = "COMMUNE", "PROVINCE"


def tier_of(unit: Unit) -> str:
    """Whether a unit is a commune or one of its bodies, or works for the province."""
    kinds = [each.kind for each in (unit, *above(unit))]
    return COMMUNE if Kind.COMMUNE in kinds else PROVINCE


def signs_alone(unit: Unit) -> bool:
    """A small unit: who drafts a report may hand it in, too."""
    named = statute("task.one_hand", on=timezone.localdate()).codes.labels
    return tier_of(unit) in named


def with_signing_power(actor: Actor, task: Task) -> Refusal | None:
    if actor.is_house or standing_of(actor).holds(task.lead_id, (HEAD, DEPUTY)):
        return None
    if signs_alone(task.lead):
        return None
    return Refusal(_("In this unit an officer drafts, and the head or a deputy signs."))
