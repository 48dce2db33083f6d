"""A session to test with: the Party committee of the province with Ana's commune."""

from typing import Any

from haicap.domain.organisations.testing import SmallProvince
from haicap.foundation.access import Actor

from . import actions
from .models import Session


def planned_session(world: SmallProvince, *, actor: Actor | None = None, **facts: Any) -> Session:
    """Planned by Clara of the office, without a day unless one is given; the group takes part."""
    return actions.plan_session(
        actor=actor or world.clara,
        **{
            "title": "Làm việc với xã Lộc Bình",
            "convened_by": world.party_committee,
            "communes": [world.commune_a],
            "group": world.group,
            **facts,
        },
    )


def held_session(world: SmallProvince, *, actor: Actor | None = None, **facts: Any) -> Session:
    """The same, held on the day it was planned for, if it had one."""
    session = planned_session(world, actor=actor, **facts)
    actions.hold_session(session, actor=actor or world.clara)
    return session


def concluded_session(world: SmallProvince, **facts: Any) -> Session:
    session = held_session(world, **facts)
    actions.conclude_session(session, actor=world.clara)
    return session
