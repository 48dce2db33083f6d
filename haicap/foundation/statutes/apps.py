from django.apps import AppConfig
from django.core import checks

from .checks import statutes_are_whole


class StatutesConfig(AppConfig):
    name = "haicap.foundation.statutes"

    def ready(self) -> None:
        checks.register(statutes_are_whole)
