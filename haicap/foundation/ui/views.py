"""What a person sees when something cannot be shown or done. The JSON door has its own answers."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid, Refused


def back_from(request: HttpRequest) -> str:
    """The page the person came from, if it is one of ours; else the desk."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    return came_from if is_ours else "/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # No masthead: the host header itself may be what is wrong.
    return HttpResponse(render_to_string("400.html"), status=400)


def refused(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    is_ours = isinstance(exception, Refused)
    reason = str(exception) if is_ours else _("You may not do this.")
    return render(request, "403.html", {"reason": reason, "back": back_from(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def conflict(request: HttpRequest, reason: str, status: int = 409) -> HttpResponse:
    context = {"reason": reason, "back": back_from(request)}
    return render(request, "409.html", context, status=status)


def invalid(request: HttpRequest, error: Invalid) -> HttpResponse:
    context = {"error": error, "back": back_from(request)}
    return render(request, "422.html", context, status=422)


def impossible(request: HttpRequest) -> HttpResponse:
    """What was sent cannot be in any record: nothing is found by it, nothing kept of it."""
    if request.method in {"GET", "HEAD"}:
        return render(request, "404.html", status=404)
    return invalid(request, Invalid("", _("A text or number was sent that cannot be kept.")))


def broken(request: HttpRequest) -> HttpResponse:
    # Neither request nor database: one of them may be what is broken.
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = _("This page was open too long, or was sent from elsewhere. Load it again.")
    return render(request, "403.html", {"reason": sentence, "back": back_from(request)}, status=403)
