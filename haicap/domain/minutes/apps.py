from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "haicap.domain.minutes"
