"""Who is told what of a working session."""

from datetime import timedelta

from django.utils import timezone

from haicap.domain.meetings import actions
from haicap.domain.meetings.models import Participant, Session
from haicap.domain.organisations.models import Position
from haicap.domain.organisations.testing import SmallProvince
from haicap.foundation.alerts.models import Alert
from haicap.foundation.journal.testing import react_to_all

SOON = timedelta(days=9)


def planned(world: SmallProvince) -> Session:
    return actions.plan_session(
        actor=world.house,
        title="Làm việc với xã Lộc Bình",
        convened_by=world.standing_committee,
        communes=[world.commune_a],
        held_on=timezone.localdate() + SOON,
        place="Trụ sở xã",
    )


def told(kind: str) -> set[str]:
    react_to_all()
    return set(Alert.objects.filter(kind=kind).values_list("user__name", flat=True))


def test_the_commune_and_the_convening_side_are_told_of_the_plan(world: SmallProvince) -> None:
    planned(world)
    assert told("session.planned") == {"Ana", "Alma", "Clara"}


def test_what_was_cancelled_before_it_was_told_is_told_as_cancelled_alone(
    world: SmallProvince,
) -> None:
    session = planned(world)
    actions.cancel_session(session, actor=world.house, reason="bão số 12")
    assert told("session.planned") == set()
    assert told("session.cancelled") == {"Ana", "Alma", "Clara"}


def test_who_holds_the_invited_position_is_told_and_not_the_whole_unit(
    world: SmallProvince,
) -> None:
    session = planned(world)
    head = Position.objects.get(appointments__user=world.frida.user_id)
    actions.invite(session, actor=world.house, role=Participant.Role.DELEGATION, position=head)
    assert told("session.invited") == {"Frida"}


def test_an_invitation_withdrawn_before_it_was_told_is_not_told(world: SmallProvince) -> None:
    session = planned(world)
    invitation = actions.invite(
        session, actor=world.house, role=Participant.Role.DELEGATION, unit=world.department
    )
    actions.withdraw_invitation(invitation, actor=world.house)
    assert told("session.invited") == set()


def test_a_commune_is_told_by_when_its_papers_are_wanted(world: SmallProvince) -> None:
    session = planned(world)
    due = timezone.localdate() + SOON - timedelta(days=2)
    actions.ask_communes(session, actor=world.house, communes=[world.commune_a], due_on=due)
    assert told("session.papers_asked") == {"Ana", "Alma"}
    [alert] = Alert.objects.filter(kind="session.papers_asked", user=world.ana.user_id)
    assert alert.details["due_on"] == f"{due:%d/%m/%Y}"
