"""Killed in the middle of many writes: what was acknowledged is there, and nothing is half there.

HAICAP_ROUNDS=20 kills twenty times; every second time it is PostgreSQL that is killed, too.
"""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psycopg
import pytest

from haicap.config import serving
from tests.startup.commands import ROOT, environment_of, haicap

ROUNDS = int(os.environ.get("HAICAP_ROUNDS", "2"))
WRITES, AT_ONCE = 200, 32
PORT = 8700 + os.getpid() % 200
WORLD = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from haicap.domain.organisations.testing import small_province
from haicap.foundation.api.actions import create_token
from haicap.foundation.access import house
from haicap.foundation.accounts.models import User
small_province()
made = create_token(User.objects.get(username="clara"), actor=house("test"), name="test")
print("secret", made.secret)
"""
HOLDS = """
import sys
from haicap.foundation.database import embedded
embedded.hold()
print("held", flush=True)
sys.stdin.read()
embedded.let_go()
"""
HALF = """
SELECT session.id FROM meetings_session session WHERE
    (SELECT count(*) FROM meetings_session_communes WHERE session_id = session.id) <> 1
    OR (SELECT count(*) FROM journal_entry WHERE event = 'session.plan'
        AND subject_id = session.id::text) <> 1
UNION ALL
SELECT subject_id::bigint FROM journal_entry WHERE event = 'session.plan'
    AND subject_id::bigint NOT IN (SELECT id FROM meetings_session)
"""


@pytest.fixture
def installation(home):
    """A database of its own that is as durable as an office's, with a small province in it."""
    settings = {**home, "HAICAP_THROWAWAY_DATABASE": "", "HAICAP_PORT": str(PORT)}
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS],
        cwd=ROOT,
        env=environment_of(**settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        made = haicap("shell", "-v0", "-c", WORLD, **settings)
        yield settings, made.stdout.split("secret ")[1].strip()
    finally:
        holder.communicate()


@contextmanager
def served(settings):
    """granian as `haicap serve` runs it; whoever is left at the end is killed."""
    server = subprocess.Popen(
        serving.server_command(PORT),
        cwd=ROOT,
        env=environment_of(**settings),
        start_new_session=True,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_it_answers()
        yield server
    finally:
        kill_all_of(server)


def ask(method, path, body=None, headers=None):
    """Status and content of the answer; None where none came."""
    connection = HTTPConnection(serving.HOST, PORT, timeout=15)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def wait_until_it_answers():
    end = time.monotonic() + 30
    while ask("GET", "/healthz") is None:
        assert time.monotonic() < end, "the server did not answer within 30 seconds"
        time.sleep(0.1)


def kill_all_of(server):
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def postmaster(settings):
    return int(written_by_postmaster(settings)[0])


def written_by_postmaster(settings):
    """Its number first; its sockets fifth: where a path is too long, they lie elsewhere."""
    home = Path(settings["HAICAP_HOME"]) / settings["HAICAP_CLUSTER"]
    return (home / "data" / "postmaster.pid").read_text().splitlines()


def plan(secret, title):
    """The number of the session that was planned; None where that was not acknowledged."""
    words = {"title": title, "convened_by": "20.tinh-uy", "communes": ["06529"]}
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    answer = ask("POST", "/api/v1/sessions", json.dumps(words), headers)
    return json.loads(answer[1])["id"] if answer and answer[0] == 201 else None


def write_and_kill(settings, secret, round_):
    """Two hundred writes at once, and a kill in their midst: which were acknowledged?"""
    enough = 5 + round_ * 37 % (WRITES // 2)
    with served(settings) as server, ThreadPoolExecutor(AT_ONCE) as pool:
        answers = [pool.submit(plan, secret, f"Phiên {round_}.{n}") for n in range(WRITES)]
        end = time.monotonic() + 30
        while sum(answer.done() for answer in answers) < enough and time.monotonic() < end:
            time.sleep(0.002)
        if is_of_postgresql(round_):
            os.kill(postmaster(settings), signal.SIGKILL)
            # The pages live on and answer for themselves; they are killed a moment later.
            time.sleep(0.2)
        kill_all_of(server)
        acknowledged = [answer.result() for answer in answers]
    return [number for number in acknowledged if number]


def is_of_postgresql(round_):
    return round_ % 2 == 1


def look(settings, sql):
    sockets = written_by_postmaster(settings)[4].strip()
    with psycopg.connect(host=sockets, user="haicap", dbname="haicap") as connection:
        return {row[0] for row in connection.execute(sql)}


def test_what_was_acknowledged_survives_a_kill_and_nothing_is_half_written(installation):
    settings, secret = installation
    kept = set()
    for round_ in range(ROUNDS):
        acknowledged = write_and_kill(settings, secret, round_)
        assert 0 < len(acknowledged) < WRITES, "it was not killed in their midst"
        kept |= set(acknowledged)
        if is_of_postgresql(round_):
            # Any command starts it again, as the next one after a power cut does.
            assert haicap("journal", "verify", **settings).returncode == 0
        assert kept - look(settings, "SELECT id FROM meetings_session") == set()
        assert look(settings, HALF) == set()
    assert haicap("journal", "seal", **settings).returncode == 0
    verified = haicap("journal", "verify", **settings)
    assert verified.returncode == 0, verified.stdout + verified.stderr
