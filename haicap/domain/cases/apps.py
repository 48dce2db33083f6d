from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "haicap.domain.cases"
