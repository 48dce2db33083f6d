from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "haicap.foundation.deadlines"
