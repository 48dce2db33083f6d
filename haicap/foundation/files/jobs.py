"""What the files ask for on schedule."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.jobs import every

from .actions import clear_half_written


@every("41 19 * * *", name="files.clear_half_written", title=_("Clear away half-written files"))
def clear() -> None:
    """Remove what uploads that broke off left behind."""
    clear_half_written()
