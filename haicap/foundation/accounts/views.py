"""Doors of the accounts: sign in, sign out, my account, language."""

import math
from datetime import timedelta
from typing import Any, cast

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haicap.foundation.access import ActorRequest, Invalid, Refusal, Refused

from . import actions
from .colours import COLOURS, COLOURS_COOKIE
from .forms import NewPasswordForm, SignInForm
from .models import User

YEAR = 365 * 24 * 3600


class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        """Also empties what the browser kept: the next person at this desk goes back to nothing."""
        response = super().post(request, *args, **values)
        response["Clear-Site-Data"] = '"cache"'
        return response


def locked_out(
    request: HttpRequest, original: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """What a name shows after too many wrong passwords; the same whether it exists or not."""
    wait = _wait(credentials or {})
    response = render(request, "accounts/locked_out.html", {"minutes": wait}, status=429)
    response["Retry-After"] = str(wait * 60)
    return response


def _wait(credentials: dict[str, Any]) -> int:
    """Minutes until the lock opens, at least one."""
    pause = get_cool_off() or timedelta()
    attempts = AccessAttempt.objects.filter(username=credentials.get("username"))
    last = attempts.order_by("-attempt_time").first()
    left = last.attempt_time + pause - timezone.now() if last else pause
    return max(1, math.ceil(left.total_seconds() / 60))


@require_GET
def account(request: ActorRequest) -> HttpResponse:
    return render(request, "accounts/account.html")


@require_http_methods(["GET", "POST"])
def password(request: ActorRequest) -> HttpResponse:
    user = _own(request)
    if user.is_persona:
        raise Refused(Refusal(_("A persona of the example has no password.")))
    form = NewPasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.set_password(user, actor=request.actor, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed."))
        return redirect("accounts:account")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/password.html", {"form": form}, status=status)


@login_not_required
@require_POST
def language(request: ActorRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    actions.check_language(chosen)
    # A persona is shared by all who try the example: the choice stays in the browser.
    if isinstance(request.user, User) and not request.user.is_persona:
        actions.set_language(request.user, actor=request.actor, language=chosen)
    response = redirect(_safe(request, request.POST.get("next", "")))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@login_not_required
@require_POST
def colours(request: ActorRequest) -> HttpResponse:
    chosen = request.POST.get("colours", "")
    if chosen and chosen not in COLOURS:
        raise Invalid("colours", _("Colours are light, dark, or as the device has them."), chosen)
    response = redirect(_safe(request, request.POST.get("next", "")))
    response.set_cookie(
        COLOURS_COOKIE,
        chosen,
        max_age=YEAR if chosen else 0,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _own(request: ActorRequest) -> User:
    """The account of a request that LoginRequiredMiddleware let in."""
    return cast("User", request.user)


def _safe(request: HttpRequest, address: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else "/"
