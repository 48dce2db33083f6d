from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "haicap.domain.meetings"
