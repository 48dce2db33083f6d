from django.apps import AppConfig


class SpreadsheetsConfig(AppConfig):
    name = "haicap.foundation.spreadsheets"
