"""Everything that changes an account."""

import re

from axes.utils import reset
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid, Refusal, Refused
from haicap.foundation.journal.writing import record

from .models import User

# Lower case only: two names that differ in case would be one person to every reader.
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


@transaction.atomic
def create_account(
    username: str,
    *,
    actor: Actor,
    password: str | None = None,
    name: str = "",
    email: str = "",
    is_persona: bool = False,
) -> User:
    """Open an account. A persona has no password: it is signed in by `sessions.start`.

    Raises Invalid for a name that is taken or unfit, an address that is none, a weak password.
    """
    _check_username(username)
    if email:
        _check_email(email)
    user = User(username=username, name=name or username, email=email, is_persona=is_persona)
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
    if user.is_persona:
        raise Refused(Refusal(_("A persona of the example has no password.")))
    _give_password(user, password)
    user.save(update_fields=["password"])
    record(actor=actor, event="account.set_password", subject=user, username=user.username)


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
