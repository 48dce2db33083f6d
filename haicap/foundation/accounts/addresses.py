"""From which machine does a request come? Wrong sign-ins are counted by it."""

from ipaddress import ip_address

from django.conf import settings

from haicap.foundation.access import ActorRequest


def address_of(request: ActorRequest) -> str:
    """The address of the browser; behind a proxy, the one that the proxy itself saw.

    Otherwise five wrong passwords from anywhere would lock a name for the whole office. Only
    the last entry of the header is the proxy's: those before it are what the browser claims.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.IS_BEHIND_TLS:
        return seen
    last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(last))
    except ValueError:
        return seen
