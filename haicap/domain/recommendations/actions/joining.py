"""Communes that ask the same: asked to join, joined, left again; or found to ask another thing."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.recommendations.models import Difference, Joining, Recommendation
from haicap.domain.recommendations.rules import RECOMMENDATION_FLOW, by_its_receiver, in_the_name_of
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.ledger.settling import settle
from haicap.foundation.workflow import MoveFailed, advance

State = Recommendation.State


@transaction.atomic
def invite_communes(
    recommendation: Recommendation,
    *,
    actor: Actor,
    communes: Iterable[Unit],
    effective_on: date | None = None,
) -> None:
    """Ask communes whether they join: from now on they see it."""
    asked = list(communes)
    if not asked:
        raise Invalid("communes", _("Choose at least one commune."))
    raised_by = set(recommendation.raised_by.all())
    for commune in asked:
        if commune.kind != Kind.COMMUNE:
            raise Invalid("communes", _("Only communes raise recommendations."), str(commune))
        if commune in raised_by:
            raise Invalid("communes", _("This commune raised it already."), str(commune))
    advance(
        RECOMMENDATION_FLOW,
        "invite",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        communes=", ".join(map(str, asked)),
    )
    recommendation.invited.add(*asked)
    settle(recommendation)


@transaction.atomic
def join_recommendation(
    recommendation: Recommendation,
    *,
    actor: Actor,
    commune: Unit,
    text: str,
    amount: Decimal | None = None,
    unit_of_measure: str = "",
    effective_on: date | None = None,
) -> Joining:
    """A commune that was asked joins, in its own words and with its own figure."""
    require(in_the_name_of(actor, [commune]))
    if not text.strip():
        raise Invalid("text", _("Say in your own words what your commune asks for."))
    if amount is not None and amount <= 0:
        raise Invalid("amount", _("Give a number above zero, or none."), amount)
    if amount is not None and not unit_of_measure.strip():
        raise Invalid("unit_of_measure", _("Say what is counted."))
    if not recommendation.invited.filter(pk=commune.pk).exists():
        raise Invalid("commune", _("This commune was not asked to join."), str(commune))
    if recommendation.raised_by.filter(pk=commune.pk).exists():
        raise MoveFailed(_("The commune has joined it already."))
    advance(
        RECOMMENDATION_FLOW,
        "join",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        commune=str(commune),
    )
    return _join(
        recommendation, commune, actor, text.strip(), effective_on, None, amount, unit_of_measure
    )


def _join(
    whole: Recommendation,
    commune: Unit,
    actor: Actor,
    text: str,
    effective_on: date | None,
    twin: Recommendation | None,
    amount: Decimal | None = None,
    unit_of_measure: str = "",
) -> Joining:
    joining = Joining.objects.create(
        recommendation=whole,
        commune=commune,
        text=text,
        amount=amount,
        unit_of_measure=unit_of_measure.strip(),
        joined_on=effective_on or timezone.localdate(),
        joined_by=(actor.on_behalf_of or actor.name)[:300],
        twin=twin,
        is_simulated=actor.is_simulated,
    )
    whole.raised_by.add(commune)
    settle(whole)
    return joining


@transaction.atomic
def leave_recommendation(
    recommendation: Recommendation,
    *,
    actor: Actor,
    commune: Unit,
    effective_on: date | None = None,
) -> Recommendation:
    """A commune leaves again, as long as it is not answered. Returns what stands for it now: its
    own recommendation, if it had raised one before."""
    require(in_the_name_of(actor, [commune]))
    joining = recommendation.joinings.standing().filter(commune=commune).first()
    if joining is None:
        raise Invalid("commune", _("This commune has not joined it."), str(commune))
    if joining.twin is not None:
        part_recommendation(joining.twin, actor=actor, effective_on=effective_on)
        return joining.twin
    _leave(recommendation, [joining], actor=actor, effective_on=effective_on)
    return recommendation


def _leave(
    whole: Recommendation, joinings: list[Joining], *, actor: Actor, effective_on: date | None
) -> None:
    advance(
        RECOMMENDATION_FLOW,
        "leave",
        actor=actor,
        thing=whole,
        effective_on=effective_on,
        commune=", ".join(str(each.commune) for each in joinings),
    )
    left_on = effective_on or timezone.localdate()
    Joining.objects.filter(pk__in=[each.pk for each in joinings]).update(left_on=left_on)
    whole.raised_by.remove(*[each.commune for each in joinings])
    settle(whole)


@transaction.atomic
def merge_recommendation(
    recommendation: Recommendation,
    *,
    actor: Actor,
    into: Recommendation,
    effective_on: date | None = None,
) -> None:
    """Two that ask the same become one matter: the communes of the one join the other.

    What each asked in its own words stays, in its joining and in its own record.
    """
    _check_pair(recommendation, into, actor)
    raised = set(into.raised_by.all())
    if shared := raised & set(recommendation.raised_by.all()):
        reason = _("The same commune raised both: they are not joined.")
        raise Invalid("into", reason, ", ".join(map(str, shared)))
    if into.state not in Recommendation.OPEN:
        raise MoveFailed(_("The one it would join is not open any more."))
    if recommendation.twins.exists():
        raise Invalid("into", _("Others joined this one: join the other to it instead."), into.pk)
    advance(
        RECOMMENDATION_FLOW,
        "merge",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        changes={"joined_to": into, "lead": None, "answer_by": None, "escalated_on": None},
        into=into.text[:80],
        into_id=into.pk,
    )
    recommendation.routed_to.clear()
    for commune in recommendation.raised_by.order_by("sort_key"):
        _join(into, commune, actor, recommendation.text, effective_on, recommendation)
    record(
        actor=actor,
        event="recommendation.take_in",
        subject=into,
        effective_on=effective_on,
        communes=", ".join(map(str, recommendation.raised_by.order_by("sort_key"))),
        twin_id=recommendation.pk,
    )
    settle(recommendation)


def join_as_one(one: Recommendation, other: Recommendation, *, actor: Actor) -> Recommendation:
    """Two become one matter; the one that others joined already takes the other in, else the
    older one. Returns that one."""
    whole, twin = sorted((one, other), key=lambda each: (not each.joinings.exists(), each.pk))
    merge_recommendation(twin, actor=actor, into=whole)
    return whole


@transaction.atomic
def part_recommendation(
    recommendation: Recommendation, *, actor: Actor, effective_on: date | None = None
) -> None:
    """One that was joined to another stands for itself again, and is to be sent on."""
    whole = recommendation.joined_to
    if whole is not None:  # an answer given meanwhile waits, or is waited for
        whole = Recommendation.objects.select_for_update(of=("self",)).get(pk=whole.pk)
        recommendation.joined_to = whole
    advance(
        RECOMMENDATION_FLOW,
        "part",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        changes={"joined_to": None},
    )
    if whole is not None:
        joinings = whole.joinings.standing().filter(twin=recommendation).select_related("commune")
        _leave(whole, list(joinings), actor=actor, effective_on=effective_on)


@transaction.atomic
def distinguish_recommendations(
    recommendation: Recommendation,
    other: Recommendation,
    *,
    actor: Actor,
    effective_on: date | None = None,
) -> Difference:
    """They say alike and are two matters: this pair is not proposed again."""
    _check_pair(recommendation, other, actor)
    first, second = sorted([recommendation, other], key=lambda each: each.pk)
    difference, is_new = Difference.objects.get_or_create(
        first=first,
        second=second,
        defaults={
            "decided_on": effective_on or timezone.localdate(),
            "decided_by": (actor.on_behalf_of or actor.name)[:300],
            "is_simulated": actor.is_simulated,
        },
    )
    if is_new:
        for one, another in ((first, second), (second, first)):
            record(
                actor=actor,
                event="recommendation.distinguish",
                subject=one,
                effective_on=effective_on,
                other=another.text[:80],
                other_id=another.pk,
            )
    return difference


def _check_pair(one: Recommendation, other: Recommendation, actor: Actor) -> None:
    """Who receives both decides; nobody joins a thing to itself."""
    require(by_its_receiver(actor, one))
    require(by_its_receiver(actor, other))
    if one.pk == other.pk:
        raise Invalid("into", _("This is the same recommendation."), other.pk)
