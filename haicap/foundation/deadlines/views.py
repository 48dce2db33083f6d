"""The what-if page: anybody may ask when something would be due, and why."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .forms import QuestionForm


@login_not_required
@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    is_asked = "start" in request.GET
    form = QuestionForm(request.GET if is_asked else None, initial=request.GET.dict())
    status = 422 if is_asked and not form.is_valid() else 200
    links = [(_("Statutes"), reverse("statutes:list")), (_("When is it due?"), None)]
    context = {"form": form, "deadline": form.deadline, "links": links}
    return render(request, "deadlines/calculator.html", context, status=status)
