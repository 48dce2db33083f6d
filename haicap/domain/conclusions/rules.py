"""Who may draft, deliver and announce a conclusion, and assign what it orders?"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.queries import held
from haicap.foundation.access import Actor, Refusal, Rule, all_of, any_of
from haicap.foundation.workflow import Flow, Move

from .models import Conclusion, Item, Notice

# A deputy concludes and signs for the head; the clerk keeps the papers of both.
SIGNING = (PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.CLERK)


def _side_of(relation: str, otherwise: Any) -> Rule:
    """Head, deputy or clerk of the unit that `relation` names, or of the office that serves it."""
    return any_of(
        held(relation, *SIGNING, otherwise=otherwise),
        held(f"{relation}.office", *SIGNING, otherwise=otherwise),
    )


by_the_concluding_side = _side_of(
    "issuer",
    gettext_lazy("Only a head, a deputy or a clerk of the concluding side may do this."),
)
by_the_convening_side = _side_of(
    "convened_by",
    gettext_lazy("Only the side that convened the session concludes it."),
)
by_the_items_side = _side_of(
    "conclusion.issuer",
    gettext_lazy("Only a head, a deputy or a clerk of the concluding side may do this."),
)
by_the_issuing_unit = _side_of(
    "issuer",
    gettext_lazy("Only a head, a deputy or a clerk of the unit that issues it may do this."),
)


def with_items(actor: Actor, conclusion: Conclusion) -> Refusal | None:
    if conclusion.items.exists():
        return None
    return Refusal(_("A conclusion without items cannot be delivered."))


def while_drafted(actor: Actor, conclusion: Conclusion) -> Refusal | None:
    if conclusion.state == Conclusion.State.DRAFTED:
        return None
    return Refusal(_("The conclusion is delivered: its items stand as they were said."))


def once_delivered(actor: Actor, conclusion: Conclusion) -> Refusal | None:
    if conclusion.state == Conclusion.State.DELIVERED:
        return None
    return Refusal(_("The conclusion is not delivered yet."))


def of_a_delivered_conclusion(actor: Actor, thing: Item | Notice) -> Refusal | None:
    return once_delivered(actor, thing.conclusion)


by_the_notices_sides = any_of(by_the_items_side, by_the_issuing_unit)


def while_a_draft(actor: Actor, notice: Notice) -> Refusal | None:
    if notice.state == Notice.State.DRAFTED:
        return None
    return Refusal(_("The notice is issued: it stands as it was sent."))


def while_its_conclusion_is_drafted(actor: Actor, item: Item) -> Refusal | None:
    return while_drafted(actor, item.conclusion)


may_edit_item = all_of(by_the_items_side, while_its_conclusion_is_drafted)
may_edit_notice = all_of(by_the_notices_sides, while_a_draft)
may_add_item = all_of(by_the_concluding_side, while_drafted)
may_draft_notice = all_of(by_the_concluding_side, once_delivered)
may_assign_by_list = all_of(by_the_concluding_side, once_delivered)
may_assign = all_of(by_the_items_side, of_a_delivered_conclusion)

CONCLUSION_FLOW = Flow(
    "conclusion",
    Move(
        "deliver",
        from_states={Conclusion.State.DRAFTED},
        to_state=Conclusion.State.DELIVERED,
        rule=all_of(by_the_concluding_side, with_items),
        label=gettext_lazy("Record as delivered"),
    ),
    initial=Conclusion.State.DRAFTED,
    awaits={
        Conclusion.State.DRAFTED: gettext_lazy("the concluding body or its office"),
        Conclusion.State.DELIVERED: None,
    },
)

NOTICE_FLOW = Flow(
    "notice",
    Move(
        "issue",
        from_states={Notice.State.DRAFTED},
        to_state=Notice.State.ISSUED,
        rule=all_of(by_the_issuing_unit, of_a_delivered_conclusion),
        label=gettext_lazy("Issue"),
    ),
    Move(
        "recall",
        from_states={Notice.State.ISSUED},
        to_state=Notice.State.RECALLED,
        rule=by_the_issuing_unit,
        label=gettext_lazy("Recall"),
    ),
    Move(
        "replace",
        from_states={Notice.State.ISSUED},
        to_state=Notice.State.REPLACED,
        rule=by_the_issuing_unit,
        label=gettext_lazy("Replace"),
    ),
    initial=Notice.State.DRAFTED,
    awaits={
        Notice.State.DRAFTED: gettext_lazy("the unit that issues it"),
        Notice.State.ISSUED: gettext_lazy("the units it assigns tasks to"),
        Notice.State.RECALLED: None,
        Notice.State.REPLACED: None,
    },
)
