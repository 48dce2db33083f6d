"""What an archive says of itself."""

import json
import tomllib
from importlib.metadata import PackageNotFoundError, version

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from haicap.foundation.database.location import CHECKOUT

FORMAT = 1


class BadArchive(Exception):
    """The archive cannot be used; the sentence says what is wrong with it."""


class Manifest(BaseModel):
    """The state that an archive holds, as it was when the snapshot was taken."""

    model_config = ConfigDict(strict=True, frozen=True)

    format: int
    haicap: str
    migrations: list[str]
    province: str
    made_at: AwareDatetime
    postgresql: int
    program: int
    """The version of `pg_dump` that wrote the part with the database."""
    counts: dict[str, int]
    journal_head: str
    database_bytes: int
    parts: dict[str, str]
    """SHA-256 of every part that is no uploaded file; those bear theirs as their name."""
    files: int
    files_bytes: int
    lost_files: list[str]

    @property
    def moment(self) -> str:
        return f"{timezone.localtime(self.made_at):%d/%m/%Y %H:%M}"

    def as_bytes(self) -> bytes:
        return self.model_dump_json(indent=1).encode()


def read_manifest(text: bytes) -> Manifest:
    """Raises BadArchive for what no version of ours wrote, or a later one."""
    try:
        head = json.loads(text)
        later = int(head["format"]) > FORMAT
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadArchive("its manifest cannot be read: it is no archive of Haicap") from error
    if later:
        raise BadArchive(
            f"it was made by a newer version of Haicap ({head.get('haicap')}): restore it with that"
        )
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise BadArchive(f"its manifest says nothing fit to read under “{place}”") from error


def haicap_version() -> str:
    """As the package says that is installed; as the project says where a checkout is run."""
    try:
        return version("haicap")
    except PackageNotFoundError:
        project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
        return str(project["version"])


def migrations_applied() -> list[str]:
    """The migrations that made the tables, of apps that this installation has."""
    installed = {config.label for config in apps.get_app_configs()}
    applied = MigrationLoader(connection).applied_migrations
    return sorted(".".join(key) for key in applied if key[0] in installed)


def unknown_migrations(manifest: Manifest) -> list[str]:
    """What made the archive's tables and is not known here: the archive is of a newer version."""
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    return sorted(name for name in manifest.migrations if name not in known)


def counts_of_tables() -> dict[str, int]:
    """The rows of every table; partitions are counted one by one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace ORDER BY relname"
        )
        names = [row[0] for row in cursor.fetchall()]
        counts = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            counts[name] = cursor.fetchone()[0]
    return counts


def home_province() -> str:
    return str(settings.HOME_PROVINCE)
