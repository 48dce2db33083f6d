"""Is the database at the version of this code?"""

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from .location import DatabaseProblem


def check_version() -> None:
    """Raises DatabaseProblem where the tables are older or newer than the code.

    Asked before a command begins: in the middle it would end in an error about some column.
    """
    loader = MigrationLoader(connection)
    known, applied = set(loader.disk_migrations), set(loader.applied_migrations)
    if known - applied:
        raise DatabaseProblem(
            "the database is not at this version yet. Bring it there first: bin/haicap migrate"
        )
    # An app that was taken out leaves its marks behind; they are no sign of a newer version.
    installed = {config.label for config in apps.get_app_configs()}
    if newer := sorted(".".join(key) for key in applied - known if key[0] in installed):
        raise DatabaseProblem(
            f"the database was used with a newer version than this one ({newer[0]} is not known"
            " here). Start that version, or restore the database from before it."
        )
