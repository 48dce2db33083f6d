"""What a person can do to the work in the background."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import UniqueViolation

from haicap.foundation.access import Actor, require
from haicap.foundation.jobs.models import LastRun
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import IllegalMove, LostRace

from .rules import by_administrators


@transaction.atomic
def retry_job(number: int, *, actor: Actor) -> ProcrastinateJob:
    """Have a job that failed tried once more, at once.

    Raises LostRace where it is not failed any more, so that asking twice runs it once, and
    IllegalMove where trying again could lead to nothing.
    """
    require(by_administrators(actor))
    found = ProcrastinateJob.objects.select_for_update().filter(pk=number)
    job: ProcrastinateJob | None = found.first()
    if job is None:
        raise LostRace(
            _("There is no job %(number)s any more: it has succeeded meanwhile, or was forgotten.")
            % {"number": number}
        )
    _check_failed(job)
    try:
        with transaction.atomic():
            app.job_manager.retry_job_by_id(number, retry_at=timezone.now())
    except UniqueViolation as error:
        reason = _("The schedule has its next turn waiting already: it does the same work.")
        raise IllegalMove(reason) from error
    record(
        actor=actor,
        event="job.retry",
        subject=LastRun(pk=job.task_name),
        number=number,
        name=job.task_name,
    )
    job.refresh_from_db()
    return job


def _check_failed(job: ProcrastinateJob) -> None:
    now = {
        "todo": _("Job %(number)s is not failed any more: it waits for its next attempt."),
        "doing": _("Job %(number)s is not failed any more: it is running."),
    }
    if job.status != "failed":
        words = now.get(job.status, _("Job %(number)s has not failed."))
        raise LostRace(words % {"number": job.pk})
    if job.task_name not in app.tasks:
        raise IllegalMove(
            _("This version knows no job of the name %(name)s: it would only fail again.")
            % {"name": job.task_name}
        )
