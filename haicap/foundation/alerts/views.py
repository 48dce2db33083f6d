"""The pages of alerts: what one was told, what one wants by e-mail, what went out."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haicap.foundation.access import Actor, ActorRequest, Invalid
from haicap.foundation.accounts.models import User
from haicap.foundation.operations.rules import by_administrators

from . import actions, queries, tokens
from .listing import ALERTS, DELIVERIES
from .models import Alert, Delivery, Outcome


@require_safe
def alerts(request: ActorRequest) -> HttpResponse:
    only_unread = request.GET.get("unread") == "1"
    page = ALERTS.page(request, queries.alerts_found(request.actor, unread=only_unread))
    rows = queries.told(page.items, request.actor)
    context = {
        "page": page,
        "rows": rows,
        "only_unread": only_unread,
        "up_to": queries.up_to([row for row in rows if not row.alert.read_at]),
    }
    return render(request, "alerts/alerts.html", context)


@require_POST
def read_all(request: ActorRequest) -> HttpResponse:
    typed = request.POST.get("up_to", "")
    if not typed.isdecimal() or len(typed) > 18:
        raise Invalid("up_to", _("The number of the newest alert that was shown."), typed)
    actions.mark_all_read(actor=request.actor, up_to=int(typed))
    return redirect("alerts:list")


@require_POST
def read(request: ActorRequest, pk: int) -> HttpResponse:
    actions.mark_read(_own(request, pk), actor=request.actor)
    return redirect("alerts:list")


@require_POST
def open_matter(request: ActorRequest, pk: int) -> HttpResponse:
    """Marks it read and leads to what it speaks of."""
    alert = _own(request, pk)
    [row] = queries.told([alert], request.actor)
    if row.matter is None:
        raise Http404
    actions.mark_read(alert, actor=request.actor)
    return redirect(row.matter.address)


@require_safe
def choices(request: ActorRequest) -> HttpResponse:
    context = {
        "choices": queries.choices_of(_account(request)),
        "links": [(_("Alerts"), reverse("alerts:list")), (_("What comes by e-mail"), None)],
    }
    return render(request, "alerts/choices.html", context)


@require_POST
def choose(request: ActorRequest, kind: str) -> HttpResponse:
    wanted = request.POST.get("by_mail", "")
    if wanted not in ("yes", "no"):
        raise Invalid("by_mail", _("Say yes or no."), wanted)
    deed = actions.unmute if wanted == "yes" else actions.mute
    deed(_account(request), actor=request.actor, kind=kind)
    messages.success(request, _("Your choice is kept."))
    return redirect("alerts:choices")


@login_not_required
@csrf_exempt  # a mail program posts here, as RFC 8058 has it: the token says whom and what
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One click, without a sign-in. Only asking changes nothing: mail programs look ahead."""
    named = tokens.opened(token)
    if named is None:
        raise Http404
    user, kind = named
    is_done = request.method == "POST"
    if is_done:
        actions.mute(user, actor=Actor(name=user.name, user_id=user.pk), kind=kind.key)
    return render(request, "alerts/unsubscribe.html", {"kind": kind, "is_done": is_done})


@require_safe
def deliveries(request: ActorRequest) -> HttpResponseBase:
    """Every e-mail and how it ended, for who runs the installation."""
    _require_administrator(request)
    outcome = request.GET.get("outcome", "")
    if outcome and outcome not in Outcome.values:
        raise Invalid("outcome", _("There is no such outcome."), outcome)
    found = queries.deliveries_found(request.actor, outcome)
    if download := DELIVERIES.download(request, found):
        return download
    context: dict[str, Any] = {
        "table": DELIVERIES,
        "page": DELIVERIES.page(request, found),
        "outcome": outcome,
        "outcomes": Outcome.choices,
        "is_mail_on": settings.MAIL_IS_ON,
        "waiting": queries.waiting_count(request.actor),
        "links": [(_("Jobs"), reverse("operations:jobs")), (_("E-mails"), None)],
    }
    return render(request, "alerts/deliveries.html", context)


@require_POST
def retry(request: ActorRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.visible_to(request.actor), pk=pk)
    actions.retry(delivery, actor=request.actor)
    messages.success(request, _("The e-mail is tried again now."))
    return redirect("alerts:deliveries")


def _require_administrator(request: ActorRequest) -> None:
    if by_administrators(request.actor):
        raise Http404


def _own(request: ActorRequest, pk: int) -> Alert:
    return get_object_or_404(Alert.objects.visible_to(request.actor), pk=pk)


def _account(request: ActorRequest) -> User:
    """The account of a request that LoginRequiredMiddleware let in."""
    return cast("User", request.user)
