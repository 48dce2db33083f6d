"""The case's places and bodies: units that stand already, the working group, who holds office."""

from functools import partial

from haicap.domain.cases.book import Table
from haicap.domain.organisations import actions as organisations
from haicap.domain.organisations.models import Unit

from .run import Run


def load(run: Run) -> None:
    for row in run.book.rows("units"):
        keys = row["unit"] if isinstance(row["unit"], list) else [row["unit"]]
        for key in keys:
            run.once(f"unit:{key}", partial(run.unit, key), row)
    for row in run.book.rows("groups"):
        _load_group(run, row)
    for row in run.book.rows("officials"):
        _load_official(run, row)


def _load_group(run: Run, row: Table) -> None:
    group = run.once(
        f"unit:{row['key']}",
        lambda: organisations.form_working_group(
            actor=run.hand(),
            key=row["key"],
            name=row["name"],
            parent=run.unit(row["parent"]),
            office=run.unit(row["office"]),
        ),
        row,
    )
    for basis in row["bases"]:
        _add_basis(run, group, basis)
    for coverage in row["communes"]:
        for commune in run.all_units(coverage["communes"]):
            _cover(run, group, commune, coverage)


def _add_basis(run: Run, group: Unit, basis: Table) -> None:
    run.once(
        f"basis:{basis['symbol']}",
        lambda: organisations.add_legal_basis(
            group,
            actor=run.hand(),
            symbol=basis["symbol"],
            document_type=basis["document_type"],
            issuer=run.unit_or_none(basis.get("issuer")),
            issued_on=basis["issued_on"],
            source=run.sources[basis["source"]],
        ),
        basis,
        sources=[basis["source"]],
    )


def _cover(run: Run, group: Unit, commune: Unit, row: Table) -> None:
    run.once(
        f"coverage:{group.key}:{commune.key}",
        lambda: organisations.cover_commune(
            group, commune, actor=run.hand(), is_simulated="SIM" in row["sources"]
        ),
        row,
    )


def _load_official(run: Run, row: Table) -> None:
    run.once(
        f"official:{row['unit']}:{row['person']}:{row['title']}",
        lambda: organisations.appoint(
            actor=run.hand(),
            unit=run.unit(row["unit"]),
            kind=row["kind"],
            title=row["title"],
            person_name=row["person"],
            from_on=row.get("from_on"),
        ),
        row,
    )
