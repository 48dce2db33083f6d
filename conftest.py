"""One PostgreSQL for the run, and the worlds that tests share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test.utils import setup_databases, teardown_databases
from whitenoise.middleware import WhiteNoiseMiddleware

from haicap.foundation.database import embedded, location
from haicap.foundation.database.testing import close_all, database_copy
from tests.grounds import name_empty_ground, stand_where_asked
from tests.rooms import folder_of_its_own, in_english, province_database, sign_in, world
from tests.worked_case import case_database, worked_case, worked_case_copy

__all__ = [
    "case_database",
    "database_copy",
    "folder_of_its_own",
    "in_english",
    "province_database",
    "sign_in",
    "worked_case",
    "worked_case_copy",
    "world",
]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The migrated test database, whichever tests run.

    The plugin's own fixture makes none where no test carries its mark, and the tests that
    work in copies of the database carry none.
    """
    with django_db_blocker.unblock():
        # No test wants the contents of the empty database back: none is emptied.
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    name_empty_ground()
    yield
    with django_db_blocker.unblock():
        close_all()
        teardown_databases(made, verbosity=0)


# Where the long files lie: one that begins last is waited for by workers with nothing to do.
BEGUN_FIRST = ("tests/browser", "tests/startup", "tests/access", "haicap/portal")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def is_begun_later(item: pytest.Item) -> bool:
        return not item.nodeid.startswith(BEGUN_FIRST)

    items.sort(key=is_begun_later)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    stand_where_asked(item)


@pytest.fixture(scope="session", autouse=True)
def passwords_are_cheap() -> None:
    """Hashed by Argon2 as always, but for the price: what makes guessing slow makes tests slow."""
    Argon2PasswordHasher.time_cost = 1
    Argon2PasswordHasher.memory_cost = 8
    Argon2PasswordHasher.parallelism = 1


@pytest.fixture(scope="session", autouse=True)
def static_files_are_found_once() -> Iterator[None]:
    """Every browser of a test has the middleware made anew, and it would look for them again."""
    look = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[str, Any] = {}

    def look_once(self: Any) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


def pytest_configure(config: pytest.Config) -> None:
    if location.is_embedded():
        embedded.hold()


def pytest_unconfigure(config: pytest.Config) -> None:
    embedded.let_go()
