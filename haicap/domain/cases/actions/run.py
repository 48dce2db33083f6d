"""One run of loading: what is there already, whose hand writes, what rests on which source."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from django.apps import apps
from django.db.models import Model

from haicap.domain.cases.book import Book, CaseFileWrong, Table
from haicap.domain.cases.models import Case, Home
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor, house
from haicap.foundation.sources.actions import add_source, cite
from haicap.foundation.sources.models import Source

LOADER = "Bộ nạp ví dụ"
# On whose behalf most of the case was done.
COMMUNES = "Lãnh đạo bảy xã"
PARTY_OFFICE = "Văn phòng Tỉnh ủy"
# The code of the case's own derivations among its sources.
DERIVED = "DER"

Record = TypeVar("Record", bound=Model)


@dataclass
class Run:
    """A run of the loader over one case's file. Entries that have a home are left alone."""

    book: Book
    case: Case
    homes: dict[str, Home] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    added: int = 0

    def __post_init__(self) -> None:
        self.homes = {home.key: home for home in self.case.homes.all()}

    def hand(self, position: str = "") -> Actor:
        """The loader, on behalf of a position, dating back for the case's reason."""
        return house(LOADER, on_behalf_of=position, backdates_because=self.book.reason)

    def load_sources(self) -> None:
        for code, row in self.book.sources().items():
            self.sources[code] = add_source(
                actor=self.hand(),
                code=code,
                kind=row["kind"],
                language=row["language"],
                title=row["title"],
                published_on=row.get("published_on"),
                address=row.get("address", ""),
            )

    def unit(self, key: str | None) -> Unit:
        """A unit by its key; raises CaseFileWrong for one that is not there."""
        if key not in self.units:
            found = Unit.objects.filter(key=key).first()
            if found is None:
                raise CaseFileWrong(f"{self.book.code}: there is no unit “{key}”")
            self.units[cast("str", key)] = found
        return self.units[cast("str", key)]

    def unit_or_none(self, key: str | None) -> Unit | None:
        return self.unit(key) if key else None

    def all_units(self, keys: Iterable[str]) -> list[Unit]:
        return [self.unit(key) for key in keys]

    def record(self, key: str) -> Any:
        """The record that an earlier entry became."""
        try:
            home = self.homes[key]
        except KeyError:
            raise CaseFileWrong(f"{self.book.code}: no entry is called “{key}”") from None
        model = apps.get_model(home.subject_type)
        return model._default_manager.get(pk=home.subject_id)

    def once(
        self,
        key: str,
        make: Callable[[], Record],
        row: Table,
        *,
        sources: Sequence[str] | None = None,
        facts: Sequence[str] | None = None,
    ) -> Record:
        """Make the record of an entry and cite its sources, unless it has a home already.

        `sources` and `facts` stand in for what the entry inherits from the one around it.
        """
        if key in self.homes:
            return cast("Record", self.record(key))
        record = make()
        self.settle(key, record, facts if facts is not None else row.get("facts", []))
        for code in row.get("sources", sources or []):
            self.cite(record, code)
        for each in row.get("stated", []):
            self.cite(record, each["source"], field=each["field"], value=each.get("value", ""))
        for each in row.get("silent", []):
            self.cite(record, each["source"], field=each["field"], is_silent=True)
        for each in row.get("derived", []):
            self.cite(record, DERIVED, field=each)
        return record

    def settle(self, key: str, record: Model, facts: Sequence[str]) -> None:
        """Remember that the entry lives in this record."""
        self.homes[key] = Home.objects.create(
            case=self.case,
            key=key,
            facts=list(facts),
            subject_type=record._meta.label_lower,
            subject_id=str(record.pk),
        )
        self.added += 1

    def cite(self, record: Model, code: str, **said: Any) -> None:
        cite(record, self.sources[code], actor=self.hand(), **said)
