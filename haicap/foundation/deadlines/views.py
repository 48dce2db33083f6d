"""The what-if page: anybody may ask when something would be due, and why, in one case or two."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .comparing import difference
from .forms import QuestionForm

SECOND = "b"
"""The second case stands in the address under the same names with this before them."""


@login_not_required
@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    forms = [_form(request)]
    if f"{SECOND}-start" in request.GET:
        forms.append(_form(request, SECOND))
    # All are looked at, so that all faults are told at once.
    is_wrong = any([form.is_bound and not form.is_valid() for form in forms])
    found = [form.deadline for form in forms if form.deadline]
    context = {
        "forms": forms,
        "is_two": len(forms) > 1,
        "deadlines": found,
        "difference": difference(*found) if len(found) > 1 else "",
        "alone": _address(_own(request.GET)) if len(forms) > 1 else "",
        "beside": _address(_doubled(request.GET)) if len(forms) == len(found) == 1 else "",
        "links": [(_("Statutes"), reverse("statutes:list")), (_("When is it due?"), None)],
    }
    return render(request, "deadlines/calculator.html", context, status=422 if is_wrong else 200)


def _form(request: HttpRequest, prefix: str | None = None) -> QuestionForm:
    is_asked = (f"{prefix}-start" if prefix else "start") in request.GET
    return QuestionForm(
        request.GET if is_asked else None, initial=request.GET.dict(), prefix=prefix
    )


def _own(asked: QueryDict) -> QueryDict:
    """Only the first case."""
    own = QueryDict(mutable=True)
    for name in QuestionForm.base_fields:
        if asked.get(name):
            own[name] = str(asked[name])
    return own


def _doubled(asked: QueryDict) -> QueryDict:
    """The first case twice: the second is there to be changed."""
    both = _own(asked)
    for name, value in list(both.items()):
        both[f"{SECOND}-{name}"] = str(value)
    return both


def _address(asked: QueryDict) -> str:
    return f"{reverse('deadlines:calculator')}?{asked.urlencode()}"
