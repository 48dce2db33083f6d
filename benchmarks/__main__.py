"""`bin/bench [NAME…] [--rows 1000000]`: sets up, measures, prints, and fails where a limit does."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.utils.module_loading import autodiscover_modules

ALL = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
WITHOUT_DATABASE = {"deadlines"}
# They fill what they need themselves, and get the number of rows that was asked for.
FILL_THEMSELVES = {"ledger"}


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(ALL)}; else all")
    parser.add_argument("--rows", type=int, default=1_000_000, help="how many of each kind")
    asked = parser.parse_args(words)
    if unknown := sorted(set(asked.names) - set(ALL)):
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(ALL)}")
    if asked.rows < 1:
        parser.error("--rows: give 1 or more")
    return _run(asked.names or ALL, asked.rows)


def _run(names: Sequence[str], rows: int) -> int:
    os.environ.setdefault("HAICAP_CLUSTER", "bench-database")
    os.environ.setdefault("HAICAP_SECRET_KEY", "benchmarks")
    os.environ["DJANGO_SETTINGS_MODULE"] = "haicap.config.settings"
    from haicap.foundation.database import embedded, location  # noqa: PLC0415  reads the environment

    needs_database = bool(set(names) - WITHOUT_DATABASE)
    if needs_database and not location.is_embedded():
        print(
            "bench: measures in the embedded PostgreSQL only; unset DATABASE_URL", file=sys.stderr
        )
        return 2
    if needs_database:
        embedded.hold()
    try:
        return _measure(names, rows, needs_database)
    finally:
        embedded.let_go()


def _measure(names: Sequence[str], rows: int, needs_database: bool) -> int:
    django.setup()
    autodiscover_modules("rules", "events", "jobs", "reactions")
    from django.conf import settings  # noqa: PLC0415

    from .volume import country  # noqa: PLC0415  models, after django.setup()

    settings.ROOT_URLCONF = "benchmarks.bare"
    settings.ALLOWED_HOSTS = ["*"]
    failed = 0
    own = set(names) <= FILL_THEMSELVES | WITHOUT_DATABASE
    with country(1 if own else rows) if needs_database else nullcontext():
        for name in names:
            print(f"{name}", flush=True)
            for line in _lines(name, rows):
                print(line, flush=True)
                failed += not line.holds
    print(f"bench: {failed} of these ratios do not hold" if failed else "bench: every ratio holds")
    return 1 if failed else 0


def _lines(name: str, rows: int) -> Iterator[Any]:
    # Lines come as they are measured; the plain benchmarks print what has no limit themselves.
    module = import_module(f"benchmarks.bench_{name}")
    given = [rows] if name in FILL_THEMSELVES else []
    yield from module.main(*given) or ()


if __name__ == "__main__":
    raise SystemExit(main())
