"""What the masthead shows: the places to go, who is signed in, the languages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import formats, timezone
from django.utils.functional import Promise, SimpleLazyObject, cached_property

from haicap.foundation.access import Actor, anonymous
from haicap.foundation.accounts.colours import COLOURS, COLOURS_COOKIE


class Place(NamedTuple):
    """One entry of the masthead; the root urls list them, as they list the error handlers."""

    url_name: str
    label: str | Promise
    is_public: bool = False
    is_for_administrators: bool = False
    also: tuple[str, ...] = ()
    """Where else its records have their pages: `("/items/",)`."""
    counted: Callable[[Actor], int] | None = None
    """How much of it waits for the reader, told beside its name."""


@dataclass(frozen=True)
class Entry:
    """A place as the page shows it."""

    label: str | Promise
    address: str
    is_current: bool
    count: int = 0


class Masthead:
    """Worked out only when a page shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor: Actor = getattr(request, "actor", None) or anonymous()
        urls = get_resolver(getattr(request, "urlconf", None)).urlconf_module
        self._places: Sequence[Place] = getattr(urls, "masthead_places", ())
        self._search: Place | None = getattr(urls, "masthead_search", None)
        self._alerts: Place | None = getattr(urls, "masthead_alerts", None)

    @property
    def is_signed_in(self) -> bool:
        return self.actor.is_signed_in

    @property
    def languages(self) -> Sequence[tuple[str, str]]:
        """What may be chosen here: pages for work are told in the working languages only."""
        known = settings.LANGUAGES
        if not self.is_signed_in:
            return known
        return [each for each in known if each[0] in settings.WORKING_LANGUAGES]

    @property
    def colours(self) -> str:
        """“light” or “dark” where the reader chose; empty: as the device has it."""
        chosen = self.request.COOKIES.get(COLOURS_COOKIE, "")
        return chosen if chosen in COLOURS else ""

    @property
    def is_simulated(self) -> bool:
        return self.actor.is_simulated

    @property
    def name(self) -> str:
        """Who is signed in; a persona is called by its position, which says more."""
        position = self.actor.on_behalf_of
        return position if self.actor.name in position.replace(",", "") else self.actor.name

    @property
    def position(self) -> str:
        """The position acted in; empty where the name says it, as a persona's always does."""
        return (
            ""
            if self.is_simulated or self.name == self.actor.on_behalf_of
            else self.actor.on_behalf_of
        )

    @cached_property
    def places(self) -> list[Entry]:
        return [entry for place in self._places if (entry := self._entry(place))]

    @cached_property
    def search(self) -> Entry | None:
        return self._entry(self._search) if self._search else None

    @cached_property
    def alerts(self) -> Entry | None:
        return self._entry(self._alerts) if self._alerts else None

    def _entry(self, place: Place) -> Entry | None:
        """The place, unless this visitor may not go there or no room serves it."""
        is_open = place.is_public or self.is_signed_in
        if place.is_for_administrators:
            is_open = self.actor.is_administrator
        address = address_of(place.url_name) if is_open else ""
        if not address:
            return None
        count = place.counted(self.actor) if place.counted else 0
        return Entry(place.label, address, self._is_current(address, *place.also), count)

    def _is_current(self, *addresses: str) -> bool:
        path = self.request.path
        return any(path == each or (each != "/" and path.startswith(each)) for each in addresses)

    @property
    def offers_sign_in(self) -> bool:
        return self.request.path != address_of(settings.LOGIN_URL)

    @property
    def here(self) -> str:
        """Where the language switch comes back to: a page that a GET can show."""
        return self.request.get_full_path() if self.request.method == "GET" else "/"

    @property
    def printed_at(self) -> str:
        now: datetime = timezone.localtime()
        return formats.date_format(now, "SHORT_DATETIME_FORMAT")


def address_of(url_name: str) -> str:
    """The address, or empty where no room serves that name."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def masthead(request: HttpRequest) -> dict[str, Any]:
    """The context processor named in the settings."""
    return {"masthead": SimpleLazyObject(lambda: Masthead(request))}
