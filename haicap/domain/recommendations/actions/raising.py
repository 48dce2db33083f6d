"""A commune asks something of the province."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.queries import categories
from haicap.domain.recommendations.rules import in_the_name_of
from haicap.domain.recommendations.wording import LEXICON, terms_of
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.ledger.settling import settle


@transaction.atomic
def raise_recommendation(
    *,
    actor: Actor,
    text: str,
    category: str,
    raised_by: Iterable[Unit],
    addressed_to: Unit,
    raised_on: date | None = None,
    raised_at: Session | None = None,
    located_in: Unit | None = None,
    is_joint: bool = False,
    effective_on: date | None = None,
) -> Recommendation:
    """One or more communes ask something of a body of the province.

    `category` is a code of the list that holds on the day it is raised. Raises Refused for
    whoever does not act for each of the communes, Invalid naming the argument.
    """
    communes = list(raised_by)
    require(in_the_name_of(actor, communes))
    day = raised_on or effective_on or timezone.localdate()
    recommendation = Recommendation(
        text=text.strip(),
        category=category,
        raised_on=raised_on,
        raised_at=raised_at,
        addressed_to=addressed_to,
        located_in=located_in,
        is_joint=is_joint,
        is_simulated=actor.is_simulated,
    )
    _check(recommendation, communes, day)
    read_words(recommendation, communes)
    recommendation.save(force_insert=True)
    recommendation.raised_by.add(*communes)
    settle(recommendation)
    record(
        actor=actor,
        event="recommendation.raise",
        subject=recommendation,
        effective_on=effective_on,
        after=recommendation.state,
        addressed_to=str(addressed_to),
        communes=[commune.key for commune in communes],
    )
    return recommendation


def read_words(recommendation: Recommendation, communes: Iterable[Unit]) -> None:
    """Note by which words others that say the same are found; what it is called is not said."""
    names = [commune.name for commune in communes]
    recommendation.terms = terms_of(recommendation.text, names=names)
    recommendation.read_with = LEXICON.version


def _check(recommendation: Recommendation, communes: list[Unit], day: date) -> None:
    if not recommendation.text:
        raise Invalid("text", _("Say what is asked for."))
    if not communes:
        raise Invalid("raised_by", _("Say which commune raises it."))
    for commune in communes:
        if commune.kind != Kind.COMMUNE:
            raise Invalid("raised_by", _("Only communes raise recommendations."), str(commune))
    if recommendation.is_joint and len(communes) < 2:
        raise Invalid("is_joint", _("Together means at least two communes."))
    if recommendation.addressed_to.is_place:
        name = str(recommendation.addressed_to)
        raise Invalid("addressed_to", _("Name a body that can answer, not a place."), name)
    if day > timezone.localdate():
        raise Invalid("raised_on", _("This day is still to come."), day)
    _check_category(recommendation.category, day)


def _check_category(category: str, day: date) -> None:
    try:
        known = categories(day)
    except LookupError as no_list_yet:
        raise Invalid("raised_on", str(no_list_yet), day) from no_list_yet
    if category not in known:
        raise Invalid("category", _("This category is not in the list of that day."), category)


READ_AT_ONCE = 500


def read_words_again() -> int:
    """Read those anew that were read with another lexicon; how many there were."""
    read = 0
    while some := _read_some():
        read += some
    return read


@transaction.atomic
def _read_some() -> int:
    others = Recommendation.objects.exclude(read_with=LEXICON.version)
    some = list(others.order_by("pk").select_for_update(skip_locked=True)[:READ_AT_ONCE])
    for each in some:
        read_words(each, each.raised_by.all())
    Recommendation.objects.bulk_update(some, ["terms", "read_with"])
    return len(some)
