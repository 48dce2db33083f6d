from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "haicap.foundation.database"
