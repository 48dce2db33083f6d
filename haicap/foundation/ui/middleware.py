"""Turns what actions raise into pages: one place for the whole HTML door."""

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse

from haicap.foundation.access import Invalid, Refused, Unavailable
from haicap.foundation.workflow import MoveFailed

from . import views


class ErrorPageMiddleware:
    """Refused → 403, MoveFailed → 409, Invalid → 422, Unavailable → 503 or 507: with its sentence.

    DataError: a NUL character or a number beyond the column came in by an address or a field
    that nobody had looked at. No record has such a name, and none can be kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return views.refused(request, exception)
        if isinstance(exception, MoveFailed):
            return views.conflict(request, str(exception))
        if isinstance(exception, Invalid):
            return views.invalid(request, exception)
        if isinstance(exception, Unavailable):
            return views.conflict(request, str(exception), exception.status)
        if isinstance(exception, DataError):
            return views.impossible(request)
        return None
