from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "haicap.config"
    label = "wiring"
