"""What does the JSON door answer when something cannot be done?

One table for the whole API: the same exceptions, sentences and status codes as the pages.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import (
    BadRequest,
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.exceptions import ValidationError as ModelValidationError
from django.core.handlers.exception import response_for_exception
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from psycopg.errors import UniqueViolation

from haicap.foundation.access import Invalid, Refused, Unavailable
from haicap.foundation.workflow import MoveFailed

from .reasons import reason_of

VALUE_SHOWN = 200  # characters of a wrong value that are shown back


class FieldProblem(Schema):
    """One value that cannot be taken: which, what was sent, why not."""

    field: str
    value: str | None = None
    reason: str


class Problem(Schema):
    """Why a request was not done, in a sentence in the reader's language."""

    detail: str
    field: str | None = None
    value: str | None = None
    errors: list[FieldProblem] | None = None


Told = tuple[int, Problem]


def value_as_text(value: object) -> str | None:
    """A wrong value as it is shown back: short, and always text that can be sent."""
    if value is None:
        return None
    if not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False, default=str)
    # A lone surrogate is valid JSON and not valid text.
    return value[:VALUE_SHOWN].encode("utf-8", "replace").decode()


def _about_fields(problems: list[FieldProblem]) -> Told:
    first = problems[0]
    alone = len(problems) == 1
    detail = first.reason if alone else _("Several values cannot be taken.")
    return 422, Problem(detail=detail, field=first.field, value=first.value, errors=problems)


def _not_found(error: Exception) -> Told:
    # Never the exception's words: they name models and keys.
    return 404, Problem(detail=_("There is nothing here, or you may not see it."))


def _refused(error: Refused) -> Told:
    return 403, Problem(detail=error.refusal.reason)


def _denied(error: PermissionDenied) -> Told:
    return 403, Problem(detail=_("You may not do this."))


def _not_now(error: MoveFailed) -> Told:
    return 409, Problem(detail=str(error))


def _unavailable(error: Unavailable) -> Told:
    return error.status, Problem(detail=str(error))


def _invalid(error: Invalid) -> Told:
    problem = FieldProblem(field=error.field, value=value_as_text(error.value), reason=error.reason)
    return _about_fields([problem])


def _does_not_fit(error: ModelValidationError) -> Told:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return _about_fields(
        [FieldProblem(field=field, reason=" ".join(said)) for field, said in by_field.items()]
    )


def _unreadable_values(error: ValidationError) -> Told:
    return _about_fields(
        [
            FieldProblem(
                field=".".join(str(part) for part in found["loc"]),
                value=None if found["type"] == "missing" else value_as_text(found.get("input")),
                reason=reason_of(found),
            )
            for found in error.errors
        ]
    )


def _too_large(error: RequestDataTooBig) -> Told:
    return 413, Problem(detail=_("The request is larger than this server takes."))


def _unreadable(error: Exception) -> Told:
    return 400, Problem(detail=_("The request cannot be read."))


def _cannot_be_kept(error: DataError) -> Told:
    # A NUL character, or a number beyond the column: refused by the database, not a fault of ours.
    return 422, Problem(detail=_("A text or number was sent that cannot be kept."))


def _taken_meanwhile(error: IntegrityError) -> Told:
    if not isinstance(error.__cause__, UniqueViolation):
        raise error
    return 409, Problem(detail=_("Someone was faster: this exists already."))


def _plain(error: HttpError) -> Told:
    sentences = {
        400: _("The request cannot be read as JSON."),
        401: _("Sign in, or send a valid access token."),
        403: _("You may not do this."),
        429: _("Too many requests; wait a moment."),
    }
    return error.status_code, Problem(detail=sentences.get(error.status_code, str(error)))


TABLE: dict[type[Exception], Callable[[Any], Told]] = {
    Http404: _not_found,
    ObjectDoesNotExist: _not_found,
    Refused: _refused,
    PermissionDenied: _denied,
    MoveFailed: _not_now,
    Invalid: _invalid,
    Unavailable: _unavailable,
    ValidationError: _unreadable_values,
    ModelValidationError: _does_not_fit,
    RequestDataTooBig: _too_large,
    SuspiciousOperation: _unreadable,
    BadRequest: _unreadable,
    MultiPartParserError: _unreadable,
    UnreadablePostError: _unreadable,
    DataError: _cannot_be_kept,
    IntegrityError: _taken_meanwhile,
    HttpError: _plain,
}


def answer(api: NinjaAPI, request: HttpRequest, status: int, problem: Problem) -> HttpResponse:
    """A problem as an answer of this API."""
    response = api.create_response(request, problem.model_dump(exclude_none=True), status=status)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="haicap"'
    return response


def answer_errors(api: NinjaAPI) -> None:
    """Make this API answer every exception by the table, and any other one as a fault of ours."""

    def by_table(request: HttpRequest, error: Any) -> HttpResponse:
        tell = next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)
        try:
            status, problem = tell(error)
        except Exception as fault:  # the table itself says that this one is no answer
            return by_nobody(request, fault)
        return answer(api, request, status, problem)

    def by_nobody(request: HttpRequest, error: Any) -> HttpResponse:
        # Django logs it, and raises it again in tests; only its page is replaced.
        response_for_exception(request, error)
        problem = Problem(detail=_("Something went wrong here; it was noted."))
        return answer(api, request, 500, problem)

    for kind in TABLE:
        api.add_exception_handler(kind, by_table)
    api.add_exception_handler(Exception, by_nobody)
