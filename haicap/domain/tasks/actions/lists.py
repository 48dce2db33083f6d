"""Many tasks at once from a list that was found fit: all of it, or nothing."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from haicap.domain.tasks.models import Task
from haicap.domain.tasks.queries.sheets import (
    Assignments,
    PlannedReport,
    PlannedTask,
    Reports,
    assignments_in,
    reports_in,
)
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.files.models import StoredFile
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.writing import record

from .assigning import assign_task
from .reporting import report_progress


def examine_assignments(content: bytes, *, actor: Actor) -> Assignments:
    """What `take_assignments` would make of an XLSX, and every cell in its way; writes nothing.

    Raises Invalid for a file that is no list at all.
    """
    return assignments_in(content, actor=actor)


def examine_reports(content: bytes, *, actor: Actor) -> Reports:
    """The same for `take_reports`."""
    return reports_in(content, actor=actor)


@transaction.atomic
def take_assignments(
    planned: Sequence[PlannedTask], *, actor: Actor, file: StoredFile
) -> list[Task]:
    """Assign all tasks of a list, or none, in its order. A list is taken once."""
    take_once(file, "task.take_list", actor=actor, count=len(planned))
    return [assign_task(actor=actor, issuer=each.issuer, **each.given) for each in planned]


@transaction.atomic
def take_reports(planned: Sequence[PlannedReport], *, actor: Actor, file: StoredFile) -> list[Task]:
    """Make all reports of a list, or none, in its order. A list is taken once."""
    take_once(file, "task.take_reports", actor=actor, count=len(planned))
    for each in planned:
        report_progress(
            each.task,
            actor=actor,
            text=each.text,
            percent=each.percent,
            fact_on=each.fact_on,
            done=each.done,
        )
    return [each.task for each in planned]


def take_once(file: StoredFile, event: str, *, actor: Actor, count: int) -> None:
    """Note in the journal that a list is taken. Raises Invalid where it was taken before."""
    if not count:
        raise Invalid("file", _("The list says nothing new: there is nothing to take."))
    # The lock keeps a button that was pressed twice from taking it twice.
    file = StoredFile.objects.select_for_update().get(pk=file.pk)
    about = {"subject_type": file._meta.label_lower, "subject_id": str(file.pk)}
    if before := Entry.objects.filter(**about, event=event).first():
        reason = _("This very list was taken already, on %(day)s.")
        raise Invalid("file", reason % {"day": f"{before.effective_on:%d/%m/%Y}"})
    record(actor=actor, event=event, subject=file, count=count, sha256=file.sha256)
