"""What the ledger does in the background: fold."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.jobs import every

from .folding import fold as fold_waiting


@every("* * * * *", name="ledger.fold", title=_("Fold new postings into the figures"))
def fold() -> None:
    """Fold what was posted since the last fold; reading was exact meanwhile."""
    fold_waiting()
