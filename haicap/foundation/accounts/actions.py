"""Everything that changes an account."""

import re
import secrets
from datetime import datetime, timedelta

from axes.helpers import get_cool_off
from axes.models import AccessFailureLog
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid, Refusal, Refused
from haicap.foundation.journal.writing import record

from . import codes
from .models import RecoveryCode, SecondFactor, SignIn, User
from .queries import CODE_PATH, FAILURES_KEPT_FOR, pause_after_codes

# Lower case only: two names that differ in case would be one person to every reader.
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
ONE_TIME_LASTS = timedelta(days=3)
SEEN_EVERY = timedelta(minutes=5)
USER_AGENT_KEPT = 300  # characters
PASSWORD_FIELDS = ["password", "must_change_password", "password_expires_at"]


@transaction.atomic
def create_account(
    username: str,
    *,
    actor: Actor,
    password: str | None = None,
    name: str = "",
    email: str = "",
    is_persona: bool = False,
    must_change_password: bool = False,
) -> User:
    """Open an account. A persona has no password: it is signed in by `sessions.start`.

    A password that must be changed was handed over by somebody: it is good for three days, as
    one that was reset is.

    Raises Invalid for a name that is taken or unfit, an address that is none, a weak password.
    """
    _check_username(username)
    if email:
        check_email(email)
    user = User(
        username=username,
        name=name or username,
        email=email,
        is_persona=is_persona,
        must_change_password=must_change_password,
        password_expires_at=timezone.now() + ONE_TIME_LASTS if must_change_password else None,
    )
    if is_persona:
        user.set_unusable_password()
    else:
        _give_password(user, password or "")
    user.save()
    record(actor=actor, event="account.create", subject=user, username=username)
    return user


@transaction.atomic
def set_password(user: User, *, actor: Actor, password: str, here: int | None = None) -> None:
    """Replace the password; every sign-in but the one `here` ends. Raises Invalid if weak."""
    _check_has_password(user)
    _give_password(user, password)
    user.must_change_password, user.password_expires_at = False, None
    user.save(update_fields=PASSWORD_FIELDS)
    _end_sessions(user, but=here)
    record(actor=actor, event="account.set_password", subject=user, username=user.username)


def one_time_password() -> str:
    """Five groups of four signs, told once and kept nowhere in clear."""
    groups = ("".join(secrets.choice(codes.SIGNS) for _sign in range(4)) for _ in range(5))
    return "-".join(groups)


@transaction.atomic
def reset_password(user: User, *, actor: Actor) -> str:
    """Give a password to hand over: returned once, never kept in clear, good for three days.

    The old password opens nothing any more, every session of the account ends, a lock after
    wrong passwords is lifted. Whoever signs in with it must choose one of their own before
    anything else. Whether this actor may is a rule of position: the caller asks it first,
    because accounts know no unit. Raises Refused for a persona.
    """
    _check_has_password(user)
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.password_expires_at = timezone.now() + ONE_TIME_LASTS
    user.save(update_fields=PASSWORD_FIELDS)
    _end_sessions(user)
    reset(username=user.username)
    record(actor=actor, event="account.reset_password", subject=user, username=user.username)
    return password


@transaction.atomic
def deactivate_account(user: User, *, actor: Actor) -> None:
    """Switch an account off: nobody signs in to it, its open sessions and its tokens stop at once.

    Whether this actor may is a rule of position: the caller asks it first, because accounts
    know no unit; nobody may switch off the account they act by. Off already: nothing.
    """
    if actor.user_id == user.pk:
        raise Refused(Refusal(_("Nobody switches off the account they are signed in to.")))
    _switch(user, actor=actor, is_active=False)


@transaction.atomic
def activate_account(user: User, *, actor: Actor) -> None:
    """Switch an account on again. Who may is asked by the caller. On already: nothing.

    The password is what it was; sessions from before do not come back to life.
    """
    _switch(user, actor=actor, is_active=True)


def _switch(user: User, *, actor: Actor, is_active: bool) -> None:
    changed = User.objects.filter(pk=user.pk, is_active=not is_active).update(is_active=is_active)
    user.is_active = is_active
    if changed:
        _end_all_sessions(user)
        event = "account.switch_on" if is_active else "account.switch_off"
        record(actor=actor, event=event, subject=user, username=user.username)


def _end_all_sessions(user: User) -> None:
    """Where the password, which ends them otherwise, stays what it is."""
    User.objects.filter(pk=user.pk).update(session_round=models.F("session_round") + 1)
    user.refresh_from_db(fields=["session_round"])
    _end_sessions(user)


def _end_sessions(user: User, *, but: int | None = None) -> int:
    return _end(SignIn.objects.filter(user=user).exclude(pk=but or 0))


def _end(sign_ins: models.QuerySet[SignIn]) -> int:
    """A sign-in goes with its session, whose cookie then opens nothing; how many there were."""
    sessions = Session.objects.filter(pk__in=sign_ins.values("session_id"))
    return sessions.delete()[1].get(Session._meta.label, 0)


@transaction.atomic
def unlock(user: User, *, actor: Actor) -> int:
    """Forget the failed sign-ins that lock an account; returns how many records there were."""
    forgotten = int(reset(username=user.username))
    SecondFactor.objects.filter(user=user).update(wrong_codes=0, wrong_at=None)
    record(actor=actor, event="account.unlock", subject=user, username=user.username)
    return forgotten


@transaction.atomic
def set_language(user: User, *, actor: Actor, language: str) -> None:
    """The language this person's pages are shown in. Raises Invalid for one we do not speak."""
    check_language(language)
    if user.language == language:
        return
    user.language = language
    user.save(update_fields=["language"])
    record(actor=actor, event="account.set_language", subject=user, language=language)


@transaction.atomic
def begin_second_factor(user: User, *, actor: Actor) -> SecondFactor:
    """Draw a key for a telephone; it counts from `confirm_second_factor` on. Again: the same."""
    _check_has_password(user)
    factor, is_new = SecondFactor.objects.get_or_create(
        user=user, defaults={"key": codes.new_key()}
    )
    if is_new:
        _tell(actor, "account.begin_second_factor", user)
    return factor


@transaction.atomic
def confirm_second_factor(user: User, *, actor: Actor, code: str) -> list[str]:
    """From now on a code is asked for. Returns the recovery codes, which are kept nowhere in clear.

    Raises Invalid for a wrong code, Refused where there is none to confirm.
    """
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None or factor.confirmed_at:
        raise Refused(Refusal(_("There is no second factor to confirm.")))
    step = codes.step_of(factor.key, code, after=factor.last_step)
    if step is None:
        raise Invalid("code", _("This code is wrong or no longer holds. Type the one shown now."))
    factor.last_step, factor.confirmed_at = step, timezone.now()
    factor.save(update_fields=["last_step", "confirmed_at"])
    recovery = codes.new_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, sha256=codes.digest(one)) for one in recovery
    )
    _tell(actor, "account.confirm_second_factor", user)
    return recovery


@transaction.atomic
def accept_code(user: User, *, actor: Actor, code: str) -> bool:
    """Is this code right now? One that was taken is taken; a wrong one counts towards a pause.

    Answers instead of raising: the count must stay where the sign-in fails.
    """
    factor = SecondFactor.objects.select_for_update().get(user=user, confirmed_at__isnull=False)
    if pause_after_codes(factor):
        return False
    step = codes.step_of(factor.key, code, after=factor.last_step)
    if step is None and not _use_recovery_code(factor, actor=actor, code=code):
        return _count_wrong_code(factor)
    factor.last_step = step or factor.last_step
    factor.wrong_codes, factor.wrong_at = 0, None
    factor.save(update_fields=["last_step", "wrong_codes", "wrong_at"])
    return True


@transaction.atomic
def remove_second_factor(user: User, *, actor: Actor, password: str, code: str) -> bool:
    """Its owner does without, by password and code; False: one of them is wrong, and counted."""
    factor = SecondFactor.objects.select_for_update().get(user=user, confirmed_at__isnull=False)
    if pause_after_codes(factor):
        return False
    if not user.check_password(password):
        return _count_wrong_code(factor)
    if not accept_code(user, actor=actor, code=code):
        return False
    factor.delete()
    _tell(actor, "account.remove_second_factor", user)
    return True


@transaction.atomic
def forget_second_factor(user: User, *, actor: Actor) -> None:
    """For who lost telephone and recovery codes; sessions end. Who may is asked by the caller."""
    deleted, _by_kind = SecondFactor.objects.filter(user=user).delete()
    if deleted:
        _end_all_sessions(user)
        _tell(actor, "account.remove_second_factor", user)


def _use_recovery_code(factor: SecondFactor, *, actor: Actor, code: str) -> bool:
    unused = RecoveryCode.objects.filter(factor=factor, used_at__isnull=True)
    # Compare-and-swap: of two hands with the same paper, one gets in.
    if not unused.filter(sha256=codes.digest(code)).update(used_at=timezone.now()):
        return False
    _tell(actor, "account.use_recovery_code", factor.user)
    return True


def _count_wrong_code(factor: SecondFactor) -> bool:
    pause = get_cool_off() or timedelta()
    is_old = factor.wrong_at is not None and factor.wrong_at + pause < timezone.now()
    factor.wrong_codes = 1 if is_old else factor.wrong_codes + 1
    factor.wrong_at = timezone.now()
    factor.save(update_fields=["wrong_codes", "wrong_at"])
    return False


def _tell(actor: Actor, event: str, user: User) -> None:
    record(actor=actor, event=event, subject=user, username=user.username)


def note_sign_in(
    user: User,
    *,
    session_key: str,
    address: str,
    user_agent: str,
    signed_in_at: datetime | None = None,
) -> SignIn:
    """Remember a browser that has just been let in, or that goes on under a new session key."""
    now = timezone.now()
    return SignIn.objects.create(
        user=user,
        session_id=session_key,
        address=address,
        user_agent=user_agent[:USER_AGENT_KEPT],
        signed_in_at=signed_in_at or now,
        last_seen_at=now,
    )


def note_seen(sign_in: int, *, address: str) -> None:
    """Remember that a browser is there still: one write in five minutes, not one a request."""
    if not cache.add(f"sign-in-{sign_in}-seen", True, timeout=SEEN_EVERY.total_seconds()):
        return
    now = timezone.now()
    # Several processes serve, each with a memory of its own.
    stale = SignIn.objects.filter(pk=sign_in, last_seen_at__lte=now - SEEN_EVERY)
    stale.update(last_seen_at=now, address=address)


def note_wrong_code(user: User, *, address: str, user_agent: str) -> None:
    """Remember a sign-in that failed at its second step; the first one is noted by the lock."""
    AccessFailureLog.objects.create(
        username=user.username,
        ip_address=address or None,
        user_agent=user_agent[:USER_AGENT_KEPT],
        path_info=CODE_PATH,
    )


@transaction.atomic
def end_sign_in(sign_in: SignIn, *, actor: Actor) -> None:
    """Sign a browser out, at once. Ended already: nothing. Raises Refused for another's."""
    if actor.user_id != sign_in.user_id:
        raise Refused(Refusal(_("Only one's own sign-ins can be ended.")))
    _tell_ended(actor, sign_in.user, _end(SignIn.objects.filter(pk=sign_in.pk)))


@transaction.atomic
def end_other_sign_ins(user: User, *, actor: Actor, here: int | None) -> int:
    """Sign out every browser of this account but the one `here`; returns how many."""
    if actor.user_id != user.pk:
        raise Refused(Refusal(_("Only one's own sign-ins can be ended.")))
    return _tell_ended(actor, user, _end_sessions(user, but=here))


def _tell_ended(actor: Actor, user: User, count: int) -> int:
    if count:
        event = "account.end_sign_ins"
        record(actor=actor, event=event, subject=user, username=user.username, count=count)
    return count


@transaction.atomic
def forget_old_sign_ins() -> int:
    """Drop sessions that are over, with their sign-ins, and failed ones of long ago."""
    now = timezone.now()
    forgotten = int(Session.objects.filter(expire_date__lte=now).delete()[0])
    old = AccessFailureLog.objects.filter(attempt_time__lt=now - FAILURES_KEPT_FOR)
    return forgotten + int(old.delete()[0])


def check_language(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Invalid("language", _("Haicap does not speak this language."), language)


def _check_has_password(user: User) -> None:
    if user.is_persona:
        raise Refused(Refusal(_("A persona of the example has no password.")))


def _check_username(username: str) -> None:
    if not USERNAME.fullmatch(username):
        reason = _("A user name is 2 to 60 small letters, digits, dots, dashes or underscores.")
        raise Invalid("username", reason, username)
    if User.objects.filter(username=username).exists():
        raise Invalid("username", _("This user name is taken."), username)


def check_email(email: str) -> None:
    """Raises Invalid for what is no address."""
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid("email", " ".join(error.messages), email) from error


def _give_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        # Never the value: an error may be shown, logged or printed.
        raise Invalid("password", " ".join(error.messages)) from error
    user.set_password(password)
