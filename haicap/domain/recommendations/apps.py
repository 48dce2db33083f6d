from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "haicap.domain.recommendations"
