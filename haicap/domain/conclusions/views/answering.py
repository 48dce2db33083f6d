"""What the pages of this room share: finding the record, answering a form."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.ui.forms import Form
from haicap.foundation.workflow import LostRace

Link = tuple[str, str]
Words = Iterable[tuple[object, str]]


def conclusion_seen(request: ActorRequest, pk: int) -> Conclusion:
    seen = Conclusion.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("session", "issuer__office"), pk=pk)


def item_seen(request: ActorRequest, pk: int) -> Item:
    seen = Item.objects.visible_to(request.actor)
    return get_object_or_404(
        seen.select_related("lead", "conclusion__issuer", "conclusion__session"), pk=pk
    )


def notice_seen(request: ActorRequest, pk: int) -> Notice:
    seen = Notice.objects.visible_to(request.actor)
    return get_object_or_404(
        seen.select_related(
            "issuer__parent__parent", "issuer__office", "conclusion__issuer__office"
        ),
        pk=pk,
    )


def posted(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def link(record: Conclusion | Notice) -> Link:
    return (str(record), record.get_absolute_url())


def answer(
    request: ActorRequest,
    form: Form,
    act: Callable[[], Any],
    title: str,
    above: list[Link],
    *,
    to: Any = None,
    template: str = "conclusions/form.html",
    **context: Any,
) -> HttpResponse:
    """Do it and go to the record; or show the form, with what could not be taken."""
    if form.is_valid():
        try:
            done = act()
            return redirect(to or done)
        except Invalid as invalid:
            form.take(invalid)
    status = 422 if form.is_bound else 200
    return show(request, form, title, above, status=status, template=template, **context)


def show(
    request: ActorRequest,
    form: Form,
    title: str,
    above: list[Link],
    *,
    status: int = 200,
    template: str = "conclusions/form.html",
    **context: Any,
) -> HttpResponse:
    links = [(label, address, "vi") for label, address in above]
    shown = {"form": form, "title": title, "links": [*links, (title, None)], **context}
    return render(request, template, shown, status=status)


def show_both(
    request: ActorRequest, form: Form, race: LostRace, theirs: Words, version: int, **page: Any
) -> HttpResponse:
    """Somebody else saved first: their words beside the writer's own, which stay in the form.

    The form then knows the newer wording: saving it again is a decision, not an accident.
    """
    again = request.POST.copy()
    again["version"] = str(version)
    form.data = again
    form.add_error(None, str(race))
    title, above = page.pop("title"), page.pop("above")
    their_words = [(label, words) for label, words in theirs if words]
    return show(request, form, title, above, status=409, theirs=their_words, **page)
