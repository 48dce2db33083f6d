"""The list of tasks: its columns, on the page and in a file."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.ui.tables import Column, Table

TASKS = Table(
    "nhiem-vu",
    _("Tasks"),
    Column(_("Task"), lambda task: task.text, sort="newest", order=("-id",)),
    Column(_("Lead unit"), lambda task: str(task.lead), css="rest"),
    Column(_("Ordered by"), lambda task: str(task.issuer), in_page=False),
    Column(_("Assigned on"), lambda task: task.assigned_on, in_page=False),
    Column(
        _("Deadline"),
        lambda task: task.due_on,
        sort="due",
        order=("listed_due_on", "-id"),
        css="rest",
    ),
    Column(_("Precision"), lambda task: task.get_due_precision_display(), in_page=False),
    Column(_("Progress"), lambda task: task.percent, css="number rest"),
    Column(_("State"), lambda task: task.get_state_display()),
    Column(_("Done on"), lambda task: task.done_on, in_page=False),
    order=("-id",),
)
