"""The communes say whether the answer satisfies them; once they may send it back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations.lateness import last_day_to_answer
from haicap.domain.recommendations.models import Recommendation, Verdict
from haicap.domain.recommendations.queries import acting_for
from haicap.domain.recommendations.rules import RECOMMENDATION_FLOW
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import MoveFailed, advance


@transaction.atomic
def close_recommendation(
    recommendation: Recommendation,
    *,
    actor: Actor,
    ending: str = "",
    is_satisfied: bool = True,
    remark: str = "",
    effective_on: date | None = None,
) -> None:
    """A commune says whether it is satisfied; when all that raised it have, it is closed.

    Raised together, without saying by whom, one of them speaks for all. It ends as the unit that
    led said; `ending` says it where no answer does. Closed is not yet solved: endings count apart.
    """
    is_open = recommendation.state == Recommendation.State.ANSWERED
    if is_open:  # else the move is refused for where it stands, whatever was sent
        ending = _ending(recommendation, ending)
        if not is_satisfied and not remark.strip():
            raise Invalid("remark", _("Say what the answer leaves open."))
    # Two of the last communes may speak at the same time: one of them closes it.
    Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    speaking = acting_for(actor, recommendation) if is_open else []
    told = _write(recommendation, speaking, actor, is_satisfied, remark.strip(), effective_on)
    details: dict[str, Any] = {
        "communes": ", ".join(map(str, speaking)),
        "is_satisfied": is_satisfied,
    }
    if is_open and told and not recommendation.is_joint and _silent(recommendation):
        record(
            actor=actor,
            event="recommendation.judge",
            subject=recommendation,
            effective_on=effective_on,
            **details,
        )
        return
    advance(
        RECOMMENDATION_FLOW,
        "close",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        changes={"ending": ending},
        ending=ending,
        **details,
    )


def _ending(recommendation: Recommendation, ending: str) -> str:
    said = recommendation.result
    if ending and said and ending != said:
        reason = _(
            "The unit that answered says it ended otherwise: say that you are not satisfied."
        )
        raise Invalid("ending", reason, ending)
    if (ending or said) not in Recommendation.Ending.values:
        raise Invalid("ending", _("Say how it ended."), ending)
    return ending or said


def _write(
    recommendation: Recommendation,
    communes: list[Unit],
    actor: Actor,
    is_satisfied: bool,
    remark: str,
    effective_on: date | None,
) -> bool:
    """The verdicts of these communes on the last answer; nothing where the move will be refused."""
    if not communes:
        return False
    require(RECOMMENDATION_FLOW.moves["close"].rule(actor, recommendation))
    this_round = recommendation.reopenings
    said = recommendation.verdicts.filter(round=this_round, commune__in=communes)
    if said.exists():
        raise MoveFailed(_("The commune has said so already; the others are waited for."))
    Verdict.objects.bulk_create(
        Verdict(
            recommendation=recommendation,
            commune=commune,
            is_satisfied=is_satisfied,
            remark=remark,
            said_on=effective_on or timezone.localdate(),
            said_by=(actor.on_behalf_of or actor.name)[:300],
            round=this_round,
            is_simulated=actor.is_simulated,
        )
        for commune in communes
    )
    return True


def _silent(recommendation: Recommendation) -> bool:
    """Some commune that raised it has not said yet."""
    said = recommendation.verdicts.filter(round=recommendation.reopenings).values("commune")
    return recommendation.raised_by.exclude(pk__in=said).exists()


@transaction.atomic
def reopen_recommendation(
    recommendation: Recommendation,
    *,
    actor: Actor,
    reason: str,
    effective_on: date | None = None,
) -> None:
    """A commune sends the answer back to the units that gave it, saying what is missing.

    The time to answer runs anew.
    """
    if not reason.strip():
        raise Invalid("reason", _("Give the reason."))
    changes = {
        "result": "",
        "reopenings": recommendation.reopenings + 1,
        "answer_by": last_day_to_answer(effective_on or timezone.localdate()),
        "escalated_on": None,
    }
    advance(
        RECOMMENDATION_FLOW,
        "reopen",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        changes=changes,
        reason=reason.strip(),
    )
