from typing import Any

from django.apps import AppConfig
from django.utils.translation import trans_real


class UiConfig(AppConfig):
    name = "haicap.foundation.ui"

    def ready(self) -> None:
        trans_real.TranslationCatalog.update = _update  # type: ignore[method-assign]


def _update(self: Any, trans: Any) -> None:
    """Django means to keep what has the same plural in one catalogue, but compares the code of a
    function with a function: every word was then looked for in a catalogue an app, one by one."""
    if trans.plural.__code__ == self._plurals[0].__code__:
        self._catalogs[0].update(trans._catalog)
    else:
        self._catalogs.insert(0, trans._catalog.copy())
        self._plurals.insert(0, trans.plural)
