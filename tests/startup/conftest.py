"""A place of its own for a private PostgreSQL."""

import os
import shutil
from pathlib import Path
from uuid import uuid4

import pytest


@pytest.fixture
def home(tmp_path):
    """A cluster of our own, outside of every shared one."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("a server of Debian's is tested")
    base = Path("/var/lib/haicap") if os.geteuid() == 0 else tmp_path
    base.mkdir(parents=True, exist_ok=True)
    folder = base / f"test-{uuid4().hex[:12]}"
    yield {"HAICAP_HOME": str(folder), "HAICAP_CLUSTER": "database"}
    shutil.rmtree(folder, ignore_errors=True)
