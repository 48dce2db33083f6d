"""What do records rest on? One query for one record, or for a whole list of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.db.models import Q, QuerySet

from .models import Citation, Source

_MEMO = "_citations"


@dataclass(frozen=True)
class Citations:
    """What the sources say of one record, and what they do not."""

    rows: tuple[Citation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def is_reported(self) -> bool:
        """Somebody outside published something about it, so that what is missing is unsaid."""
        return any(row.source.is_published for row in self.rows)

    @property
    def whole(self) -> tuple[Source, ...]:
        """Every source that the record, or anything stated in it, rests on."""
        return _each(row.source for row in self.rows if not row.is_silent)

    def of(self, field: str) -> tuple[Source, ...]:
        """The sources of one field: its own, else those of the whole record that are not silent."""
        own = _each(row.source for row in self.rows if row.field == field and not row.is_silent)
        silent = self.silent_on(field)
        of_all = (row.source for row in self.rows if not row.field and row.source not in silent)
        return own or _each(of_all)

    def silent_on(self, field: str) -> tuple[Source, ...]:
        """The sources that could have said this field, and do not."""
        return _each(row.source for row in self.rows if row.field == field and row.is_silent)

    def simulated(self, field: str = "") -> bool:
        """The field (or the record) rests on nothing but the example's own simulation."""
        return self._rests_only_on(Source.Kind.SIMULATION, field)

    def derived(self, field: str = "") -> bool:
        """No source says it in so many words: the example worked it out from them."""
        return self._rests_only_on(Source.Kind.DERIVATION, field)

    @property
    def simulated_fields(self) -> list[str]:
        """Single fields that the example made up."""
        return sorted({row.field for row in self.rows if row.field and self.simulated(row.field)})

    def _rests_only_on(self, kind: Source.Kind, field: str) -> bool:
        sources = self.of(field) if field else self.whole
        return bool(sources) and all(source.kind == kind for source in sources)

    def said(self, field: str) -> tuple[tuple[Source, str], ...]:
        """What single sources say of this field, where they differ."""
        return tuple(
            (row.source, row.value) for row in self.rows if row.field == field and row.value
        )


NOTHING = Citations()


def _each(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Each source once, in the order of their codes."""
    return tuple(sorted(set(sources), key=lambda source: source.code))


def sources_listed(text: str = "", kind: str = "") -> QuerySet[Source]:
    """The sources, perhaps of one kind, perhaps with these words in title or code."""
    sources = Source.objects.all()
    if kind:
        sources = sources.filter(kind=kind)
    if text:
        sources = sources.filter(Q(title__says=text) | Q(code__says=text))
    return sources


def subject_of(record: models.Model) -> tuple[str, str]:
    """The opaque keys under which a record is cited."""
    return record._meta.label_lower, str(record.pk)


def citations_of(record: models.Model) -> Citations:
    """What one record rests on; asked once for each object in memory."""
    if _MEMO not in record.__dict__:
        citations_of_all([record])
    citations: Citations = record.__dict__[_MEMO]
    return citations


def citations_of_all(records: Iterable[models.Model]) -> Mapping[models.Model, Citations]:
    """What each of these records rests on, of one kind or several, in one query.

    Each record remembers its own, so that the tags of a list's rows ask no more.
    """
    records = list(records)
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for subject_type, subject_id in map(subject_of, records):
        ids[subject_type].add(subject_id)
    found: defaultdict[tuple[str, str], list[Citation]] = defaultdict(list)
    for row in _rows(ids):
        found[row.subject_type, row.subject_id].append(row)
    for record in records:
        rows = found.get(subject_of(record))
        record.__dict__[_MEMO] = Citations(tuple(rows)) if rows else NOTHING
    return {record: record.__dict__[_MEMO] for record in records}


def _rows(ids: Mapping[str, set[str]]) -> Iterable[Citation]:
    wanted = Q()
    for subject_type, subject_ids in ids.items():
        wanted |= Q(subject_type=subject_type, subject_id__in=subject_ids)
    if not ids:
        return ()
    return Citation.objects.filter(wanted).select_related("source").order_by("source__code", "id")


def forget(record: models.Model) -> None:
    """The record's citations have changed: read them again."""
    record.__dict__.pop(_MEMO, None)
