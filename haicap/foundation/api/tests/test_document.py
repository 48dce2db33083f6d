"""The OpenAPI document names every answer that an operation may give."""

import json

from django.test import Client

from haicap.foundation.api.tests.door import api

ROOT = "/api/v1/"


def answers_of(method: str, path: str) -> set[int]:
    return set(api.get_openapi_schema(path_prefix=ROOT)["paths"][ROOT + path][method]["responses"])


def test_the_document_is_open_to_everybody(page: Client) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.0")


def test_each_operation_names_its_shared_answers() -> None:
    assert answers_of("get", "people/{pk}") == {200, 304, 401, 403, 404, 422}
    assert answers_of("get", "people/me") == {200, 304, 401, 403}
    assert answers_of("post", "people/") == {201, 400, 401, 403, 404, 409, 413, 422}


def test_operations_are_named_by_room_and_verb() -> None:
    methods = api.get_openapi_schema(path_prefix=ROOT)["paths"][f"{ROOT}people/"]
    assert methods["post"]["operationId"] == "people_create_person"


def test_creation_takes_a_key() -> None:
    methods = api.get_openapi_schema(path_prefix=ROOT)["paths"][f"{ROOT}people/"]
    assert "Idempotency-Key" in json.dumps(methods["post"]["parameters"])
    assert "Idempotency-Key" not in json.dumps(methods["get"]["parameters"])


def test_every_reference_leads_somewhere() -> None:
    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ROOT)))
    text = json.dumps(document)
    for name in set(text.split('"#/components/schemas/')[1:]):
        assert name.split('"')[0] in document["components"]["schemas"]


def test_the_document_needs_nothing_from_elsewhere(page: Client) -> None:
    assert Client().get("/api/v1/docs").status_code == 404
