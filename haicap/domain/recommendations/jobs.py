"""What the room does on schedule."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import house
from haicap.foundation.jobs import every

from .actions import escalate_late, read_words_again


@every("30 17 * * *", name="recommendations.escalate", title=_("Escalate answers that are late"))
def escalate() -> None:
    """Shortly after midnight in Việt Nam. Safe to run twice."""
    escalate_late(timezone.localdate(), actor=house("recommendations.escalate"))


@every(
    "45 17 * * *",
    name="recommendations.read_words",
    title=_("Read the words of recommendations with the lexicon as it is"),
)
def read_words() -> None:
    """After the lexicon changed; else there is nothing to read."""
    read_words_again()
