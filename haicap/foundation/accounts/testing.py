"""Accounts for tests; people keep their names and stay who they are."""

from haicap.foundation.access import house

from . import actions
from .models import User

PASSWORD = "the rice is green in may"  # noqa: S105  opens nothing but tests


def account(username: str, *, name: str = "", is_persona: bool = False) -> User:
    """An account with PASSWORD, or a persona without one."""
    return actions.create_account(
        username,
        actor=house("test"),
        name=name or username.title(),
        password=None if is_persona else PASSWORD,
        is_persona=is_persona,
    )
