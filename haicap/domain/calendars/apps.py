from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "haicap.domain.calendars"
