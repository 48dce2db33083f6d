"""Who sees a recommendation: by its circle, as the plain rule says it, in every world."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import Standing
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.queries import counts_seen, raisers_seen
from haicap.foundation.access import Actor
from haicap.foundation.ledger.settling import settle

UNITS = 5
PLACE = st.integers(0, UNITS - 1)
PLACES = st.frozensets(PLACE, max_size=3)
DRAWN = st.tuples(PLACES, PLACES, PLACE, PLACES, st.none() | PLACE)
Drawn = tuple[frozenset[int], frozenset[int], int, frozenset[int], int | None]


def plainly_seen(standing: Standing, each: Recommendation) -> bool:
    raised = set(each.raised_by.values_list("pk", flat=True))
    routed = set(each.routed_to.values_list("pk", flat=True))
    invited = set(each.invited.values_list("pk", flat=True))
    return bool(standing.units) and bool(
        raised & (standing.units | standing.followed)
        or routed & standing.units
        or invited & standing.units
        or each.lead_id in standing.units
        or each.addressed_to_id in standing.sides
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.lists(DRAWN, max_size=5),
    then=st.lists(DRAWN, max_size=5),
    acts=PLACES,
    serves=PLACES,
    follows=PLACES,
)
def test_by_circle_one_sees_what_the_plain_rule_says(
    world: SmallProvince,
    first: list[Drawn],
    then: list[Drawn],
    acts: frozenset[int],
    serves: frozenset[int],
    follows: frozenset[int],
) -> None:
    """Drawn, then raised by others, sent on to others and addressed to another body."""
    units = list(Unit.objects.order_by("pk")[:UNITS])
    keys = [unit.pk for unit in units]
    standing = Standing(
        roles={keys[place]: frozenset({"officer"}) for place in acts},
        served=frozenset(keys[place] for place in serves),
        followed=frozenset(keys[place] for place in follows),
    )
    memo: dict[date, Standing] = {timezone.localdate(): standing}
    actor = Actor(name="Ana", user_id=1, memo={"standing": memo})
    with transaction.atomic():
        drawn = [Recommendation(text="Đề nghị", category="STAFF") for _each in first]
        for turn in (first, then):
            for each, (raised, routed, addressed, invited, lead) in zip(drawn, turn, strict=False):
                each.addressed_to = units[addressed]
                each.lead = None if lead is None else units[lead]
                each.save()
                each.raised_by.set([units[place] for place in raised])
                each.routed_to.set([units[place] for place in routed])
                each.invited.set([units[place] for place in invited])
                settle(each)
        visible = set(Recommendation.objects.visible_to(actor))
        assert visible == {each for each in drawn if plainly_seen(standing, each)}
        raisers = {unit for each in visible for unit in each.raised_by.all()}
        assert set(raisers_seen(actor)) == raisers
        assert counts_seen(actor).total == len(visible)
        transaction.set_rollback(True)
