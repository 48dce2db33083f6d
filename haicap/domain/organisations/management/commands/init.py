"""`haicap init PROVINCE`: from an empty database to one in which an office can begin."""

import os
import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from haicap.domain.organisations.actions import (
    appoint,
    choose_home_province,
    ensure_bodies,
    load_units,
)
from haicap.domain.organisations.models import PositionKind, Unit
from haicap.domain.organisations.queries import (
    administrators_of,
    chosen_province,
    communes_of,
    province_meant,
)
from haicap.domain.organisations.reference import Reference, ReferenceUnusable
from haicap.foundation.access import Invalid, Refused, house
from haicap.foundation.accounts import actions as accounts
from haicap.foundation.accounts.models import User
from haicap.foundation.database.version import check_version

HAND = "haicap init"
TITLE = "Quản trị hệ thống"
USERNAME = "administrator"


class Command(BaseCommand):
    help = (
        "Begin the database of a province: tables, places, bodies, the first administrator."
        " Again: does only what is missing. Never loads the example."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "province", metavar="PROVINCE", help="code or name of the province: 75, 'Đồng Nai'"
        )
        parser.add_argument("--username", default="", help="user name of the administrator")
        parser.add_argument("--name", default="", help="full name of the administrator")
        parser.add_argument("--email", default="", help="e-mail address of the administrator")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from a pipe"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._begin(options)
        except Invalid as error:
            raise CommandError(f"{error.field}: {error.reason} ({error.value})") from error
        except Refused as error:
            raise CommandError(error.refusal.reason) from error

    def _begin(self, options: dict[str, Any]) -> None:
        self._say("1/4 tables")
        call_command("migrate", verbosity=0, interactive=False)
        check_version()
        _refuse_the_example()
        self._load_places(options)
        province = self._chosen(options["province"])
        hand = house(HAND, on_behalf_of="Haicap")
        with transaction.atomic():
            choose_home_province(province, actor=hand)
            self._say(f"3/4 bodies of {province.full_name} and its communes")
            bodies = ensure_bodies(province, actor=hand)
        communes = communes_of(province).count()
        self._say(f"    {communes} communes, {bodies} bodies established" + _nothing(bodies))
        self._say("4/4 the first administrator")
        self._ensure_administrator(province, options)
        self._tell_next(province)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def _load_places(self, options: dict[str, Any]) -> None:
        self._say("2/4 places of the country")
        reference = Reference()
        try:
            steps = 3 * len(reference.places) + len(reference.links)
        except ReferenceUnusable as problem:
            raise CommandError(str(problem)) from None
        quiet = not sys.stderr.isatty() or options["verbosity"] == 0
        with tqdm(total=steps, unit="", desc="places", disable=quiet, leave=False) as bar:
            hand = house(HAND, on_behalf_of="Haicap")
            done = load_units(actor=hand, reference=reference, progress=bar.update)
        self._say(
            f"    {done.places} places, {done.added} rows added, {done.changed} changed"
            + _nothing(done.added + done.changed + done.removed)
        )

    def _chosen(self, text: str) -> Unit:
        """The one province meant, and no other than was chosen before. Or CommandError."""
        province = _named(text)
        told = os.environ.get("HAICAP_PROVINCE", "")
        if told and told != province.key:
            raise CommandError(
                f"HAICAP_PROVINCE names {told}, and you named {province.full_name}"
                f" ({province.key}). Set HAICAP_PROVINCE={province.key}, or unset it; no province"
                " was chosen."
            )
        before = chosen_province()
        if before and before != province:
            raise CommandError(
                f"this database was begun for {before.full_name} ({before.key});"
                f" {province.full_name} needs a database of its own. Nothing was changed."
            )
        return province

    def _ensure_administrator(self, province: Unit, options: dict[str, Any]) -> None:
        if there := administrators_of(province):
            names = ", ".join(user.username for user in there)
            self._say(f"    there is one already: {names}")
            return
        username, name, password = _asked(options)
        given = password or accounts.one_time_password()
        hand = house(HAND, on_behalf_of="Haicap")
        with transaction.atomic():
            user = User.objects.filter(username=username).first()
            is_new = user is None
            user = user or accounts.create_account(
                username,
                actor=hand,
                password=given,
                name=name,
                email=options["email"],
                must_change_password=not password,
            )
            appoint(
                province,
                actor=hand,
                kind=PositionKind.ADMINISTRATOR,
                title=TITLE,
                user=user,
                from_on=timezone.localdate(),
            )
        self._say(f"    {username}: {TITLE}, {province.full_name}")
        if is_new and not password:
            self._say(f"    one-time password, to be changed at the first sign-in: {given}")
        if not is_new:
            self._say("    the account was here already: its password stays as it is")

    def _tell_next(self, province: Unit) -> None:
        self._say(f"\n{province.full_name} can begin. Next:")
        if os.environ.get("HAICAP_PROVINCE", "20") != province.key:
            self._say(f"  set HAICAP_PROVINCE={province.key} wherever this database is served from")
        self._say("  bin/haicap serve, then sign in as the administrator")


def _nothing(count: int) -> str:
    return "" if count else ": all were here already"


def _refuse_the_example() -> None:
    if User.objects.filter(is_persona=True).exists():
        raise CommandError(
            "this database holds the example, whose personas sign in without a password."
            " Begin with an empty one."
        )


def _named(text: str) -> Unit:
    meant = province_meant(text)
    choices = ", ".join(f"{unit.full_name} ({unit.key})" for unit in meant.provinces)
    if meant.former:
        raise CommandError(f"{text!r} is no province any more. It became part of: {choices}")
    if not meant.provinces:
        raise CommandError(f"no province is called {text!r}; say its code or its name.")
    if meant.is_certain:
        return meant.provinces[0]
    if not sys.stdin.isatty():
        raise CommandError(f"{text!r} is not sure to mean one province; say which: {choices}")
    for number, unit in enumerate(meant.provinces, start=1):
        sys.stdout.write(f"  {number}  {unit.full_name} ({unit.key})\n")
    typed = input("Which one? ").strip()
    if not (typed.isdecimal() and 1 <= int(typed) <= len(meant.provinces)):
        raise CommandError(f"{typed!r} is none of these; no province was chosen.")
    return meant.provinces[int(typed) - 1]


def _asked(options: dict[str, Any]) -> tuple[str, str, str]:
    """User name, full name and password: from options, else asked at a terminal.

    An empty password stands for a one-time one.
    """
    is_there = sys.stdin.isatty() and not options["password_stdin"]
    username, name = options["username"], options["name"]
    if is_there and not username:
        username = input(f"User name [{USERNAME}]: ").strip()
    if is_there and not name:
        name = input("Full name: ").strip()
    username = username or USERNAME
    if options["password_stdin"]:
        if password := sys.stdin.readline().rstrip("\r\n"):
            return username, name, password
        raise CommandError("the password from the pipe is empty; no account was opened.")
    if not is_there:
        return username, name, ""
    password = getpass("Password (empty: one is made for you): ")
    if password and getpass("Once more: ") != password:
        raise CommandError("the two passwords differ; no account was opened. Run it again.")
    return username, name, password
