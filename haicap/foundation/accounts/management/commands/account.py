"""`haicap account`: open an account, set or reset its password, unlock it, switch it off and on."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from haicap.foundation.access import Invalid, Refused, house
from haicap.foundation.accounts import actions, mailboxes
from haicap.foundation.accounts.models import User


class Command(BaseCommand):
    help = "Open an account, set or reset its password, unlock it, or switch it off and on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
        create = deeds.add_parser("create", help="open an account; asks for its password")
        create.add_argument("--name", default="", help="full name, shown beside what is done")
        create.add_argument("--email", default="", help="e-mail address")
        password = deeds.add_parser("password", help="set a new password")
        unlock = deeds.add_parser("unlock", help="forget the wrong passwords that lock it")
        reset = deeds.add_parser("reset", help="print a password for one time, to be handed over")
        off = deeds.add_parser("off", help="switch it off: nobody signs in to it any more")
        on = deeds.add_parser("on", help="switch it on again")
        lost = deeds.add_parser("forget-second-factor", help="for who lost telephone and codes")
        email = deeds.add_parser("email", help="enter the address for e-mails; without one: none")
        for deed in (create, password, unlock, reset, off, on, lost, email):
            deed.add_argument("username", metavar="NAME", help="user name, in small letters")
        email.add_argument("address", nargs="?", default="", metavar="ADDRESS")
        for deed in (create, password):
            deed.add_argument(
                "--password-stdin", action="store_true", help="read the password from a pipe"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, "_" + options["deed"].replace("-", "_"))(options)
        except Invalid as error:
            raise CommandError(f"{error.field}: {error.reason}") from error
        except Refused as error:
            raise CommandError(error.refusal.reason) from error

    def _create(self, options: dict[str, Any]) -> None:
        user = actions.create_account(
            options["username"],
            actor=house("haicap account"),
            password=_asked_password(options),
            name=options["name"],
            email=options["email"],
        )
        self.stdout.write(f"{user.username}: account opened; give it a position next")

    def _password(self, options: dict[str, Any]) -> None:
        user = _named(options["username"])
        actions.set_password(user, actor=house("haicap account"), password=_asked_password(options))
        self.stdout.write(f"{user.username}: new password set; its other sessions have ended")

    def _unlock(self, options: dict[str, Any]) -> None:
        user = _named(options["username"])
        count = actions.unlock(user, actor=house("haicap account"))
        self.stdout.write(f"{user.username}: unlocked, {count} record(s) of failures forgotten")

    def _reset(self, options: dict[str, Any]) -> None:
        user = _named(options["username"])
        secret = actions.reset_password(user, actor=house("haicap account"))
        self.stdout.write(secret)
        self.stderr.write(
            f"{user.username}: this password is shown only now and ends in"
            f" {actions.ONE_TIME_LASTS.days} days; at sign-in an own one is asked for"
        )

    def _off(self, options: dict[str, Any]) -> None:
        user = _named(options["username"])
        actions.deactivate_account(user, actor=house("haicap account"))
        self.stdout.write(f"{user.username}: switched off; its sessions and tokens have stopped")

    def _on(self, options: dict[str, Any]) -> None:
        user = _named(options["username"])
        actions.activate_account(user, actor=house("haicap account"))
        self.stdout.write(f"{user.username}: switched on")

    def _forget_second_factor(self, options: dict[str, Any]) -> None:
        user = _named(options["username"])
        actions.forget_second_factor(user, actor=house("haicap account"))
        self.stdout.write(f"{user.username}: no code is asked for; its sessions have ended")

    def _email(self, options: dict[str, Any]) -> None:
        user = _named(options["username"])
        mailboxes.enter_email(user, actor=house("haicap account"), email=options["address"])
        self.stdout.write(f"{user.username}: e-mails go to {user.email or 'nobody'}")


def _named(username: str) -> User:
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist:
        raise CommandError(f"there is no account {username}") from None


def _asked_password(options: dict[str, Any]) -> str:
    if options["password_stdin"]:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CommandError("no terminal to ask for the password: use --password-stdin")
    password = getpass("Password: ")
    if getpass("Once more: ") != password:
        raise CommandError("the two passwords differ; nothing was changed")
    return password
