from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "haicap.foundation.search"

    def ready(self) -> None:
        from . import lookups  # noqa: F401, PLC0415  registers `says`
