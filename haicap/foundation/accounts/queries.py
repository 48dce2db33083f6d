"""What is asked about an account before something may be done."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.helpers import get_cool_off
from axes.models import AccessFailureLog
from django.conf import settings
from django.utils import timezone

from haicap.foundation.access import Actor

from . import browsers
from .models import SecondFactor, SignIn, User

FAILURES_KEPT_FOR = timedelta(days=30)
# How a wrong code is told from a wrong password in the list of failures.
CODE_PATH = "/sign-in/code/"


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


def sign_ins_of(actor: Actor, *, here: int | None) -> list[SignIn]:
    """The actor's own that hold, the one seen last first; `is_this_one` marks the one `here`."""
    found = list(SignIn.objects.visible_to(actor).order_by("-last_seen_at", "-pk"))
    for sign_in in found:
        sign_in.is_this_one = sign_in.pk == here  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True)
class Failed:
    """A sign-in that failed: when, from where, and how near it came."""

    tried_at: datetime
    address: str
    browser: str
    was_code: bool
    """The password was right."""


def failed_sign_ins(user: User) -> list[Failed]:
    """Those of thirty days, the latest first; a persona, which has no password, has none."""
    since = timezone.now() - FAILURES_KEPT_FOR
    rows = AccessFailureLog.objects.filter(username=user.username, attempt_time__gte=since)
    return [
        Failed(
            tried_at=row.attempt_time,
            address=row.ip_address or "",
            browser=browsers.in_words(row.user_agent),
            was_code=row.path_info == CODE_PATH,
        )
        for row in rows.order_by("-attempt_time", "-pk")
    ]
