"""Everything that changes an account."""

import re
import secrets
from datetime import timedelta

from axes.utils import reset
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid, Refusal, Refused
from haicap.foundation.journal.writing import record

from .models import User

# Lower case only: two names that differ in case would be one person to every reader.
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
# Without signs that are mistaken for each other when read out or copied from paper.
ONE_TIME_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
ONE_TIME_LASTS = timedelta(days=3)
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

    Raises Invalid for a name that is taken or unfit, an address that is none, a weak password.
    """
    _check_username(username)
    if email:
        _check_email(email)
    user = User(
        username=username,
        name=name or username,
        email=email,
        is_persona=is_persona,
        must_change_password=must_change_password,
    )
    if is_persona:
        user.set_unusable_password()
    else:
        _give_password(user, password or "")
    user.save()
    record(actor=actor, event="account.create", subject=user, username=username)
    return user


@transaction.atomic
def set_password(user: User, *, actor: Actor, password: str) -> None:
    """Replace the password; every other session of the account ends. Raises Invalid if weak."""
    _check_has_password(user)
    _give_password(user, password)
    user.must_change_password, user.password_expires_at = False, None
    user.save(update_fields=PASSWORD_FIELDS)
    record(actor=actor, event="account.set_password", subject=user, username=user.username)


def one_time_password() -> str:
    """Five groups of four signs, told once and kept nowhere in clear."""
    groups = ("".join(secrets.choice(ONE_TIME_SIGNS) for _sign in range(4)) for _ in range(5))
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


@transaction.atomic
def unlock(user: User, *, actor: Actor) -> int:
    """Forget the failed sign-ins that lock an account; returns how many records there were."""
    forgotten = int(reset(username=user.username))
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


def _check_email(email: str) -> None:
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
