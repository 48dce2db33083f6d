"""Is the database at the version of this code?"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader

from .location import DatabaseProblem, cluster, is_embedded


def check_version() -> None:
    """Raises DatabaseProblem where the tables are older, newer or other than the code's.

    Asked before a command begins: in the middle it would end in an error about some column.
    """
    loader = MigrationLoader(connection)
    if set(loader.disk_migrations) - set(loader.applied_migrations):
        raise DatabaseProblem(
            "the database is not at this version yet. Bring it there first: bin/haicap migrate"
        )
    _check_not_newer(loader)
    _check_tables(apps.get_models(include_auto_created=True))


def check_history() -> None:
    """Raises DatabaseProblem where a migration was another one when it made the tables.

    Asked before migrations run: until the first release a migration is changed in place, and
    what was made by its earlier form looks done and is not.
    """
    loader = MigrationLoader(connection)
    _check_not_newer(loader)
    try:
        loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        raise DatabaseProblem(_of_another_state("a migration was done before one it needs")) from (
            error
        )
    applied = [key for key in loader.applied_migrations if key in loader.graph.nodes]
    if applied:
        state = loader.graph.make_state(
            nodes=applied, at_end=True, real_apps=loader.unmigrated_apps
        )
        _check_tables(state.apps.get_models(include_auto_created=True))


def _check_not_newer(loader: MigrationLoader) -> None:
    # An app that was taken out leaves its marks behind; they are no sign of a newer version.
    installed = {config.label for config in apps.get_app_configs()}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    if newer := sorted(".".join(key) for key in unknown if key[0] in installed):
        raise DatabaseProblem(
            f"the database was used with a newer version than this one ({newer[0]} is not known"
            " here). Start that version, or restore the database from before it."
        )


def _check_tables(models: Iterable[Any]) -> None:
    if difference := next(_differences(models), ""):
        raise DatabaseProblem(_of_another_state(difference))


def _differences(models: Iterable[Any]) -> Iterator[str]:
    """Where a table is not as its migrations are supposed to have made it, in words."""
    there = _columns()
    for model in models:
        about = model._meta
        if not about.managed or about.proxy:
            continue
        expected = {field.column for field in about.local_concrete_fields}
        found = there.get(about.db_table, set())
        if not found:
            yield f"there is no table {about.db_table}"
        for column in sorted(expected - found):
            yield f"its table {about.db_table} has no column {column}"
        for column in sorted(found - expected):
            yield f"its table {about.db_table} has a column {column} that is not known here"


def _columns() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema()"
        )
        for table, column in cursor.fetchall():
            found.setdefault(table, set()).add(column)
    return found


def _of_another_state(difference: str) -> str:
    anew = "name an empty database in DATABASE_URL"
    if is_embedded():
        anew = f"stop Haicap and take it away: rm -rf {cluster().home}"
    return (
        f"the database was made by another state of this software ({difference}, though its"
        " migrations are marked as done). Until the first release such a database cannot be"
        f" brought along: begin anew ({anew}). What is in it is lost by that; to keep it, start"
        " the state that made it."
    )
