"""Who sees a session or a report: by its circle, as the plain rule says it, in every world."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.domain.indicators.models import Report
from haicap.domain.meetings.models import Invitation, Participant, Session
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import Standing
from haicap.domain.organisations.testing import SmallProvince
from haicap.foundation.access import Actor

UNITS = 5
PLACE = st.integers(0, UNITS - 1)
PLACES = st.frozensets(PLACE, max_size=3)
# The side, the group, the communes, who was there, who was invited.
Drawn = tuple[int, int | None, frozenset[int], frozenset[int], frozenset[int]]
DRAWN = st.tuples(PLACE, st.none() | PLACE, PLACES, PLACES, PLACES)
KNOWN = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def standing_in(acts: frozenset[int], serves: frozenset[int], follows: frozenset[int]) -> Standing:
    keys = list(Unit.objects.order_by("pk").values_list("pk", flat=True)[:UNITS])
    return Standing(
        roles={keys[place]: frozenset({"officer"}) for place in acts},
        served=frozenset(keys[place] for place in serves),
        followed=frozenset(keys[place] for place in follows),
    )


def standing_so(standing: Standing) -> Actor:
    memo: dict[date, Standing] = {timezone.localdate(): standing}
    return Actor(name="Ana", user_id=1, memo={"standing": memo})


@KNOWN
@given(
    first=st.lists(DRAWN, max_size=4),
    then=st.lists(DRAWN, max_size=4),
    people=st.tuples(*[PLACES] * 3),
)
def test_a_session_by_its_circle(
    world: SmallProvince,
    first: list[Drawn],
    then: list[Drawn],
    people: tuple[frozenset[int], frozenset[int], frozenset[int]],
) -> None:
    """The convening side, the communes visited, the group, who is invited or was there; others."""
    units = list(Unit.objects.order_by("pk")[:UNITS])
    standing = standing_in(*people)
    with transaction.atomic():
        drawn = [Session(title="Buổi làm việc") for _each in first]
        for turn in (first, then):
            for session, (side, group, communes, present, invited) in zip(
                drawn, turn, strict=False
            ):
                session.convened_by = units[side]
                session.group = None if group is None else units[group]
                session.save()
                session.communes.set([units[place] for place in communes])
                session.participants.all().delete()
                session.invitations.all().delete()
                for place in invited:
                    Invitation.objects.create(
                        session=session,
                        role="speaker",
                        unit=units[place],
                        invited_on=timezone.localdate(),
                    )
                for place in present:
                    someone = Participant.objects.create(
                        session=session, role="speaker", position="Người dự"
                    )
                    # Who it was is told later, as minutes are corrected.
                    Participant.objects.filter(pk=someone.pk).update(unit=units[place])
        visible = set(Session.objects.visible_to(standing_so(standing)))
        assert visible == {each for each in drawn if sees_session(standing, each)}
        transaction.set_rollback(True)


def sees_session(standing: Standing, session: Session) -> bool:
    communes = set(session.communes.values_list("pk", flat=True))
    present = {each.unit_id for each in session.participants.all()} | {session.group_id}
    present |= {each.unit_id for each in session.invitations.all()}
    return bool(standing.units) and bool(
        session.convened_by_id in standing.sides
        or communes & (standing.units | standing.followed)
        or present & standing.units
    )


@KNOWN
@given(
    first=st.lists(DRAWN, max_size=4),
    then=st.lists(DRAWN, max_size=4),
    people=st.tuples(*[PLACES] * 3),
)
def test_a_report_by_its_circle(
    world: SmallProvince,
    first: list[Drawn],
    then: list[Drawn],
    people: tuple[frozenset[int], frozenset[int], frozenset[int]],
) -> None:
    """The units that report, whoever follows them, and the unit reported to with its office."""
    units = list(Unit.objects.order_by("pk")[:UNITS])
    standing = standing_in(*people)
    with transaction.atomic():
        drawn = [Report(title="Báo cáo") for _each in first]
        for turn in (first, then):
            for report, (_side, receiver, reporting, _present, _invited) in zip(
                drawn, turn, strict=False
            ):
                report.reported_to = None if receiver is None else units[receiver]
                report.save()
                report.units.set([units[place] for place in reporting])
        visible = set(Report.objects.visible_to(standing_so(standing)))
        assert visible == {each for each in drawn if sees_report(standing, each)}
        transaction.set_rollback(True)


def sees_report(standing: Standing, report: Report) -> bool:
    reporting = set(report.units.values_list("pk", flat=True))
    return bool(standing.units) and bool(
        report.reported_to_id in standing.sides or reporting & (standing.units | standing.followed)
    )
