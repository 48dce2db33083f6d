"""An answer that is late is put before the leader of the province, once."""

from datetime import date

from django.db import transaction

from haicap.domain.recommendations.lateness import leader_over
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.queries import escalations_due
from haicap.foundation.access import Actor
from haicap.foundation.journal.writing import record_all

AT_ONCE = 500


def escalate_late(on: date, *, actor: Actor) -> int:
    """Mark what is late on a day and not yet marked; safe to run twice, or twice at once."""
    marked = 0
    while some := _escalate_some(on, actor):
        marked += some
    return marked


@transaction.atomic
def _escalate_some(on: date, actor: Actor) -> int:
    # Rows that another run holds are its own to mark.
    late = list(
        escalations_due(on)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("addressed_to__parent", "lead")
        .order_by("pk")[:AT_ONCE]
    )
    Recommendation.objects.filter(pk__in=[each.pk for each in late]).update(escalated_on=on)
    record_all(
        actor=actor,
        event="recommendation.escalate",
        told=[
            (
                each,
                {
                    "leader": str(leader_over(each.addressed_to)),
                    "leader_key": leader_over(each.addressed_to).key,
                    "answer_by": str(each.answer_by),
                    "lead": each.lead.key if each.lead else "",
                },
            )
            for each in late
        ],
    )
    return len(late)
