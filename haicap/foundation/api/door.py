"""What is an API of this house? One way in, one table of errors, one shape of document."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError, ValidationErrorContext
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer
from pydantic import BaseModel

from .authentication import ActorOf, BySession, ByToken
from .documenting import document_shared_answers
from .errors import Problem, answer, answer_errors
from .idempotency import answered_once, in_one_transaction

View = Callable[..., HttpResponseBase]


class Utf8Renderer(JSONRenderer):
    """Vietnamese as itself, half the size of its escapes."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """All rooms' routers behind one door: tokens or session, errors by the table, keys once.

    Has no page of its own: documentation viewers load their parts from elsewhere, which our
    content policy forbids; the document is at `openapi.json`, open to everybody.
    """

    def __init__(self, *, title: str, description: str, actor_of: ActorOf) -> None:
        super().__init__(
            title=title,
            version="1",
            description=description,
            docs_url=None,
            urls_namespace="api",
            auth=[ByToken(actor_of), BySession()],
            renderer=Utf8Renderer(),
        )
        answer_errors(self)
        self.add_decorator(in_one_transaction, mode="view")
        self.add_decorator(answered_once, mode="operation")

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """Open to everybody as far as the pages' sign-in goes: each operation asks itself."""
        patterns, app, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = self._door(pattern.callback)
        return [*patterns, re_path("", self._door(_nowhere))], app, namespace

    def _door(self, view: View) -> View:
        """Also what ninja leaves to Django is answered as JSON: unknown paths and methods."""

        @csrf_exempt  # BySession checks it, because a token needs none
        @login_not_required
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
            try:
                response = view(request, *args, **values)
            except Http404 as error:
                return self.on_exception(request, error)
            if response.status_code == 405:
                problem = Problem(detail=_("This address does not take this method."))
                allowed = ", ".join(sorted(response["Allow"].split(", ")))
                response = answer(self, request, 405, problem)
                response["Allow"] = allowed
            return response

        return door

    def create_response(self, request: HttpRequest, data: Any, **how: Any) -> HttpResponse:
        """Kept by nobody but the one who asked, and asked for again each time, by its ETag."""
        response = super().create_response(request, data, **how)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**where)
        document_shared_answers(document)
        return document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """`tasks_verify_task`: the room and the verb, never a Python path."""
        return "_".join([*(operation.tags or [])[:1], operation.view_func.__name__])

    def get_operation_url_name(self, operation: Operation, router: Router) -> str:
        return "_".join([*(router.tags or [])[:1], operation.view_func.__name__])

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """As ninja's own, but the values that were sent are kept to be shown back."""
        return ValidationError(
            [
                {**found, "loc": _field(context.model, found["loc"])}
                for context in error_contexts
                for found in context.pydantic_validation_error.errors(include_url=False)
            ]
        )


def _nowhere(request: HttpRequest) -> HttpResponse:
    raise Http404


def _field(model: Any, place: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The path to a value as its sender knows it, without the name of our parameter."""
    place = model.__ninja_flatten_map_reverse__.get(place, place)
    parameter = model.model_fields.get(str(place[0])) if place else None
    is_schema = parameter is not None and _is_model(parameter.annotation)
    return place[1:] if is_schema and len(place) > 1 else place


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
