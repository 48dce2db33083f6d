"""What can be taken from whoever enters a conclusion or a notice?"""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid, Refusal
from haicap.foundation.workflow import IllegalMove

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


def require_now(refusal: Refusal | None) -> None:
    """What the state of the record forbids is a conflict, not a question of permission."""
    if refusal:
        raise IllegalMove(refusal.reason)
