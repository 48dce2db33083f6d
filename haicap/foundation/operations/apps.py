from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "haicap.foundation.operations"
