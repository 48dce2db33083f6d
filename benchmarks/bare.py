"""The house's own stack with next to nothing in it: what the pages and doors are held against."""

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from haicap.config import urls

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)


def page(request: HttpRequest) -> HttpResponse:
    """The base page of a signed-in person, with nothing on it."""
    return render(request, "ui/base.html")


@csrf_exempt
@login_not_required
@transaction.atomic
def insert(request: HttpRequest) -> HttpResponse:
    """One row from a JSON body, through the same middleware and driver."""
    sent: dict[str, Any] = json.loads(request.body)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (text) VALUES (%s) RETURNING id", [sent["text"]])
        number = cursor.fetchone()[0]
    return JsonResponse({"id": number}, status=201)


urlpatterns = [path("bare/", page), path("bare/rows", insert), *urls.urlpatterns]
