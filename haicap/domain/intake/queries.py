"""Reads of intake: what a file says and what it proposes."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Max
from django.utils import timezone

from haicap.domain.intake.reading import Reading, Recognise, read
from haicap.domain.intake.understanding.places import Gazetteer
from haicap.domain.intake.understanding.proposals import Proposal
from haicap.domain.intake.understanding.structure import propose
from haicap.domain.organisations.models import UnitName
from haicap.domain.organisations.queries import place_names


@dataclass(frozen=True)
class Understood:
    """A file's words, and what they propose."""

    reading: Reading
    proposals: list[Proposal]


_kept: dict[tuple[int, int], Gazetteer] = {}


def gazetteer() -> Gazetteer:
    """All names of places, put together once and anew when a name was added."""
    told = UnitName.objects.aggregate(count=Count("pk"), last=Max("pk"))
    state = (told["count"], told["last"] or 0)
    if state not in _kept:
        _kept.clear()
        _kept[state] = Gazetteer.of(place_names())
    return _kept[state]


def understand(
    content: bytes,
    name: str = "",
    *,
    today: date | None = None,
    recognise: Recognise | None = None,
) -> Understood:
    """What a file says and proposes; nothing is written. Raises Invalid("file", …).

    `recognise` is handed the pages of a scan.
    """
    reading = read(content, name, recognise)
    proposals = propose(
        reading, gazetteer(), today=today or timezone.localdate(), home=settings.HOME_PROVINCE
    )
    return Understood(reading, proposals)
