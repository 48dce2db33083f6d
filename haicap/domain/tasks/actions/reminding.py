"""Writing down of which steps of a ladder people are told, so that none is told twice."""

from datetime import date

from django.db import connection, transaction

from haicap.domain.tasks.models import Reminder
from haicap.domain.tasks.queries import Due, reminders_due


@transaction.atomic
def take_reminders(on: date) -> list[Due]:
    """What is to be told on a day, written down as told.

    Tell it in the same transaction: either all is told and written down, or nothing is. A second
    run meanwhile waits for the first and finds nothing. The rows are their own record: a journal
    entry for every reminder would bury what people did.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE tasks_reminder IN SHARE ROW EXCLUSIVE MODE")
    found = list(reminders_due(on))
    Reminder.objects.bulk_create(
        (
            Reminder(
                task_id=each.task_id,
                step=each.step.code,
                fell_on=each.fell_on,
                told_on=on,
                told=len(each.to),
            )
            for each in found
        ),
        batch_size=2000,
    )
    return found
