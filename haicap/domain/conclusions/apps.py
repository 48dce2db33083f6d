from django.apps import AppConfig


class ConclusionsConfig(AppConfig):
    name = "haicap.domain.conclusions"
