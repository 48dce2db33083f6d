"""Which database this checkout or installation uses, without touching it."""

import hashlib
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

CHECKOUT = Path(__file__).resolve().parents[3]
DATABASE = "haicap"
# A path to a Unix socket longer than this does not fit the kernel's address (108 bytes).
LONGEST_SOCKET_FOLDER = 80
# The server reads its socket folder as a list, in a setting, on a shell's command line.
PLAIN = re.compile(r"[\w/.+@ -]+")
# pg_ctl writes the path of its data between double quotes of a shell's command line.
NEVER_IN_HOME = re.compile(r'["$`\\\n]')


class DatabaseProblem(Exception):
    """The database cannot be used; the sentence says what to do."""


@dataclass(frozen=True)
class Cluster:
    """Where the private PostgreSQL keeps its data, its socket and its log."""

    home: Path
    sockets: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def holders(self) -> Path:
        return self.home / "holders.lock"

    @property
    def starting(self) -> Path:
        return self.home / "starting.lock"


def is_root() -> bool:
    return os.geteuid() == 0


def cluster() -> Cluster:
    """The private cluster of this checkout.

    `HAICAP_HOME` moves it. As root it lies under /var/lib/haicap, one folder a checkout,
    because PostgreSQL refuses to run as root and its own user may not be able to walk into
    the checkout; permissions outside our own folders are never changed. Raises DatabaseProblem
    for a folder that the server cannot be told of.
    """
    name = os.environ.get("HAICAP_CLUSTER", "database")
    if home := os.environ.get("HAICAP_HOME"):
        place = Path(home).resolve() / name
    elif is_root():
        mark = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
        place = Path("/var/lib/haicap") / f"{CHECKOUT.name}-{mark}" / name
    else:
        place = var_folder() / name
    if found := NEVER_IN_HOME.search(str(place)):
        raise DatabaseProblem(
            f"PostgreSQL cannot be started in {place}: a path with {found[0]!r} cannot be handed"
            " to it. Name another folder in HAICAP_HOME."
        )
    sockets = place / "sockets"
    if len(os.fsencode(sockets)) > LONGEST_SOCKET_FOLDER or not PLAIN.fullmatch(str(sockets)):
        mark = hashlib.sha256(str(place).encode()).hexdigest()[:12]
        sockets = Path("/tmp") / f"haicap-{os.getuid()}-{mark}"  # noqa: S108  made 0700, ours
    return Cluster(home=place, sockets=sockets)


def var_folder() -> Path:
    """Where a checkout or an installed package keeps what it makes for itself."""
    if named := os.environ.get("HAICAP_VAR"):
        return Path(named).resolve()
    return (CHECKOUT if _is_checkout() else _user_data()) / "var"


def _is_checkout() -> bool:
    return (CHECKOUT / "pyproject.toml").is_file()


def _user_data() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "haicap"


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def connection_settings() -> dict[str, Any]:
    """Django's entry for the database: host, port, name, user.

    Raises DatabaseProblem where `DATABASE_URL` cannot be read.
    """
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {"NAME": DATABASE, "USER": DATABASE, "HOST": str(cluster().sockets)}
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise DatabaseProblem(_unreadable(str(error).strip())) from None
    if not url.startswith(("postgres://", "postgresql://")) or not parts.get("dbname"):
        raise DatabaseProblem(_unreadable("a scheme postgresql:// and a database name are needed"))
    names = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    known = {django: str(parts[key]) for key, django in names.items() if parts.get(key)}
    options = {key: value for key, value in parts.items() if key not in names}
    return known | {"OPTIONS": options} if options else known


def _unreadable(reason: str) -> str:
    return (
        f"DATABASE_URL cannot be read: {reason}. It should look like "
        "postgresql://user:password@host:5432/haicap; unset it to use the embedded PostgreSQL."
    )


def explain(error: Exception) -> str:
    """A sentence for a database that does not answer: what was tried, what to do."""
    settings = connection_settings()
    place = f"{settings.get('HOST', 'localhost')}:{settings.get('PORT', 5432)}"
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if is_embedded():
        return (
            f"The embedded PostgreSQL does not answer ({reason}). "
            f"Its log is {cluster().log}; stop other haicap commands and try again."
        )
    return (
        f"The database {settings['NAME']} at {place}, named by DATABASE_URL, cannot be reached: "
        f"{reason}. Check that the server runs and that user and password are right, "
        "or unset DATABASE_URL to use the embedded PostgreSQL."
    )


def fail(sentence: str) -> None:
    """Say what is wrong on standard error and end with status 2."""
    sys.stderr.write(f"haicap: {sentence}\n")
    raise SystemExit(2)
