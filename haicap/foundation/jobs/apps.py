from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "haicap.foundation.jobs"
