"""Every address there is: from the url table of Django, and from the operations of the API."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from haicap.config.api import api
from haicap.domain.tasks.models import Evidence

Patterns = Sequence[URLPattern | URLResolver]


def _walk(patterns: Patterns, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield ":".join([*namespaces, each.name or ""]), each
        else:
            inner = (each.namespace,) if each.namespace else ()
            yield from _walk(each.url_patterns, namespaces + inner)


def url_names() -> list[str]:
    """The name of every address, with its namespaces; an address without a name is empty there."""
    return [name for name, _pattern in _walk(get_resolver().url_patterns)]


@dataclass(frozen=True)
class Operation:
    """One operation of the API: a method on a path."""

    id: str
    method: str
    path: str
    answers: Any
    """The model of what it answers when it does what was asked; None where it answers a file."""
    query: frozenset[str]
    takes_numbers: bool
    """Its body has whole numbers in it: records, named beside the address."""


@cache
def operations() -> dict[str, Operation]:
    found = {}
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    of_id = {
        told["operationId"]: (method, path, told)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    }
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for each in view.operations:
                id_ = api.get_openapi_operation_id(each)
                method, path, told = of_id.pop(id_)
                query = {p["name"] for p in told.get("parameters", []) if p["in"] == "query"}
                found[id_] = Operation(
                    id_, method, path, _answer_of(each), frozenset(query), _takes_numbers(each)
                )
    assert not of_id, f"the document tells of operations that no router has: {sorted(of_id)}"
    return found


def _answer_of(operation: Any) -> Any:
    models = [operation.response_models.get(status) for status in (200, 201)]
    return next((model for model in models if hasattr(model, "model_json_schema")), None)


def _takes_numbers(operation: Any) -> bool:
    bodies = [
        model for model in operation.models if model.__ninja_param_source__ in {"body", "form"}
    ]
    return any('"integer"' in json.dumps(each.model_json_schema()) for each in bodies)


def args_of(record: Model) -> tuple[int, ...]:
    """What an address of this record is made of."""
    if isinstance(record, Evidence):
        return (record.progress.task_id, record.pk)
    return (record.pk,)


def page(name: str, args: Sequence[object] = ()) -> str:
    return reverse(name, args=args)


def operation_address(operation: Operation, args: Sequence[object] = ()) -> str:
    values = iter(args)
    return re.sub(r"\{\w+\}", lambda _match: str(next(values)), operation.path)
