"""What can happen to a task, with the sentence that tells it."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("task.assign", _("%(actor)s assigned the task; %(lead)s leads it")),
    Event("task.progress", _("%(actor)s reported progress: %(percent)s %%")),
    Event("task.report", _("%(actor)s reported the work as done, evidence: %(evidence)s")),
    Event("task.verify", _("%(actor)s verified that the work is done")),
    Event("task.return", _("%(actor)s returned the report: %(reason)s")),
    Event("task.cancel", _("%(actor)s cancelled the task: %(reason)s")),
)
