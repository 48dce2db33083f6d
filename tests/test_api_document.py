"""The API of the whole house: its document is complete, its doors are closed to strangers."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from ninja import Schema

from haicap.config.api import openapi_document

DOCUMENT: dict[str, Any] = json.loads(openapi_document())


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_the_document_is_the_same_each_time() -> None:
    assert openapi_document() == openapi_document()


def test_each_operation_has_a_name_of_its_own_in_its_room() -> None:
    names = [operation["operationId"] for _address, operation in operations()]
    assert len(set(names)) == len(names)
    for _address, operation in operations():
        assert operation["operationId"].startswith(operation["tags"][0])


@pytest.mark.parametrize(("address", "operation"), list(operations()))
def test_each_operation_names_the_answers_of_its_kind(
    address: str, operation: dict[str, Any]
) -> None:
    expected = {"304"} if address.startswith("get ") else {"409"}
    if operation.get("security"):
        expected |= {"401", "403"}
    if operation.get("requestBody"):
        expected |= {"400", "413", "422"}
    assert expected <= set(operation["responses"])


def test_every_reference_leads_somewhere() -> None:
    text = json.dumps(DOCUMENT)
    for rest in text.split('"#/components/schemas/')[1:]:
        assert rest.split('"')[0] in DOCUMENT["components"]["schemas"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", [each for each, said in operations() if said.get("security")])
def test_a_stranger_learns_nothing(client: Client, address: str) -> None:
    method, path = address.split()
    answer = client.generic(method.upper(), re.sub(r"{\w+}", "1", path))
    assert answer.status_code == 401
    assert set(answer.json()) == {"detail"}


def schemas(base: type[Schema] = Schema) -> Iterator[type[Schema]]:
    for each in base.__subclasses__():
        yield each
        yield from schemas(each)


def shape(schema: Any) -> Any:
    """A schema without its words."""
    if isinstance(schema, dict):
        words = {"title", "description"}
        return {
            name: shape(part)
            for name, part in schema.items()
            if name not in words or isinstance(part, dict)
        }
    return [shape(part) for part in schema] if isinstance(schema, list) else schema


def test_no_two_rooms_call_different_things_by_one_name() -> None:
    """The document knows a thing by its name alone: the last of two would describe both."""
    named = DOCUMENT["components"]["schemas"]
    different: dict[str, set[str]] = {}
    for each in schemas():
        is_ours = each.__module__.startswith("haicap.") and ".tests." not in each.__module__
        if is_ours and each.__name__ in named:
            told = json.dumps(shape(each.model_json_schema(by_alias=False)), sort_keys=True)
            different.setdefault(each.__name__, set()).add(told)
    assert sorted(name for name, told in different.items() if len(told) > 1) == []
