from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "haicap.domain.followups"
