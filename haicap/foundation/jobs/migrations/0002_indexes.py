"""What the page of jobs asks for must not cost more because a million jobs wait."""

from django.db import migrations

FORWARD = """
CREATE INDEX jobs_failed ON procrastinate_jobs (queue_name, task_name, id DESC)
    WHERE status = 'failed';
CREATE INDEX jobs_tried_again ON procrastinate_jobs (scheduled_at, id)
    WHERE status = 'todo' AND attempts > 0;
"""
BACKWARD = "DROP INDEX jobs_tried_again; DROP INDEX jobs_failed;"


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
