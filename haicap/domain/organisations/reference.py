"""What do the official lists say? The package's places and our dated changes, as plain rows.

The package is read as files, never imported: its import pulls in numpy and a geocoder.
"""

import json
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .naming import composed


def _dated_changes() -> dict[str, Any]:
    ours = files("haicap.domain.organisations").joinpath("changes.toml")
    return tomllib.loads(ours.read_text(encoding="utf-8"))


TWO_TIERS_SINCE: date = _dated_changes()["arranged"]["on"]
"""The day on which districts end, provinces merge and communes are arranged anew."""

DESIGNATIONS = (
    "thị trấn", "thành phố", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã",
)  # fmt: skip


@dataclass(frozen=True)
class Called:
    """What a place is called, and what kind of place that makes it, from a day on."""

    from_on: date | None
    name: str
    designation: str
    basis: str


@dataclass(frozen=True)
class Coded:
    """A code of a place in one scheme."""

    scheme: str
    code: str
    from_on: date | None
    basis: str


@dataclass
class Place:
    """A province, district or commune, present or former."""

    key: str
    kind: str
    code: str
    called: list[Called]
    parent_key: str | None = None
    established_on: date | None = None
    dissolved_on: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    area_km2: float | None = None
    codes: list[Coded] = field(default_factory=list)


@dataclass(frozen=True)
class Link:
    """One place became another, or a part of it did."""

    predecessor_key: str
    successor_key: str
    is_partial: bool
    basis: str
    on: date = TWO_TIERS_SINCE


def former(code: str) -> str:
    """The key of a place that ended in 2025: codes are reused, so the year belongs to it."""
    return f"{code}-{TWO_TIERS_SINCE.year}"


def split_designation(full_name: str) -> tuple[str, str]:
    """“Thị Trấn Phú Hòa” → ("thị trấn", "Phú Hòa"); the words before a name say what it is.

    The package has a column for it too, which contradicts the name in four rows.
    """
    text = composed(full_name)
    for designation in DESIGNATIONS:
        if text.casefold().startswith(designation + " "):
            return designation, text[len(designation) + 1 :]
    return "", text


class ReferenceUnusable(Exception):
    """The package is missing, or its files are not what we read."""


class Reference:
    """Everything the lists say, worked out once per load."""

    @cached_property
    def places(self) -> list[Place]:
        """Provinces, then districts, then communes: parents before children."""
        places = [*self._provinces(), *self._districts(), *self._communes()]
        self._apply_changes({place.key: place for place in places})
        return places

    @cached_property
    def links(self) -> list[Link]:
        return [*self._province_links(), *self._commune_links()]

    # the files

    @cached_property
    def _folder(self) -> Path:
        spec = find_spec("vietnamadminunits")
        if spec is None or spec.origin is None:
            raise ReferenceUnusable("the package vietnamadminunits is not installed")
        return Path(spec.origin).parent / "data"

    def _rows(self, table: str, key: str) -> list[dict[str, Any]]:
        address = f"{(self._folder / 'dataset.db').as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            # Ordered, so that two loads write the same rows in the same order.
            found = connection.execute(f"SELECT * FROM {table} ORDER BY {key}")  # noqa: S608
            return [dict(row) for row in found]

    @cached_property
    def _now(self) -> list[dict[str, Any]]:
        return self._rows("admin_units", "wardCode")

    @cached_property
    def _then(self) -> list[dict[str, Any]]:
        return self._rows("admin_units_legacy", "districtCode, wardCode")

    @cached_property
    def _conversion(self) -> dict[str, Any]:
        text = (self._folder / "converter_2025.json").read_text(encoding="utf-8")
        loaded: dict[str, Any] = json.loads(text)
        return loaded

    @cached_property
    def _changes(self) -> dict[str, Any]:
        return _dated_changes()

    # places

    @cached_property
    def _merged(self) -> dict[str, list[str]]:
        """New province → the former ones it was made of, as the package's own keys."""
        merged: dict[str, list[str]] = self._conversion["DICT_PROVINCE"]
        return {new: old for new, old in merged.items() if len(old) > 1}

    @cached_property
    def _former_provinces(self) -> dict[str, dict[str, Any]]:
        return {row["provinceKey"]: row for row in self._then}

    @cached_property
    def _new_provinces(self) -> dict[str, dict[str, Any]]:
        return {row["provinceKey"]: row for row in self._now}

    @cached_property
    def _absorbed(self) -> set[str]:
        """Former provinces that ended by a merger; the others simply go on."""
        return {old for olds in self._merged.values() for old in olds}

    def _provinces(self) -> Iterator[Place]:
        for key, row in self._new_provinces.items():
            is_new = key in self._merged
            since = TWO_TIERS_SINCE if is_new else None
            basis = self._changes["arranged"]["provinces"] if is_new else ""
            yield self._place("province", row, row["provinceCode"], since=since, basis=basis)
        for key, row in self._former_provinces.items():
            if key in self._absorbed:
                yield self._place("province", row, row["provinceCode"], is_over=True)

    def _province_key_then(self, row: dict[str, Any]) -> str:
        code: str = row["provinceCode"]
        return former(code) if row["provinceKey"] in self._absorbed else code

    def _districts(self) -> Iterator[Place]:
        by_code = {row["districtCode"]: row for row in self._then}
        for code, row in by_code.items():
            parent = self._province_key_then(row)
            yield self._place("district", row, code, parent=parent, is_over=True)

    def _communes(self) -> Iterator[Place]:
        for row in self._then:
            if row["wardCode"]:  # five island districts had no communes
                parent = former(row["districtCode"])
                yield self._place("commune", row, row["wardCode"], parent=parent, is_over=True)
        for row in self._now:
            yield self._place(
                "commune",
                row,
                row["wardCode"],
                parent=row["provinceCode"],
                since=TWO_TIERS_SINCE,
                basis=self._arranged_by(row["provinceCode"]),
            )

    def _arranged_by(self, province_code: str) -> str:
        texts: dict[str, str] = self._changes["arranged"]
        return texts.get(province_code, texts["communes"])

    def _place(
        self,
        kind: str,
        row: dict[str, Any],
        code: str,
        *,
        parent: str | None = None,
        since: date | None = None,
        is_over: bool = False,
        basis: str = "",
    ) -> Place:
        column = {"commune": "ward"}.get(kind, kind)
        designation, name = split_designation(row[column])
        return Place(
            key=former(code) if is_over else code,
            kind=kind,
            code=code,
            called=[Called(since, name, designation, basis)],
            parent_key=parent,
            established_on=since,
            dissolved_on=TWO_TIERS_SINCE if is_over else None,
            latitude=row[f"{column}Lat"],
            longitude=row[f"{column}Lon"],
            area_km2=row.get("wardAreaKm2") if kind == "commune" else None,
            codes=[Coded("statistical", code, since, basis)],
        )

    def _apply_changes(self, places: dict[str, Place]) -> None:
        for change in self._changes.get("change", ()):
            for key in change["units"]:
                last = places[key].called[-1]
                name = composed(change.get("name", last.name))
                designation = composed(change.get("designation", last.designation))
                places[key].called.append(Called(change["on"], name, designation, change["basis"]))
        for correction in self._changes.get("correction", ()):
            places[correction["unit"]].area_km2 = correction["area_km2"]
        for code in self._changes.get("code", ()):
            coded = Coded(code["scheme"], code["code"], code.get("on"), code["basis"])
            places[code["unit"]].codes.append(coded)

    # links

    def _province_links(self) -> Iterator[Link]:
        basis = self._changes["arranged"]["provinces"]
        for new, olds in self._merged.items():
            successor = self._new_provinces[new]["provinceCode"]
            for old in olds:
                predecessor = former(self._former_provinces[old]["provinceCode"])
                yield Link(predecessor, successor, is_partial=False, basis=basis)

    def _commune_links(self) -> Iterator[Link]:
        now = {(row["provinceKey"], row["wardKey"]): row for row in self._now}
        then = {self._path(row): row for row in self._then}
        for province, communes in self._conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for new, olds in communes.items():
                for old in olds:
                    yield self._link(then[old], now[province, new], is_partial=False)
        for province, divided in self._conversion["DICT_PROVINCE_WARD_DIVIDED"].items():
            for old, news in divided.items():
                for new in news:
                    yield self._link(then[old], now[province, new["newWardKey"]], is_partial=True)

    def _path(self, row: dict[str, Any]) -> str:
        return "_".join([row["provinceKey"], row["districtKey"], row["wardKey"] or ""])

    def _link(self, old: dict[str, Any], new: dict[str, Any], *, is_partial: bool) -> Link:
        # An island district without communes became a special zone itself.
        predecessor = former(old["wardCode"] or old["districtCode"])
        basis = self._arranged_by(new["provinceCode"])
        return Link(predecessor, new["wardCode"], is_partial=is_partial, basis=basis)
