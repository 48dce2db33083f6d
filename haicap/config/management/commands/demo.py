"""`haicap demo`: load the worked case, say what there is to see, and serve it."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from haicap.config import serving


class Command(BaseCommand):
    help = "Load the worked case of Lạng Sơn through the rooms' own actions, then serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="load and summarise, then end")

    def handle(self, *args: Any, no_serve: bool, **options: Any) -> None:
        try:
            port = serving.port_wanted()
            if not no_serve:
                serving.check_port(port)
        except serving.CannotServe as problem:
            raise CommandError(str(problem)) from None
        began = time.monotonic()
        steps = [
            ("bringing the database to this version", ["migrate", "--verbosity=0"]),
            ("loading provinces and communes", ["units", "load"]),
            ("loading the worked case", ["case", "load", "langson"]),
        ]
        for number, (words, command) in enumerate(steps, 1):
            self.stdout.write(f"[{number}/{len(steps)}] {words}")
            call_command(*command)
        call_command("case", "tell", "langson", address=f"http://{serving.HOST}:{port}")
        self.stdout.write(f"Ready after {time.monotonic() - began:.0f} s.")
        if not no_serve:
            call_command("serve")
