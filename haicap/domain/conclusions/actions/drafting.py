"""Drafting a conclusion, item by item, until it is delivered."""

from collections.abc import Iterable
from datetime import date
from itertools import count

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Conclusion, Item, Response
from haicap.domain.conclusions.rules import (
    CONCLUSION_FLOW,
    by_the_concluding_side,
    by_the_convening_side,
    by_the_items_side,
    while_drafted,
)
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.recommendations.models import Recommendation
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import advance

from .entering import entered_back, given, not_to_come, one_of, refuse_secret, require_now

SHOWN = 80  # characters of a text that the journal repeats
ROMAN = ("I", "II", "III")


@transaction.atomic
def draft_conclusion(
    *,
    actor: Actor,
    issuer: Unit,
    concluded_by: str,
    title: str,
    session: Session | None = None,
    secrecy: str = "",
    effective_on: date | None = None,
) -> Conclusion:
    """Begin a conclusion of a session, or a directive from above without one."""
    conclusion = Conclusion(
        issuer=issuer,
        session=session,
        concluded_by=given("concluded_by", concluded_by),
        title=given("title", title),
        is_simulated=actor.is_simulated,
    )
    require(by_the_concluding_side(actor, conclusion))
    if session is not None:
        require(by_the_convening_side(actor, session))
    refuse_secret(secrecy)
    if session is not None and session.state == Session.State.CANCELLED:
        raise Invalid("session", _("This session was cancelled."), session.pk)
    conclusion.save()
    record(
        actor=actor,
        event="conclusion.draft",
        subject=conclusion,
        effective_on=effective_on,
        after=conclusion.state,
        title=conclusion.title,
    )
    return conclusion


@transaction.atomic
def add_item(
    conclusion: Conclusion,
    *,
    actor: Actor,
    text: str,
    label: str = "",
    number: str = "",
    part: str = Item.Part.TASKS,
    wording: str = Item.Wording.OWN,
    lead: Unit | None = None,
    addressee: str = "",
    communes: Iterable[Unit] = (),
    carries_out: Conclusion | None = None,
    effective_on: date | None = None,
) -> Item:
    """Put the next sentence or point into a conclusion, in its order; only while it is drafted.

    Without a label it is called by its number, or by its place: “C5”.
    """
    require(by_the_concluding_side(actor, conclusion))
    conclusion, place = _next_place(conclusion, actor)
    item = Item(
        conclusion=conclusion,
        part=one_of("part", part, Item.Part.values),
        position=place,
        number=number.strip(),
        label=label.strip() or number.strip() or _free_label(conclusion, place),
        text=given("text", text),
        wording=one_of("wording", wording, Item.Wording.values),
        lead=lead,
        addressee=addressee.strip(),
        carries_out=carries_out,
        is_simulated=actor.is_simulated,
    )
    check_item(item)
    concerned = communes_among(communes)
    item.save()
    item.communes.set(concerned)
    record(actor=actor, event="item.add", subject=item, effective_on=effective_on, label=item.label)
    return item


def _next_place(conclusion: Conclusion, actor: Actor) -> tuple[Conclusion, int]:
    # The lock keeps two clerks from giving two items one place.
    conclusion = Conclusion.objects.select_for_update().get(pk=conclusion.pk)
    require_now(while_drafted(actor, conclusion))
    last = conclusion.items.aggregate(last=Max("position"))["last"] or 0
    return conclusion, last + 1


def _free_label(conclusion: Conclusion, place: int) -> str:
    """“C5” for the fifth; the next one that is free, where items were taken out or moved."""
    taken = set(conclusion.items.values_list("label", flat=True))
    return next(label for n in count(place) if (label := f"C{n}") not in taken)


def check_item(item: Item) -> None:
    """Is it called by a name of its own, and does it not carry out itself? Raises Invalid."""
    if item.conclusion.items.filter(label=item.label).exclude(pk=item.pk).exists():
        raise Invalid("label", _("Another item of this conclusion is called so."), item.label)
    if item.carries_out_id == item.conclusion_id:
        raise Invalid("carries_out", _("A conclusion cannot carry out itself."), item.label)


def communes_among(units: Iterable[Unit]) -> list[Unit]:
    """The communes an item concerns; raises Invalid for any other unit."""
    concerned = list(units)
    for unit in concerned:
        if unit.kind != Kind.COMMUNE:
            reason = _("%(unit)s is not a commune.") % {"unit": unit}
            raise Invalid("communes", reason, unit.key)
    return concerned


def deliver_conclusion(
    conclusion: Conclusion, *, actor: Actor, delivered_on: date, effective_on: date | None = None
) -> None:
    """Record that the leader delivered it on a day; from then on its items stand as said."""
    require(by_the_concluding_side(actor, conclusion))
    not_to_come("delivered_on", delivered_on)
    session = conclusion.session
    if session is not None and session.held_on and delivered_on < session.held_on:
        raise Invalid("delivered_on", _("This day is before the session."), delivered_on)
    with transaction.atomic():
        _number_items(conclusion)
        _deliver(conclusion, delivered_on, actor=actor, effective_on=effective_on)


def _number_items(conclusion: Conclusion) -> None:
    """“II.3”: part and place, as they are printed; a number that the source gave stays.

    What was restated from a report keeps none: the document's own numbers are not known.
    """
    items = list(conclusion.items.order_by("position"))
    parts = [part for part in Item.Part.values if any(item.part == part for item in items)]
    for part in parts:
        own = [item for item in items if item.part == part]
        for place, item in enumerate(own, start=1):
            is_ours = item.wording == Item.Wording.OWN and not item.number
            if is_ours:
                chapter = f"{ROMAN[parts.index(part)]}." if len(parts) > 1 else ""
                item.number = f"{chapter}{place}"
    Item.objects.bulk_update(items, ["number"])


def _deliver(
    conclusion: Conclusion, delivered_on: date, *, actor: Actor, effective_on: date | None
) -> None:
    advance(
        CONCLUSION_FLOW,
        "deliver",
        actor=actor,
        thing=conclusion,
        effective_on=effective_on or entered_back(actor, delivered_on),
        changes={"delivered_on": delivered_on},
    )


@transaction.atomic
def answer_recommendation(
    item: Item,
    recommendation: Recommendation,
    *,
    actor: Actor,
    is_derived: bool = False,
    outcome: str = Response.Outcome.NOT_STATED,
    effective_on: date | None = None,
) -> Response:
    """Say that an item answers a recommendation; `is_derived`: paired by subject, not stated."""
    require(by_the_items_side(actor, item))
    one_of("outcome", outcome, Response.Outcome.values)
    response, is_new = Response.objects.get_or_create(
        item=item,
        recommendation=recommendation,
        defaults={"is_derived": is_derived, "outcome": outcome},
    )
    if not is_new:
        reason = _("The item is noted as an answer to this recommendation already.")
        raise Invalid("recommendation", reason, recommendation.pk)
    record(
        actor=actor,
        event="item.respond",
        subject=item,
        effective_on=effective_on,
        label=item.label,
        recommendation=recommendation.text[:SHOWN],
        recommendation_id=recommendation.pk,
    )
    return response
