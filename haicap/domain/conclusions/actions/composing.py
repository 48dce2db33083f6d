"""Working on a conclusion while it is drafted: its items' words, their order, the answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Conclusion, Item, Response
from haicap.domain.conclusions.rules import (
    by_the_concluding_side,
    by_the_items_side,
    while_drafted,
)
from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations.models import Recommendation
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record

from .drafting import add_item, answer_recommendation, check_item, communes_among
from .entering import given, one_of, require_now, the_same_wording


@transaction.atomic
def edit_item(
    item: Item,
    *,
    actor: Actor,
    version: int,
    text: str,
    part: str = Item.Part.TASKS,
    label: str = "",
    number: str = "",
    wording: str = Item.Wording.OWN,
    lead: Unit | None = None,
    addressee: str = "",
    communes: Iterable[Unit] = (),
    carries_out: Conclusion | None = None,
) -> Item:
    """Change an item while its conclusion is drafted.

    `version` is the wording the writer had before them: where another came first, LostRace is
    raised and nothing is written over. The journal keeps the words that were replaced.
    """
    item = _held(item, actor)
    the_same_wording(item, version)
    before = item.text
    item.text, item.part = given("text", text), one_of("part", part, Item.Part.values)
    item.number, item.addressee = number.strip(), addressee.strip()
    item.label = label.strip() or item.number or f"C{item.position}"
    item.wording = one_of("wording", wording, Item.Wording.values)
    item.lead, item.carries_out = lead, carries_out
    item.version += 1
    check_item(item)
    concerned = communes_among(communes)
    item.save()
    item.communes.set(concerned)
    replaced = before if before != item.text else ""
    record(actor=actor, event="item.edit", subject=item, label=item.label, replaced=replaced)
    return item


@transaction.atomic
def move_item(item: Item, *, actor: Actor, to: int) -> None:
    """Put an item in another place; those between move up or down. Places begin with 1."""
    item = _held(item, actor)
    items = list(item.conclusion.items.order_by("position"))
    if not 1 <= to <= len(items):
        raise Invalid("to", _("There are places 1 to %(last)s.") % {"last": len(items)}, to)
    items.remove(item)
    items.insert(to - 1, item)
    _keep_order(items)
    record(actor=actor, event="item.move", subject=item, label=item.label, place=to)


@transaction.atomic
def remove_item(item: Item, *, actor: Actor, version: int) -> None:
    """Take an item out of a conclusion that is drafted; the journal keeps its words."""
    item = _held(item, actor)
    the_same_wording(item, version)
    conclusion = item.conclusion
    record(actor=actor, event="item.remove", subject=conclusion, label=item.label, text=item.text)
    item.responses.all().delete()
    item.communes.clear()
    item.delete()
    _keep_order(list(conclusion.items.order_by("position")))


def _check_unanswered(conclusion: Conclusion, asked: Recommendation) -> None:
    """Somebody else may have answered it while this answer was written. Raises Invalid."""
    # Held until the transaction ends: two clerks do not answer at the same moment.
    Conclusion.objects.select_for_update().get(pk=conclusion.pk)
    given = Response.objects.filter(item__conclusion=conclusion, recommendation=asked)
    if response := given.select_related("item").first():
        reason = _("%(label)s answers this recommendation already: change that item.")
        raise Invalid("answers", reason % {"label": response.item.label}, str(asked))


def _keep_order(items: Sequence[Item]) -> None:
    """Places without a gap; whoever is called by its place keeps its name until delivery."""
    for place, item in enumerate(items, start=1):
        item.position = place
    Item.objects.bulk_update(items, ["position"])


def _held(item: Item, actor: Actor) -> Item:
    """The item as it is now, with its conclusion held until the transaction ends."""
    require(by_the_items_side(actor, item))
    conclusion = Conclusion.objects.select_for_update().get(pk=item.conclusion_id)
    require_now(while_drafted(actor, conclusion))
    return Item.objects.select_related("conclusion").get(pk=item.pk)


@dataclass(frozen=True)
class Answered:
    """What the conclusion says to one recommendation."""

    recommendation: Recommendation
    text: str
    outcome: str = Response.Outcome.NOT_STATED
    lead: Unit | None = None


@transaction.atomic
def answer_recommendations(
    conclusion: Conclusion, answers: Iterable[Answered], *, actor: Actor
) -> list[Item]:
    """Put one item for each answer into the part that answers recommendations, all or none."""
    require(by_the_concluding_side(actor, conclusion))
    items = []
    for answer in answers:
        asked = answer.recommendation
        _check_unanswered(conclusion, asked)
        item = add_item(
            conclusion,
            actor=actor,
            text=answer.text,
            part=Item.Part.ANSWERS,
            lead=answer.lead,
            communes=asked.raised_by.all(),
        )
        answer_recommendation(item, asked, actor=actor, outcome=answer.outcome)
        items.append(item)
    if not items:
        raise Invalid("answers", _("Write an answer to at least one recommendation."))
    return items
