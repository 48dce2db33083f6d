"""What keeps open deadlines in line with law and calendar in the background."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import house
from haicap.foundation.jobs import every

from .recomputing import recompute_if_law_changed


@every("*/5 * * * *", name="deadlines.follow_law", title=_("Follow a changed law or calendar"))
def follow_law() -> None:
    """A worker that starts with a new law or calendar brings it to all open deadlines."""
    recompute_if_law_changed(house("deadlines"))


@every("40 19 * * *", name="deadlines.recompute", title=_("Recompute open deadlines"))
def recompute() -> None:
    """Each night in any case: a server that still ran with the old law may have written since."""
    recompute_if_law_changed(house("deadlines"), always=True)
