"""What the room does on schedule."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import house
from haicap.foundation.jobs import every

from .actions import show_present_names


@every(
    "1 * * * *", name="organisations.show_present_names", title=_("Show the names that begin today")
)
def show_names_of_the_day() -> None:
    """Let names that begin today be shown. Safe to run twice."""
    show_present_names(actor=house("organisations.show_present_names"))
