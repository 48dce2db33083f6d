"""What may every operation answer besides its own success? Written into the OpenAPI document.

The rooms document what they return; the answers of errors.py, the Idempotency-Key and the
ETag are the same everywhere and are added here, so that no room can forget one.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from pydantic.json_schema import models_json_schema

from .errors import Problem
from .idempotency import HEADER, KEY_FORM

Document = dict[str, Any]

_MEANING = {
    304: "Not changed since the ETag that was sent as If-None-Match",
    400: "The body cannot be read as JSON",
    401: "Not signed in, and no valid token",
    403: "A rule says no; the sentence says which",
    404: "Nothing here, or nothing you may see",
    409: "Not possible as it stands now, or someone was faster",
    413: "Larger than this server takes",
    422: "A value cannot be taken: field, value and reason",
    503: "Files cannot be kept at the moment",
    507: "There is no room to keep the file",
}

_KEY_PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "pattern": KEY_FORM},
    "description": "Sent again with the same key and body, the request is answered again and"
    " not done again. Kept for seven days.",
}


def document_shared_answers(document: Document) -> None:
    """Add to each operation what it may answer besides its own success."""
    _keys, definitions = models_json_schema(
        [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
    )
    document["components"].setdefault("schemas", {}).update(definitions["$defs"])
    for methods in document["paths"].values():
        for method, operation in methods.items():
            if method == "post" and operation.get("security"):
                operation["parameters"] = [*operation["parameters"], _KEY_PARAMETER]
            answers = operation["responses"]
            for status in _statuses(method, operation):
                answers.setdefault(status, _answer(status))


def _statuses(method: str, operation: Document) -> Iterator[int]:
    has_input = bool(operation["parameters"] or operation.get("requestBody"))
    if method == "get":
        yield 304
    else:
        yield 409
    if operation.get("requestBody"):
        yield from (400, 413)
    if "multipart/form-data" in operation.get("requestBody", {}).get("content", {}):
        yield from (503, 507)
    if operation.get("security"):
        yield from (401, 403)
    if has_input:
        yield from (404, 422)


def _answer(status: int) -> Document:
    answer: Document = {"description": _MEANING.get(status, HTTPStatus(status).phrase)}
    if status >= 400:
        schema = {"$ref": "#/components/schemas/Problem"}
        answer["content"] = {"application/json": {"schema": schema}}
    return answer
