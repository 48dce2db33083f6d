"""`haicap worker`: work on jobs and keep the schedule."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Work on background jobs and keep the schedule, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("procrastinate", "worker", "--delete-jobs=successful", "--concurrency=1")
