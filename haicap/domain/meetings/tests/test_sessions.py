"""Plan, move, hold, conclude, cancel: by whom, when, and what cannot be."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from haicap.domain.meetings.actions import (
    cancel_session,
    conclude_session,
    hold_session,
    plan_session,
    reschedule_session,
)
from haicap.domain.meetings.models import Session
from haicap.domain.meetings.queries import (
    awaits,
    doors,
    earlier_sessions_of,
    open_moves,
    open_verbs,
    sessions_before,
    timeline_of_commune,
)
from haicap.domain.meetings.testing import concluded_session, held_session, planned_session
from haicap.domain.organisations.models import PositionKind, Unit
from haicap.domain.organisations.testing import SmallProvince, builder, fresh, person
from haicap.foundation.access import Invalid, Refused
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import IllegalMove, LostRace

State = Session.State
OCTOBER = date(2025, 10, 23)
NOVEMBER = date(2025, 11, 27)


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def test_a_session_of_which_no_day_is_known_has_none(world: SmallProvince) -> None:
    session = planned_session(world)
    session.refresh_from_db()
    assert (session.held_on, session.state) == (None, State.PLANNED)
    assert session.listed_on.year == 9999
    entry = Entry.objects.get(event="session.plan")
    assert "day" not in entry.details
    assert entry.details["communes"] == ["06529"]


def test_the_office_plans_and_so_does_the_head_of_the_convening_unit(
    world: SmallProvince,
) -> None:
    secretary = person("Sơn", world.party_committee, PositionKind.HEAD)
    assert planned_session(world, actor=secretary).convened_by == world.party_committee
    for actor in (world.ana, world.alma, world.mila, world.bogdan, world.frida, world.cora):
        with pytest.raises(Refused):
            planned_session(world, actor=actor)
    assert Session.objects.count() == 1


def test_the_other_office_plans_nothing_for_the_party_side(world: SmallProvince) -> None:
    clerk = person("Dung", world.committee_office, PositionKind.CLERK)
    with pytest.raises(Refused):
        planned_session(world, actor=clerk)
    assert planned_session(world, actor=clerk, convened_by=world.peoples_committee).pk


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "x" * 301}),
        ("communes", {"communes": []}),
        ("part_of_day", {"part_of_day": "night"}),
        ("place", {"place": "x" * 301}),
    ],
)
def test_a_plan_that_cannot_be_is_not_kept(
    world: SmallProvince, field: str, given: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refused:
        planned_session(world, **given)
    assert refused.value.field == field
    assert not Session.objects.exists()


def test_only_communes_are_visited_and_only_a_group_is_a_group(world: SmallProvince) -> None:
    with pytest.raises(Invalid) as department:
        planned_session(world, communes=[world.commune_a, world.department])
    assert department.value.field == "communes"
    with pytest.raises(Invalid) as group:
        planned_session(world, group=world.department)
    assert group.value.field == "group"


def test_a_commune_that_was_not_there_that_day_is_not_visited(world: SmallProvince) -> None:
    Unit.objects.filter(pk=world.commune_a.pk).update(established_on=date(2025, 7, 1))
    with pytest.raises(Invalid) as refused:
        planned_session(world, held_on=date(2025, 6, 30))
    assert refused.value.field == "communes"
    assert planned_session(world, held_on=date(2025, 7, 1)).held_on


def test_a_commune_convenes_no_session_with_communes(world: SmallProvince) -> None:
    with pytest.raises(Invalid) as refused:
        planned_session(world, actor=builder(), convened_by=world.body("06577.ubnd"))
    assert refused.value.field == "convened_by"


def test_a_session_is_held_and_then_concluded(world: SmallProvince) -> None:
    session = planned_session(world, held_on=OCTOBER)
    assert awaits(session)
    hold_session(session, actor=world.clara)
    assert (session.state, session.held_on) == (State.HELD, OCTOBER)
    conclude_session(session, actor=world.clara)
    session.refresh_from_db()
    assert session.state == State.CONCLUDED
    assert awaits(session) is None
    told = [entry.event for entry in Entry.objects.filter(event__startswith="session.")]
    assert sorted(told) == ["session.conclude", "session.hold", "session.plan"]


def test_a_session_is_not_held_before_its_day(world: SmallProvince) -> None:
    session = planned_session(world, held_on=tomorrow())
    with pytest.raises(Refused):
        hold_session(session, actor=world.clara)
    [hold] = [move for move in open_moves(world.clara, session) if move.verb == "hold"]
    assert hold.refusal
    assert tomorrow().strftime("%d/%m/%Y") in hold.refusal.reason


def test_the_day_is_kept_as_it_was_and_never_guessed(world: SmallProvince) -> None:
    unknown = planned_session(world)
    hold_session(unknown, actor=world.clara)
    unknown.refresh_from_db()
    assert unknown.held_on is None
    late = planned_session(world, held_on=OCTOBER)
    hold_session(late, actor=world.clara, held_on=NOVEMBER)
    late.refresh_from_db()
    assert late.held_on == late.listed_on == NOVEMBER
    with pytest.raises(Invalid) as ahead:
        hold_session(planned_session(world), actor=world.clara, held_on=tomorrow())
    assert ahead.value.field == "held_on"


def test_a_planned_session_moves_to_another_day(world: SmallProvince) -> None:
    session = planned_session(world, held_on=tomorrow())
    reschedule_session(
        session, actor=world.clara, held_on=OCTOBER, part_of_day="morning", reason="Bão số 11"
    )
    session.refresh_from_db()
    assert (session.held_on, session.part_of_day, session.state) == (
        OCTOBER,
        "morning",
        State.PLANNED,
    )
    with pytest.raises(Refused):
        reschedule_session(session, actor=world.alma, held_on=NOVEMBER)
    hold_session(session, actor=world.clara)
    with pytest.raises(IllegalMove):
        reschedule_session(session, actor=world.clara, held_on=NOVEMBER)


def test_a_session_is_cancelled_with_a_reason(world: SmallProvince) -> None:
    session = planned_session(world)
    with pytest.raises(Invalid) as silent:
        cancel_session(session, actor=world.clara, reason=" ")
    assert silent.value.field == "reason"
    with pytest.raises(Refused):
        cancel_session(session, actor=world.alma, reason="Bão")
    cancel_session(session, actor=world.clara, reason="Bão số 11")
    assert Entry.objects.get(event="session.cancel").details["reason"] == "Bão số 11"
    assert open_moves(world.clara, session) == []
    with pytest.raises(IllegalMove):
        hold_session(session, actor=world.clara)


def test_nothing_leads_back_from_a_held_session(world: SmallProvince) -> None:
    session = held_session(world)
    with pytest.raises(IllegalMove):
        cancel_session(session, actor=world.clara, reason="Bão")
    with pytest.raises(IllegalMove):
        hold_session(session, actor=world.clara)


def test_two_clerks_do_not_hold_one_session_twice(world: SmallProvince) -> None:
    session = planned_session(world)
    same = Session.objects.get(pk=session.pk)
    hold_session(session, actor=world.clara)
    with pytest.raises(LostRace):
        hold_session(same, actor=world.clara)


def test_every_button_has_a_page_and_what_is_not_mine_is_greyed(world: SmallProvince) -> None:
    session = planned_session(world)
    verbs = {move.verb for move in open_moves(world.clara, session)}
    assert verbs <= set(doors(session).pages)
    assert {"hold", "cancel", "reschedule", "record_visit"} <= set(open_verbs(world.clara, session))
    assert open_verbs(world.bogdan, session) == ["record_visit"]
    assert open_verbs(world.ana, session) == []
    assert all(move.refusal for move in open_moves(world.ana, session))


def test_earlier_sessions_are_those_that_took_place_with_these_communes(
    world: SmallProvince,
) -> None:
    first = concluded_session(world, held_on=OCTOBER, communes=[world.commune_a, world.commune_b])
    undated = held_session(world)
    second = held_session(world, held_on=NOVEMBER)
    cancelled = planned_session(world, held_on=OCTOBER)
    cancel_session(cancelled, actor=world.clara, reason="Bão")
    planned_session(world, held_on=OCTOBER)
    elsewhere = held_session(world, held_on=OCTOBER, communes=[world.commune_b], group=None)
    assert list(earlier_sessions_of([world.commune_a], NOVEMBER)) == [first]
    assert list(earlier_sessions_of([world.commune_a], OCTOBER)) == []
    assert set(earlier_sessions_of([world.commune_b], NOVEMBER)) == {first, elsewhere}
    assert list(sessions_before(second)) == [first, undated]
    assert list(sessions_before(first)) == []
    assert list(sessions_before(undated)) == [first]


def test_the_timeline_of_a_commune_shows_what_the_reader_may_see(world: SmallProvince) -> None:
    older = held_session(world, held_on=OCTOBER)
    newer = held_session(world, held_on=NOVEMBER, communes=[world.commune_a, world.commune_b])
    unknown = planned_session(world)
    timeline = timeline_of_commune(world.commune_a, actor=world.ana)
    assert list(timeline) == [unknown, newer, older]
    assert list(timeline_of_commune(world.commune_a, actor=world.mila)) == [newer]
    assert list(timeline_of_commune(world.commune_a, actor=world.cora)) == []


def test_a_position_that_ended_plans_nothing(world: SmallProvince) -> None:
    appointment = world.party_office.positions.get().appointments.get()
    type(appointment).objects.filter(pk=appointment.pk).update(until_on=timezone.localdate())
    with pytest.raises(Refused):
        planned_session(world, actor=fresh(world.clara))


def test_what_a_persona_plans_is_simulated_and_dating_back_needs_a_reason(
    world: SmallProvince,
) -> None:
    world.clara.is_simulated = True
    assert planned_session(world).is_simulated
    with pytest.raises(Refused):
        planned_session(world, effective_on=OCTOBER)
    facts = {"title": "Thật", "convened_by": world.party_committee, "communes": [world.commune_a]}
    session = plan_session(actor=builder(), held_on=OCTOBER, effective_on=OCTOBER, **facts)
    assert not session.is_simulated
    assert Entry.objects.filter(event="session.plan").latest("id").effective_on == OCTOBER
