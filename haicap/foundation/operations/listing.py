"""The list of failed jobs: as page and as file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from haicap.foundation.ui.tables import Column, Table

from .queries import reason_of, title_of


def _title(job: Any) -> str:
    return title_of(job.task_name)


FAILED = Table(
    "tac-vu-loi",
    _("Failed jobs"),
    Column(_("Job number"), css="number rest"),
    Column(_("Job"), _title),
    Column(_("Why"), reason_of, css="rest"),
    Column(_("Attempts"), lambda job: job.attempts, css="number rest"),
    Column(_("Failed at"), lambda job: job.failed_at, css="rest"),
    Column(_("Deed")),
    order=("-id",),
)
