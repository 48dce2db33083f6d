from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "haicap.foundation.sources"
