"""The page of one source: what it is and where it was published, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .models import Source


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    source = get_object_or_404(Source, code=code)
    return render(request, "sources/detail.html", {"source": source})
