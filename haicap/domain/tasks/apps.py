from django.apps import AppConfig
from django.core import checks

from .reminding import ladder_is_known


class TasksConfig(AppConfig):
    name = "haicap.domain.tasks"

    def ready(self) -> None:
        checks.register(ladder_is_known)
