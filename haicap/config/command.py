"""The `haicap` command: every deed of the house, with the database started when one is needed."""

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

MANUAL = """\
haicap: the working loop of two-tier local government, province and commune.

Usage: haicap COMMAND [OPTIONS]        haicap COMMAND --help tells all of one command

Start here
  demo                        load the worked case of Lạng Sơn, then serve it
  serve                       serve pages and API with a job worker beside them
  worker                      only work on jobs and the schedule

  init PROVINCE               begin an office's database: tables, places, bodies, administrator

Data
  migrate                     bring the database to this version
  units load                  load provinces, communes and their predecessors (again: safe)
  people import FILE.xlsx     open accounts with their positions from a list (--dry-run: only tell;
                              people template FILE.xlsx: an empty list)
  tasks assign FILE.xlsx      assign the tasks of a list, or none (--dry-run: only tell;
                              tasks report FILE.xlsx: progress; tasks template FILE.xlsx)
  map import FILE.geojson     take a province's boundaries for its map (--dry-run: only tell)
  case load langson           load the worked case through the rooms' own actions (again: safe)
  facts langson               print where each fact of the worked case lives, with its source

  intake read FILE…           what documents say and propose, with the words it came from (--json)

Law and time
  statute NAME --on DATE      the legal value that held on a day, with its basis
  deadline NAME START         a due date and why it is that date
  deadline recompute          bring every open deadline in line with law and calendar

Trust
  journal verify              recompute the journal's hash chain and name what was altered
  ledger verify               recount the figures and name what differs; also: fold, rebuild
  account create NAME         open an account; also: password, reset, unlock, off, on,
                              email, forget-second-factor
  backup [FILE]               database, files and seals in one archive; also: verify FILE
  restore FILE                an archive into an empty database
  jobs list                   what runs, waits and failed, each job's last and next run; also: retry
  token create USER           a token for a program that calls the API; also: revoke, list

Environment
  DATABASE_URL                a PostgreSQL server; unset: a private one is started and stopped
  HAICAP_PROVINCE             statistical code of the home province (20: Lạng Sơn)
  HAICAP_STATUTES             a folder with the province's own statutes: adds or overrides
  HAICAP_PORT                 where to serve (8000)
  HAICAP_MAIL_URL             the server that takes e-mails (unset: none is sent); with it
                              HAICAP_MAIL_FROM and HAICAP_ADDRESS
  HAICAP_SECRET_KEY, HAICAP_HOSTS, HAICAP_ORIGINS, HAICAP_TLS, HAICAP_FILES, HAICAP_HOME
                              for a real installation: see docs/install.md

Django's own commands (shell, check, makemigrations …) work too: haicap help --commands
"""

# These neither read nor write records; starting a server for them would only be slow.
WITHOUT_DATABASE = {"help", "version", "--version", "statute", "deadline", "check", "makemessages"}
NEVERTHELESS = {("deadline", "recompute")}
"""Deeds of such a command that do read or write records."""
ONLY_A_FILE = {("backup", "verify")}
"""Deeds that look at a file alone, of a command that else reads records."""

# These need the tables as this version has them. Django's own commands look after themselves,
# and `serve` asks when it knows where to serve.
NEEDS_THIS_VERSION = {
    "worker", "deadline", "units", "case", "facts", "journal", "ledger", "account", "token",
    "backup", "people", "tasks", "jobs",
    "intake",
}  # fmt: skip

MAKES_THIS_VERSION = {"migrate", "demo", "init"}
"""These bring the tables there; they must not begin on tables that another state made."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; errors of the database are told in a sentence, not as a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    if not words or words[0] in {"-h", "--help"} or words == ["help"]:
        sys.stdout.write(MANUAL)
        return
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    from haicap.foundation.database import location  # noqa: PLC0415  the manual stays quick

    try:
        _run(words)
    except (location.DatabaseProblem, ImproperlyConfigured) as problem:
        location.fail(str(problem))


def _run(words: list[str]) -> None:
    from django.core.management import execute_from_command_line  # noqa: PLC0415
    from django.db.utils import OperationalError  # noqa: PLC0415

    from haicap.foundation.database import embedded, location  # noqa: PLC0415

    location.connection_settings()
    deed = tuple(words[:2])
    is_needed = deed in NEVERTHELESS or (
        words[0] not in WITHOUT_DATABASE and deed not in ONLY_A_FILE
    )
    held = location.is_embedded() and is_needed
    # As Ctrl-C does: the private server is let go of on the way out.
    signal.signal(signal.SIGTERM, _end)
    try:
        if held:
            embedded.hold()
        if is_needed and not {"-h", "--help"} & set(words):
            _check_tables(words[0])
        execute_from_command_line(["haicap", *words])
    except BrokenPipeError:
        # Whoever read along has seen enough (`haicap facts langson | head`): nothing is wrong.
        # What the interpreter would still write at its end must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OperationalError as error:
        location.fail(location.explain(error))
    finally:
        embedded.let_go()


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _check_tables(command: str) -> None:
    if command not in NEEDS_THIS_VERSION | MAKES_THIS_VERSION:
        return
    import django  # noqa: PLC0415

    from haicap.foundation.database.version import check_history, check_version  # noqa: PLC0415

    django.setup()
    if command in MAKES_THIS_VERSION:
        check_history()
        return
    check_version()
    # Only now: before, there may be no table to ask.
    from haicap.config.residence import check_province  # noqa: PLC0415

    check_province()
