"""`haicap serve`: pages and API, with a job worker beside them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from haicap.config import serving
from haicap.config.residence import check_province
from haicap.foundation.database.version import check_version


class Command(BaseCommand):
    help = "Serve pages and API on 127.0.0.1, with a job worker beside them."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEBUG:
            raise CommandError("HAICAP_DEBUG is for bin/dev; unset it to serve.")
        try:
            port = serving.port_wanted()
            serving.check_port(port)
        except serving.CannotServe as problem:
            raise CommandError(str(problem)) from None
        check_version()
        check_province()
        status = serving.run_together(
            serving.server_command(port),
            serving.worker_command(),
            is_ready=lambda: serving.answers(port),
            when_ready=lambda: self._say_ready(port),
        )
        self.stdout.write("Haicap has stopped.")
        if status:
            raise CommandError(f"the server or the worker ended by itself (status {status}).")

    def _say_ready(self, port: int) -> None:
        self.stdout.write(f"Haicap serves http://{serving.HOST}:{port}/  (Ctrl-C stops it)")
        self.stdout.flush()
