"""A working group is formed: on which document, with whom, for which communes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haicap.domain.organisations import actions, queries
from haicap.domain.organisations.forms.groups import GroupForm, SeatForm, seats
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import ActorRequest, Invalid


@require_http_methods(["GET", "HEAD", "POST"])
def forming(request: ActorRequest) -> HttpResponse:
    """To who may form no group anywhere, this page does not exist."""
    parents = queries.units_forming_groups(request.actor)
    home = get_object_or_404(queries.home_of(parents))
    data = request.POST if request.method == "POST" else None
    form = GroupForm(data, parents=parents, communes=queries.communes_of(home))
    taken = seats(data)
    if all([form.is_valid(), *(seat.is_valid() for seat in taken)]):
        try:
            group = _found(request, form.cleaned_data, taken)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, _("The working group is formed."))
            return redirect(group)
    context = {
        "form": form,
        "seats": taken,
        "forms": [form, *taken],
        "chain": [
            (_("Working groups"), reverse("organisations:working-groups")),
            (_("Form a working group"), None),
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "organisations/people/group.html", context, status=status)


def _found(request: ActorRequest, given: dict[str, Any], taken: list[SeatForm]) -> Unit:
    members = [_member(seat) for seat in taken if seat.is_taken]
    return actions.found_working_group(actor=request.actor, members=members, **given)


def _member(seat: SeatForm) -> actions.Member:
    typed = seat.cleaned_data
    try:
        return actions.member_named(typed["person"], kind=typed["kind"], title=typed["title"])
    except Invalid as invalid:
        seat.add_error("person" if invalid.field != "title" else "title", invalid.reason)
        raise
