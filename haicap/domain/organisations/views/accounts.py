"""Accounts of people in a unit: opened, given a new password, switched off and on.

A password for one time stands in the answer itself and nowhere else: no page can show it again.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from haicap.domain.organisations import actions, queries
from haicap.domain.organisations.forms.people import AccountForm
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.accounts.models import User
from haicap.foundation.ui.forms import Form

from .people import account_of, chain_to, unit_of

form_door = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_door
def opening(request: ActorRequest, key: str) -> HttpResponse:
    unit = unit_of(request, key)
    queries.require_appointing(request.actor, unit)
    form = AccountForm(request.POST if request.method == "POST" else None)
    title = _("Open an account")
    context: dict[str, Any] = {"unit": unit, "form": form, "title": title}
    if form.is_valid():
        try:
            opened = actions.open_account(unit, actor=request.actor, **form.cleaned_data)
        except Invalid as invalid:
            form.take(invalid)
        else:
            return _shown_once(request, opened.account, opened.password)
    context |= {"titles": queries.titles_of(unit), "chain": chain_to(unit, last=title)}
    status = 422 if form.is_bound else 200
    return render(request, "organisations/people/account.html", context, status=status)


@never_cache
@form_door
def password(request: ActorRequest, username: str) -> HttpResponse:
    account = account_of(request, username)
    if request.method == "POST":
        secret = actions.reset_password(account, actor=request.actor)
        return _shown_once(request, account, secret)
    words = _(
        "The password until now opens nothing any more, and whoever is signed in with it is"
        " signed out. You are shown a password for one time, to be handed over in person."
    )
    return _confirmation(request, account, "reset", words)


def _shown_once(request: ActorRequest, account: User, secret: str) -> HttpResponse:
    context = {"account": account, "password": secret}
    return render(request, "organisations/people/password.html", context)


@form_door
def off(request: ActorRequest, username: str) -> HttpResponse:
    words = _(
        "Nobody signs in to it any more, and whoever is signed in is out at once. The positions"
        " stay; what the person did stays under their name."
    )
    done = _("The account is switched off.")
    return _deed(request, username, "switch_off", actions.switch_off, words, done)


@form_door
def on(request: ActorRequest, username: str) -> HttpResponse:
    words = _("The person signs in again with the password they had.")
    done = _("The account is switched on.")
    return _deed(request, username, "switch_on", actions.switch_on, words, done)


@form_door
def second_factor(request: ActorRequest, username: str) -> HttpResponse:
    words = _(
        "For somebody who lost both telephone and recovery codes: be sure who is asking. They"
        " sign in by the password alone until they set up another one."
    )
    done = _("No code is asked for any more.")
    act = actions.forget_second_factor
    return _deed(request, username, "forget_second_factor", act, words, done)


def _deed(
    request: ActorRequest,
    username: str,
    verb: str,
    act: Callable[..., None],
    words: str,
    done: str,
) -> HttpResponse:
    account = account_of(request, username)
    if request.method == "POST":
        act(account, actor=request.actor)
        messages.success(request, done)
        return redirect("organisations:person", username=username)
    return _confirmation(request, account, verb, words)


def _confirmation(request: ActorRequest, account: User, verb: str, words: str) -> HttpResponse:
    """What a deed brings about, before it is done; Refused for who may not."""
    label = queries.require_keeping(request.actor, account, verb)
    context = {"account": account, "title": label, "words": words, "form": Form()}
    return render(request, "organisations/people/confirmation.html", context)
