"""What can be taken from whoever enters a conclusion or a notice?"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.conclusions.notices import overlaps_of
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, Invalid, Refusal
from haicap.foundation.workflow import IllegalMove, LostRace

NOT_SECRET = {"", "không", "thường", "none"}


def given(field: str, text: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise Invalid(field, _("This is required."), text)
    return stripped


def one_of(field: str, value: str, choices: Iterable[str]) -> str:
    known = list(choices)
    if value not in known:
        reason = _("Choose one of: %(expected)s.") % {"expected": ", ".join(known)}
        raise Invalid(field, reason, value)
    return value


def not_to_come(field: str, day: date) -> None:
    if day > timezone.localdate():
        raise Invalid(field, _("This day is still to come."), day)


def refuse_secret(secrecy: str) -> None:
    """Secret documents are followed outside the open system: QĐ 42/2014/QĐ-TTg."""
    if secrecy.strip().lower() not in NOT_SECRET:
        reason = _(
            "This is an open system: documents marked mật, tối mật or tuyệt mật may not be"
            " entered. Follow them outside it (Decision 42/2014/QĐ-TTg)."
        )
        raise Invalid("secrecy", reason, secrecy)


def entered_back(actor: Actor, day: date) -> date | None:
    """The document's own day for who may date back; for everybody else the journal says today,
    and the record itself carries the day of the document."""
    return day if actor.backdates_because else None


class Worded(Protocol):
    """A record whose wordings are counted."""

    @property
    def version(self) -> int: ...


def the_same_wording(thing: Worded, version: int) -> None:
    """Nobody writes over words they have not read. Raises LostRace; the writer keeps their own."""
    if thing.version != version:
        raise LostRace(
            _("Somebody else changed it meanwhile. Read their words, then save yours again.")
        )


def check_overlaps(tasks: Iterable[Task], seen: bool, actor: Actor) -> None:
    """Nobody orders twice without knowing it: raises Invalid until the pairs were looked at."""
    if seen:
        return
    if found := overlaps_of(tasks, actor):
        reason = _(
            "Other documents ask the same with another day or lead: %(tasks)s. Look at them first."
        )
        others = list(dict.fromkeys(f"“{each.other}”, {each.other.lead}" for each in found))
        raise Invalid("overlaps_seen", reason % {"tasks": "; ".join(others)}, len(others))


def require_now(refusal: Refusal | None) -> None:
    """What the state of the record forbids is a conflict, not a question of permission."""
    if refusal:
        raise IllegalMove(refusal.reason)
