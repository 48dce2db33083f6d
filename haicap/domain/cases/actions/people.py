"""The case's personas: accounts without a password, in positions, all their deeds simulated."""

from haicap.domain.cases.book import Table
from haicap.domain.cases.models import Persona
from haicap.domain.organisations import actions as organisations
from haicap.foundation.accounts.actions import create_account

from .run import Run


def load(run: Run) -> None:
    for number, row in enumerate(run.book.rows("personas"), 1):
        _load_persona(run, number, row)


def _load_persona(run: Run, number: int, row: Table) -> None:
    run.once(
        f"persona:{row['code']}",
        lambda: _make(run, number, row),
        row,
    )


def _make(run: Run, number: int, row: Table) -> Persona:
    user = create_account(
        actor=run.hand(), username=f"vi-du.{row['code']}", name=row["name"], is_persona=True
    )
    if "unit" in row:
        organisations.appoint(
            actor=run.hand(),
            unit=run.unit(row["unit"]),
            kind=row["kind"],
            title=row["title"],
            user=user,
            from_on=run.book.tables["case"]["from_on"],
            is_simulated=True,
        )
    return Persona.objects.create(case=run.case, code=row["code"], number=number, user=user)
