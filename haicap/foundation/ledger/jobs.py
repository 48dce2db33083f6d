"""What the ledger does in the background: fold."""

from haicap.foundation.jobs import every

from .folding import fold as fold_waiting


@every("* * * * *", name="ledger.fold")
def fold() -> None:
    """Fold what was posted since the last fold; reading was exact meanwhile."""
    fold_waiting()
