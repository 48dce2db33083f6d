"""What the JSON door does on schedule."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.jobs import every

from .actions import forget_answers


@every("17 20 * * *", name="api.forget_answers", title=_("Forget kept answers of the API"))
def forget() -> None:
    """Drop kept answers that nobody will ask for again."""
    forget_answers()
