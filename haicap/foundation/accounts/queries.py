"""What is asked about an account before something may be done."""

import math
from datetime import timedelta

from axes.helpers import get_cool_off
from django.conf import settings
from django.utils import timezone

from haicap.foundation.access import Actor

from .models import SecondFactor, User


def second_factor_of(user: User) -> SecondFactor | None:
    """The confirmed one."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()


def pause_after_codes(factor: SecondFactor) -> int:
    """Minutes until a code is looked at again, as after wrong passwords; 0: now.

    Counted by account alone: only who knows the password can come here, so nobody else can
    lock the owner out, and no crowd of addresses can try codes in turn.
    """
    if factor.wrong_codes < settings.AXES_FAILURE_LIMIT or factor.wrong_at is None:
        return 0
    left = factor.wrong_at + (get_cool_off() or timedelta()) - timezone.now()
    return max(0, math.ceil(left.total_seconds() / 60))


def first_thing(user: User, actor: Actor) -> str:
    """The page that this person has to settle before anything else; empty: none."""
    if user.must_change_password:
        return "accounts:password"
    if needs_second_factor(user, actor) and second_factor_of(user) is None:
        return "accounts:second-factor"
    return ""


def needs_second_factor(user: User, actor: Actor) -> bool:
    """Does this installation ask it of them? Never of a persona, which has no password."""
    if user.is_persona or not settings.SECOND_FACTOR:
        return False
    return settings.SECOND_FACTOR == "all" or actor.is_administrator
