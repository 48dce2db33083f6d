from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AlertsConfig(AppConfig):
    name = "haicap.foundation.alerts"

    def ready(self) -> None:
        autodiscover_modules("alerts")
