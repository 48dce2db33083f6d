"""The list of tasks: its columns, on the page and in a file.

The file can be brought in again with progress: its last three columns are empty for that.
"""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.ui.tables import Column, Table

from . import columns
from .models import Task


def _coordinating(task: Task) -> str:
    return f"{columns.BETWEEN_UNITS} ".join(str(unit) for unit in task.coordinating.all())


TASKS = Table(
    "nhiem-vu",
    _("Tasks"),
    Column(columns.TEXT, lambda task: task.text, sort="newest", order=("-id",)),
    Column(columns.LEAD, lambda task: str(task.lead), css="rest"),
    Column(columns.COORDINATING, _coordinating, in_page=False),
    Column(columns.ISSUER, lambda task: str(task.issuer), in_page=False),
    Column(columns.VERIFIER, lambda task: str(task.verifier or ""), in_page=False),
    Column(columns.PRODUCT, lambda task: task.product, in_page=False),
    Column(columns.ASSIGNED_ON, lambda task: task.assigned_on, in_page=False),
    Column(
        columns.DUE_ON,
        lambda task: task.due_on,
        sort="due",
        order=("listed_due_on", "-id"),
        css="rest",
    ),
    Column(columns.DUE_PRECISION, lambda task: task.get_due_precision_display(), in_page=False),
    Column(columns.PERCENT, lambda task: task.percent, css="number rest"),
    Column(_("State"), lambda task: task.get_state_display()),
    Column(_("Done on"), lambda task: task.done_on, in_page=False),
    Column(columns.SAID, lambda _task: None, in_page=False),
    Column(columns.FACT_ON, lambda _task: None, in_page=False),
    Column(columns.DONE, lambda _task: None, in_page=False),
    order=("-id",),
)
