"""Doors of the accounts: sign in, sign out, my account, language."""

import math
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlencode

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haicap.foundation.access import Actor, ActorRequest, Invalid, Refusal, Refused

from . import actions, codes, mailboxes, queries, sessions
from .addresses import address_of
from .colours import COLOURS, COLOURS_COOKIE
from .forms import CodeForm, EmailForm, FirstCodeForm, NewPasswordForm, RemovalForm, SignInForm
from .models import RecoveryCode, SecondFactor, SignIn, User
from .queries import needs_second_factor, pause_after_codes, second_factor_of

WRONG_CODE = gettext_lazy("This code is wrong or no longer holds. Type the one shown now.")
YEAR = 365 * 24 * 3600


class SignInPage(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Signed in, or one step on: the code."""
        user = form.get_user()
        request = cast("ActorRequest", self.request)
        if second_factor_of(user) is None:
            sessions.begin(request, user)
            return redirect(self.get_success_url())
        wanted = self.get_redirect_url()
        sessions.await_code(request, user)
        return redirect(reverse("accounts:code") + "?" + urlencode({"next": wanted}))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: ActorRequest) -> HttpResponse:
    """The second page of the sign-in, for who has shown the password just now."""
    user = sessions.awaited(request)
    factor = second_factor_of(user) if user else None
    if user is None or factor is None:
        return redirect("accounts:sign-in")
    wanted = request.POST.get("next", request.GET.get("next", ""))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if actions.accept_code(user, actor=_oneself(user), code=form.cleaned_data["code"]):
            sessions.complete(request, user)
            return redirect(_safe(request, wanted) if wanted else settings.LOGIN_REDIRECT_URL)
        form.add_error("code", WRONG_CODE)
        agent = request.headers.get("User-Agent", "")
        actions.note_wrong_code(user, address=address_of(request), user_agent=agent)
    if pause := pause_after_codes(second_factor_of(user) or factor):
        return _paused(request, pause)
    context = {"form": form, "next": wanted}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/code.html", context, status=status)


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
    context = {"second_factor": second_factor_of(_own(request))}
    return render(request, "accounts/account.html", context)


@require_http_methods(["GET", "POST"])
def password(request: ActorRequest) -> HttpResponse:
    user = _own(request)
    if user.is_persona:
        raise Refused(Refusal(_("A persona of the example has no password.")))
    form = NewPasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.set_password(
            user,
            actor=request.actor,
            password=form.cleaned_data["new_password1"],
            here=sessions.here(request),
        )
        sessions.renew(request, user)
        messages.success(request, _("Your password is changed."))
        return redirect("accounts:account")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/password.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def email(request: ActorRequest) -> HttpResponse:
    """Name the address for e-mails, or none."""
    user = _own(request)
    typed = request.POST if request.method == "POST" else None
    form = EmailForm(typed, initial={"email": user.email or user.unconfirmed_email})
    if form.is_valid():
        wanted = form.cleaned_data["email"]
        mailboxes.ask_email(user, actor=request.actor, email=wanted)
        said = (
            _("A letter is on its way to %(address)s: open the link in it.") % {"address": wanted}
            if wanted
            else _("No e-mail is sent to you any more.")
        )
        messages.success(request, said)
        return redirect("accounts:account")
    context = {"form": form, "is_mail_on": settings.MAIL_IS_ON}
    return render(request, "accounts/email.html", context, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever opens the link reads what arrives there; opening alone changes nothing yet."""
    named = mailboxes.opened(token)
    if named is None:
        raise Http404
    user, address = named
    is_done = request.method == "POST"
    if is_done:
        mailboxes.confirm_email(user, actor=_oneself(user), email=address)
    context = {"address": address, "is_done": is_done}
    return render(request, "accounts/email_confirmation.html", context)


@never_cache
@require_GET
def sign_ins(request: ActorRequest) -> HttpResponse:
    """Every browser that is signed in to one's account, and the sign-ins that failed."""
    own = _own(request)
    _check_is_one_person(own)
    open_ones = queries.sign_ins_of(request.actor, here=sessions.here(request))
    context = {
        "sign_ins": open_ones,
        "others": len(open_ones) > 1,
        "failed": queries.failed_sign_ins(own),
    }
    return render(request, "accounts/sign_ins.html", context)


@require_POST
def end_sign_in(request: ActorRequest, pk: int) -> HttpResponse:
    sign_in = get_object_or_404(SignIn.objects.visible_to(request.actor), pk=pk)
    actions.end_sign_in(sign_in, actor=request.actor)
    messages.success(request, _("That browser is signed out."))
    return redirect("accounts:sign-ins")


@require_POST
def end_other_sign_ins(request: ActorRequest) -> HttpResponse:
    own = _own(request)
    _check_is_one_person(own)
    actions.end_other_sign_ins(own, actor=request.actor, here=sessions.here(request))
    messages.success(request, _("Only this browser is signed in now."))
    return redirect("accounts:sign-ins")


def _check_is_one_person(user: User) -> None:
    if user.is_persona:
        raise Refused(Refusal(_("A persona is many people, who do not see each other's sign-ins.")))


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor(request: ActorRequest) -> HttpResponse:
    """Set up a telephone for codes, or do without it again."""
    user = _own(request)
    if user.is_persona:
        raise Refused(Refusal(_("A persona of the example has no password.")))
    factor = SecondFactor.objects.filter(user=user).first()
    if factor and factor.confirmed_at:
        return _removal(request, user)
    if factor:
        return _first_code(request, user, factor)
    if request.method == "POST":
        if "begin" not in request.POST:
            raise Invalid("begin", _("Press the button to begin."))
        actions.begin_second_factor(user, actor=request.actor)
        return redirect("accounts:second-factor")
    is_needed = needs_second_factor(user, request.actor)
    return render(request, "accounts/second_factor.html", {"is_needed": is_needed})


def _first_code(request: ActorRequest, user: User, factor: SecondFactor) -> HttpResponse:
    form = FirstCodeForm(request.POST if "code" in request.POST else None)
    if form.is_valid():
        try:
            typed = form.cleaned_data["code"]
            recovery = actions.confirm_second_factor(user, actor=request.actor, code=typed)
        except Invalid as error:
            form.add_error("code", error.reason)
        else:
            # Shown in the answer itself: kept nowhere, so no other page can show them again.
            return render(request, "accounts/recovery_codes.html", {"codes": recovery})
    address = codes.app_address(factor.key, username=user.username, house=request.get_host())
    groups = " ".join(factor.key[i : i + 4] for i in range(0, len(factor.key), 4))
    context = {"form": form, "picture": codes.picture(address), "key": groups}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/first_code.html", context, status=status)


def _removal(request: ActorRequest, user: User) -> HttpResponse:
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if actions.remove_second_factor(user, actor=request.actor, **form.cleaned_data):
            messages.success(request, _("No code is asked for any more."))
            return redirect("accounts:account")
        form.add_error("code", _("The password or the code is wrong."))
    factor = second_factor_of(user)
    if pause := pause_after_codes(factor) if factor else 0:
        return _paused(request, pause)
    left = RecoveryCode.objects.filter(factor=factor, used_at__isnull=True).count()
    context = {"form": form, "factor": factor, "left": left}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/second_factor_removal.html", context, status=status)


def _paused(request: ActorRequest, minutes: int) -> HttpResponse:
    context = {"minutes": minutes, "is_code": True}
    response = render(request, "accounts/locked_out.html", context, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def _oneself(user: User) -> Actor:
    """Who has shown the password acts for themselves, though not signed in yet."""
    return Actor(name=user.name, user_id=user.pk)


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
