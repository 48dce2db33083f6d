"""The lock files hold every dependency of pyproject.toml, by hash, and no address."""

import pytest

from tools import locks

from .conftest import Plant
from .laws.source import ROOT


def test_the_locks_hold_every_dependency() -> None:
    assert locks.missing(ROOT) == [], "bin/lock resolves pyproject.toml anew"


@pytest.mark.parametrize("name", [locks.RUN, locks.DEV, locks.UV])
def test_every_package_is_locked_by_hash_and_without_address(name: str) -> None:
    assert locks.locked(ROOT / name)
    assert locks.loose(ROOT / name) == []


def test_a_forgotten_dependency_is_found(plant: Plant) -> None:
    root = plant(
        "pyproject.toml",
        """\
        [project]
        dependencies = ["django~=5.2.0", "psycopg[binary,pool]"]
        [dependency-groups]
        dev = ["pytest", "types_tqdm"]
        """,
        "requirements.lock",
        "django==5.2.1 \\\n    --hash=sha256:0\n",
        "requirements-dev.lock",
        "django==5.2.2 \\\n    --hash=sha256:0\npsycopg[binary]==3\ntypes-tqdm==1\n",
    )
    assert locks.missing(root) == [
        "psycopg is not in requirements.lock",
        "pytest is not in requirements-dev.lock",
        "django: the locks name different versions",
    ]


def test_an_address_and_a_package_without_hash_are_found(plant: Plant) -> None:
    text = "--index-url https://example.org/\ndjango==5.2.1\nuv==1 \\\n    --hash=sha256:0\n"
    root = plant("requirements.lock", text)
    assert locks.loose(root / "requirements.lock") == [
        "requirements.lock: django has no hash",
        "requirements.lock: --index-url https://example.org/",
    ]
