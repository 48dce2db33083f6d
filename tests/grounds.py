"""The databases of a run: each is made once, and a test runs in the one that it asks for.

Beside the migrated and empty database lie others in which something is there already, because
making it anew for each test is what a suite spends its time on. What a test writes is rolled
back wherever it runs. Asking for the fixture of a ground, directly or through another one, is
all it takes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from haicap.foundation.database.testing import drop_database, go_to, make_database

FIXTURES = {
    "province_database": "province",
    "case_database": "case",
    "access_database": "access",
}
"""By which fixture a test asks for which ground; the later line wins."""

_made: dict[str, str] = {}
EMPTY = "empty"


def name_empty_ground() -> None:
    _made[EMPTY] = connection.settings_dict["NAME"]


def stand_where_asked(item: pytest.Item) -> None:
    """Before any fixture of a test is made: go where it runs, if that is made already."""
    asked: list[str] = getattr(item, "fixturenames", [])
    wanted = [ground for fixture, ground in FIXTURES.items() if fixture in asked]
    place = _made.get(wanted[-1] if wanted else EMPTY) or _made.get(EMPTY)
    if place:
        go_to(place)


@contextmanager
def lay_ground(
    ground: str, blocker: Any, fill: Callable[[], None], *, on: str = EMPTY
) -> Iterator[str]:
    """Make a database from another ground and `fill` it, with commits; the test stands on it."""
    name = f"{_made[EMPTY][:50]}_{ground}"
    with blocker.unblock():
        make_database(name, template=_made[on])
        go_to(name)
        fill()
        with connection.cursor() as cursor:
            # Without them PostgreSQL plans as if the tables were empty.
            cursor.execute("VACUUM ANALYZE")
    _made[ground] = name
    yield name
    del _made[ground]
    with blocker.unblock():
        go_to(_made[EMPTY])
        drop_database(name)
