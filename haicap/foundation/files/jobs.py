"""What the files ask for on schedule."""

from haicap.foundation.jobs import every

from .actions import clear_half_written


@every("41 19 * * *", name="files.clear_half_written")
def clear() -> None:
    """Remove what uploads that broke off left behind."""
    clear_half_written()
