"""Accounts of the people of a unit: opened with a position, and kept by its administrator."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Appointment, Unit
from haicap.domain.organisations.rules import by_its_keeper, by_who_appoints
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.accounts import actions as accounts
from haicap.foundation.accounts.models import User

from .positions import Successor, appoint


@dataclass(frozen=True)
class Opened:
    """A new account in its position, and the password for one time: told once, kept nowhere."""

    account: User
    appointment: Appointment
    password: str


@transaction.atomic
def open_account(
    unit: Unit,
    *,
    actor: Actor,
    kind: str,
    title: str,
    name: str,
    username: str,
    email: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
    acting: str = "",
) -> Opened:
    """An account for somebody who begins in a position here. Raises Refused, Invalid."""
    require(by_who_appoints(actor, unit, kind))
    password = accounts.one_time_password()
    try:
        with transaction.atomic():
            user = accounts.create_account(
                username,
                actor=actor,
                password=password,
                name=name,
                email=email,
                must_change_password=True,
            )
    except IntegrityError as error:  # somebody took the name at this moment
        raise Invalid("username", _("This user name is taken."), username) from error
    appointment = appoint(
        unit,
        actor=actor,
        kind=kind,
        title=title,
        user=user,
        acting=acting,
        from_on=from_on,
        until_on=until_on,
    )
    return Opened(user, appointment, password)


def account_named(username: str) -> User:
    """The account that somebody typed, fit to be given a position. Raises Invalid."""
    user = User.objects.filter(username=username, is_persona=False).first()
    if user is None:
        raise Invalid("username", _("There is no account with this user name."), username)
    if not user.is_active:
        raise Invalid("username", _("This account is switched off."), username)
    return user


def successor_named(successor: str, person_name: str, acting: str) -> Successor | None:
    """Who somebody typed that follows; None: nobody. Raises Invalid."""
    if not (successor or person_name):
        if acting:
            raise Invalid("acting", _("Name the successor who holds it so."), acting)
        return None
    try:
        user = account_named(successor) if successor else None
    except Invalid as invalid:
        raise Invalid("successor", invalid.reason, invalid.value) from invalid
    return Successor(user, person_name.strip(), acting)


@transaction.atomic
def reset_password(account: User, *, actor: Actor) -> str:
    """A password for one time, returned once. Raises Refused."""
    require(by_its_keeper(actor, account))
    return accounts.reset_password(account, actor=actor)


@transaction.atomic
def switch_off(account: User, *, actor: Actor) -> None:
    """Nobody signs in to it any more; its positions stay. Raises Refused."""
    require(by_its_keeper(actor, account))
    accounts.deactivate_account(account, actor=actor)


@transaction.atomic
def switch_on(account: User, *, actor: Actor) -> None:
    require(by_its_keeper(actor, account))
    accounts.activate_account(account, actor=actor)


@transaction.atomic
def forget_second_factor(account: User, *, actor: Actor) -> None:
    """For who lost telephone and recovery codes. Raises Refused."""
    require(by_its_keeper(actor, account))
    accounts.forget_second_factor(account, actor=actor)
