"""The people of a unit as a list, and one person with positions and account."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.domain.organisations import queries
from haicap.domain.organisations.forms.people import PeopleFilter
from haicap.domain.organisations.models import Appointment, Unit
from haicap.domain.organisations.people import (
    PEOPLE,
    STATES,
    TONES,
    account_state,
    has_second_factor,
)
from haicap.domain.organisations.rules import by_who_appoints
from haicap.foundation.access import Actor, ActorRequest
from haicap.foundation.accounts.models import User


def unit_of(request: ActorRequest, key: str) -> Unit:
    """A unit whose people this actor may see; to others the page does not exist."""
    return get_object_or_404(queries.unit_with_people(key, request.actor))


def account_of(request: ActorRequest, username: str) -> User:
    return get_object_or_404(queries.account_seen_by(request.actor, username))


def chain_to(unit: Unit, *, last: str = "", language: str = "") -> list[tuple[Any, ...]]:
    """The unit, its people, and the page itself."""
    people = reverse("organisations:people", args=[unit.key])
    links: list[tuple[Any, ...]] = [(unit.full_name, unit.get_absolute_url(), "vi")]
    links.append((_("People"), people if last else None))
    return [*links, (last, None, language)] if last else links


@require_safe
def people(request: ActorRequest, key: str) -> HttpResponseBase:
    """Everybody who holds a position in the unit; its administrator also sees those below it."""
    unit = unit_of(request, key)
    form = PeopleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    listed = queries.people_found(queries.people_of(unit, request.actor), **asked)
    if download := PEOPLE.download(request, listed):
        return download
    page = PEOPLE.page(request, listed)
    context = {
        "unit": unit,
        "chain": chain_to(unit),
        "form": form,
        "table": PEOPLE,
        "page": page,
        "rows": [_row(each) for each in page.items],
        "refusal": by_who_appoints(request.actor, unit),
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/people/list.html", context, status=status)


def _row(held: Appointment) -> dict[str, Any]:
    state = account_state(held.user)
    return {
        "held": held,
        "state": STATES[state],
        "tone": TONES[state],
        "has_second_factor": has_second_factor(held.user),
    }


@require_safe
def person(request: ActorRequest, username: str) -> HttpResponse:
    """One account: how it stands, which positions it holds, what may be done to it."""
    account = account_of(request, username)
    doors = {
        "reset": "organisations:password",
        "switch_off": "organisations:off",
        "switch_on": "organisations:on",
        "forget_second_factor": "organisations:second-factor",
    }
    positions = _positions(account, request.actor)
    first = positions[0]["held"].position.unit if positions else None
    context = {
        "account": account,
        "chain": chain_to(first, last=str(account), language="vi") if first else (),
        "row": _row(Appointment(user=account)),
        "positions": positions,
        "moves": queries.account_keeping(account, request.actor),
        "pages": {verb: reverse(door, args=[username]) for verb, door in doors.items()},
    }
    return render(request, "organisations/people/person.html", context)


def _positions(account: User, actor: Actor) -> list[dict[str, Any]]:
    """Each with why this actor may not end it, if so; what has ended stays as history."""
    today = timezone.localdate()
    return [
        {
            "held": each,
            "is_over": each.until_on is not None and each.until_on <= today,
            "refusal": queries.why_not_end(actor, each),
        }
        for each in queries.positions_seen_by(actor, account)
    ]
