"""PostgreSQL's own programs: which of those on this machine fits the server?"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.db import connection
from psycopg.conninfo import make_conninfo

from . import embedded
from .location import DatabaseProblem


@dataclass(frozen=True)
class Program:
    """A program and the major version of PostgreSQL that it came with."""

    path: Path
    major: int


def server_major() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.server_version) // 10_000


def fitting(name: str, *, least: int) -> Program:
    """The program of the server's own version, else the oldest that is newer.

    `pg_dump` cannot read a server newer than itself, nor `pg_restore` a newer archive. Raises
    DatabaseProblem, naming what was found, where there is none.
    """
    found = [program for folder in embedded.client_folders() if (program := _at(folder / name))]
    if fit := [program for program in found if program.major >= least]:
        return min(fit, key=lambda program: program.major)
    there = ", ".join(f"{program.path} ({program.major})" for program in found) or "none"
    raise DatabaseProblem(
        f"{name} of PostgreSQL {least} or newer is needed and was not found (there is: {there})."
        f" Install Debian's package postgresql-client-{least}, or name the folder of the"
        " programs in HAICAP_POSTGRES_BIN."
    )


def _at(path: Path) -> Program | None:
    if not os.access(path, os.X_OK):
        return None
    told = subprocess.run(  # noqa: S603
        [path, "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    found = re.search(r"\) (\d+)", told.stdout)
    return Program(path, int(found[1])) if told.returncode == 0 and found else None


PIECE = 1 << 20


def dump(program: Program, snapshot: str) -> Iterator[bytes]:
    """Our database at a snapshot, piece by piece; raises DatabaseProblem in pg_dump's words."""
    command = [
        str(program.path), "--format=custom", f"--snapshot={snapshot}", "--no-owner",
        "--no-privileges", "--no-comments", "--no-publications", "--no-subscriptions",
        "--no-password", f"--dbname={_target()}",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=told,
            env=_environment(),
        )
        assert process.stdout  # noqa: S101  it is a pipe
        try:
            while piece := process.stdout.read(PIECE):
                yield piece
        except BaseException:
            process.kill()
            raise
        finally:
            process.stdout.close()
            process.wait()
        _check_end(process, told)


def load(program: Program, pieces: Iterator[bytes]) -> None:
    """What `dump` gave, into our database, whole or not at all; raises DatabaseProblem."""
    command = [
        str(program.path), "--single-transaction", "--exit-on-error", "--no-owner",
        "--no-privileges", "--no-password", f"--dbname={_target()}",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stderr=told, env=_environment()
        )
        assert process.stdin  # noqa: S101  it is a pipe
        try:
            # It may end before its time: then its status and its words say why.
            with suppress(BrokenPipeError):
                for piece in pieces:
                    process.stdin.write(piece)
                process.stdin.close()
        except BaseException:
            process.kill()
            raise
        finally:
            process.wait()
        _check_end(process, told)


def _check_end(process: "subprocess.Popen[bytes]", told: IO[bytes]) -> None:
    if process.returncode:
        told.seek(0)
        words = told.read().decode(errors="replace").strip()
        name = Path(process.args[0]).name  # type: ignore[arg-type, index]
        raise DatabaseProblem(f"{name} ended with status {process.returncode}: {words}")


def _target() -> str:
    """Our database in the words of a program's `--dbname`; without the password."""
    return make_conninfo("", **{key: value for key, value in _parts().items() if key != "password"})


def _environment() -> dict[str, str]:
    """The password goes by the environment: the words of a command are there for all to read."""
    words = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": os.environ.get("HOME", "/")}
    passed = {name: value for name, value in os.environ.items() if name.startswith("PG")}
    password = _parts().get("password")
    return words | passed | ({"PGPASSWORD": password} if password else {})


def _parts() -> dict[str, str]:
    settings: dict[str, Any] = connection.settings_dict
    named = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    parts = {key: str(settings[name]) for key, name in named.items() if settings.get(name)}
    if settings.get("PASSWORD"):
        parts["password"] = str(settings["PASSWORD"])
    options = settings.get("OPTIONS") or {}
    return {key: value for key, value in options.items() if isinstance(value, str)} | parts
