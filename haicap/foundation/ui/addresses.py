"""Where a record has its page: asked fifty times for one list, so worked out once a name."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

# A number that no address holds by itself; what stands before and after it is the address.
PLACE = 998877665544332211


def address_of_number(url_name: str, number: int) -> str:
    """`reverse(url_name, args=[number])`, without looking through all addresses every time."""
    urls = get_urlconf() or settings.ROOT_URLCONF
    before, after = _around(url_name, urls, get_script_prefix())
    return f"{before}{number}{after}"


@lru_cache(maxsize=512)
def _around(url_name: str, urls: str, _prefix: str) -> tuple[str, str]:
    before, after = reverse(url_name, urls, args=[PLACE]).split(str(PLACE))
    return before, after
