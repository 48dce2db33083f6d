"""Becoming a persona."""

from django.db import transaction

from haicap.domain.cases.models import Persona
from haicap.foundation.access import Actor, ActorRequest
from haicap.foundation.accounts import sessions
from haicap.foundation.journal.writing import record


@transaction.atomic
def enter_as(persona: Persona, *, request: ActorRequest) -> None:
    """Sign a visitor in as a persona; who the visitor is, nobody knows."""
    sessions.start(request, persona.user)
    record(
        actor=Actor(name=persona.user.name, user_id=persona.user_id, is_simulated=True),
        event="persona.enter",
        subject=persona,
        persona=persona.user.name,
    )
