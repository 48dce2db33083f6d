"""What the JSON door does on schedule."""

from haicap.foundation.jobs import every

from .actions import forget_answers


@every("17 20 * * *", name="api.forget_answers")
def forget() -> None:
    """Drop kept answers that nobody will ask for again."""
    forget_answers()
