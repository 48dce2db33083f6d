"""A place of its own for a private PostgreSQL."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from tests.startup.commands import HOLD_AND_LET_GO, ROOT, environment_of


def new_folder(tmp_path):
    if os.environ.get("DATABASE_URL"):
        pytest.skip("a server of Debian's is tested")
    base = Path("/var/lib/haicap") if os.geteuid() == 0 else tmp_path
    base.mkdir(parents=True, exist_ok=True)
    return base / f"test-{uuid4().hex[:12]}"


def settings_of(folder):
    return {"HAICAP_HOME": str(folder), "HAICAP_CLUSTER": "database"}


@pytest.fixture
def home(tmp_path):
    """A cluster of our own, outside of every shared one; nothing is there yet."""
    folder = new_folder(tmp_path)
    yield settings_of(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """A private PostgreSQL that was made and has stopped, to be copied."""
    folder = new_folder(tmp_path_factory.mktemp("made"))
    command = [sys.executable, "-c", HOLD_AND_LET_GO]
    subprocess.run(command, cwd=ROOT, env=environment_of(**settings_of(folder)), check=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def made_home(home, made_once):
    """A cluster of our own that was made before; without any table."""
    subprocess.run(["cp", "-a", str(made_once), home["HAICAP_HOME"]], check=True)
    return home
