"""The page on which a conclusion is put together, and the changes of its items."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haicap.domain.conclusions import actions, forms, queries
from haicap.domain.conclusions.models import Conclusion, Item
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.workflow import LostRace

from .answering import Link, answer, conclusion_seen, item_seen, link, posted, show_both


@require_http_methods(["GET", "POST"])
def compose(request: ActorRequest, pk: int) -> HttpResponse:
    conclusion = conclusion_seen(request, pk)
    queries.require_open("compose", actor=request.actor, thing=conclusion)
    form = forms.AnswersForm(posted(request), actor=request.actor, conclusion=conclusion)
    if form.is_valid():
        try:
            given = actions.answer_recommendations(conclusion, form.given, actor=request.actor)
        except Invalid as invalid:
            form.take(invalid)
        else:
            done = _("Answers that were added: %(count)s.")
            messages.success(request, done % {"count": len(given)})
            return redirect("conclusions:compose", conclusion.pk)
    return _page(request, conclusion, form)


def _page(request: ActorRequest, conclusion: Conclusion, form: forms.AnswersForm) -> HttpResponse:
    context = {
        "conclusion": conclusion,
        "form": form,
        "parts": list(_parts(conclusion)),
        "last": conclusion.items.count(),
        "links": [(*link(conclusion), "vi"), (_("Compose"), None)],
    }
    status = 422 if form.errors else 200
    return render(request, "conclusions/compose.html", context, status=status)


def _parts(conclusion: Conclusion) -> Iterable[tuple[str, list[Item]]]:
    items = list(conclusion.items.select_related("lead").order_by("position"))
    for part in Item.Part:
        yield str(part.label), [item for item in items if item.part == part]


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    item = item_seen(request, pk)
    queries.require_open("edit", actor=request.actor, thing=item)
    form = forms.ItemEditForm(
        posted(request),
        actor=request.actor,
        conclusion=item.conclusion,
        initial=forms.initial_of_item(item) if request.method == "GET" else None,
    )
    title, above = _("Change item %(label)s") % {"label": item.label}, _above(item)
    to = reverse("conclusions:compose", args=[item.conclusion_id])
    try:
        return answer(
            request,
            form,
            lambda: actions.edit_item(item, actor=request.actor, **form.cleaned_data),
            title,
            above,
            to=to,
        )
    except LostRace as race:
        now = item_seen(request, pk)
        theirs = [(form.fields["text"].label, now.text)]
        return show_both(request, form, race, theirs, now.version, title=title, above=above)


def _above(item: Item) -> list[Link]:
    composing = reverse("conclusions:compose", args=[item.conclusion_id])
    return [link(item.conclusion), (_("Compose"), composing)]


@require_POST
def place(request: ActorRequest, pk: int) -> HttpResponse:
    item = item_seen(request, pk)
    form = forms.PlaceForm(request.POST)
    if not form.is_valid():
        raise Invalid("to", _("Say the place as a number."), request.POST.get("to", ""))
    actions.move_item(item, actor=request.actor, to=form.cleaned_data["to"])
    return redirect("conclusions:compose", item.conclusion_id)


@require_http_methods(["GET", "POST"])
def removal(request: ActorRequest, pk: int) -> HttpResponse:
    item = item_seen(request, pk)
    queries.require_open("remove", actor=request.actor, thing=item)
    form = forms.RemovalForm(posted(request), initial={"version": item.version})
    return answer(
        request,
        form,
        lambda: actions.remove_item(item, actor=request.actor, **form.cleaned_data),
        _("Take out item %(label)s") % {"label": item.label},
        _above(item),
        to=reverse("conclusions:compose", args=[item.conclusion_id]),
        quoted=item.text,
    )
