from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "haicap.foundation.documents"
