from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "haicap.foundation.ui"
