"""Whatever cannot be done is answered by one table, with a sentence and where it applies."""

import pytest
from django.test import Client

JSON = "application/json"
PEOPLE = "/api/v1/people/"


@pytest.mark.parametrize(
    ("failure", "status", "detail"),
    [
        ("lost", 409, "Someone was faster: here is how it stands now."),
        ("refused", 403, "Only the working group verifies."),
        ("missing", 404, "There is nothing here, or you may not see it."),
        ("hidden", 404, "There is nothing here, or you may not see it."),
        ("invalid", 422, "A deadline lies ahead."),
        ("same_again", 409, "Someone was faster: this exists already."),
        ("nul", 422, "A text or number was sent that cannot be kept."),
    ],
)
def test_each_failure_has_its_answer(door: Client, failure: str, status: int, detail: str) -> None:
    answer = door.get(f"{PEOPLE}failures/{failure}")
    assert (answer.status_code, answer.json()["detail"]) == (status, detail)


def test_an_invalid_value_is_named_with_its_reason(door: Client) -> None:
    answer = door.get(f"{PEOPLE}failures/invalid").json()
    problem = {"field": "due_on", "value": "2020-01-01", "reason": "A deadline lies ahead."}
    assert answer["errors"] == [problem]
    assert (answer["field"], answer["value"]) == ("due_on", "2020-01-01")


def test_a_fault_of_ours_is_told_as_json_and_logged(
    door: Client, caplog: pytest.LogCaptureFixture
) -> None:
    door.raise_request_exception = False
    answer = door.get(f"{PEOPLE}failures/fault")
    assert answer.status_code == 500
    assert answer.json() == {"detail": "Something went wrong here; it was noted."}
    assert "ZeroDivisionError" in caplog.text


def test_a_fault_of_ours_is_raised_in_tests(door: Client) -> None:
    with pytest.raises(ZeroDivisionError):
        door.get(f"{PEOPLE}failures/fault")


def test_every_wrong_value_is_named(door: Client) -> None:
    answer = door.post(PEOPLE, {"username": "x", "age": "old"}, content_type=JSON)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "username", "value": "x", "reason": "Give at least 2 characters."},
        {"field": "age", "value": "old", "reason": "Give a whole number."},
    ]


def test_a_missing_value_is_named_without_a_value(door: Client) -> None:
    answer = door.post(PEOPLE, {}, content_type=JSON).json()
    assert answer["errors"] == [{"field": "username", "reason": "This is required."}]


def test_a_wrong_page_size_is_named_as_it_was_sent(door: Client) -> None:
    answer = door.get(PEOPLE, {"size": "9999"}).json()
    assert (answer["field"], answer["value"]) == ("size", "9999")


def test_a_wrong_key_in_the_address_is_a_wrong_value(door: Client) -> None:
    answer = door.get(f"{PEOPLE}seven")
    assert (answer.status_code, answer.json()["field"]) == (422, "pk")


def test_reasons_are_in_the_readers_language(door: Client) -> None:
    answer = door.post(PEOPLE, {}, content_type=JSON, headers={"accept-language": "vi"})
    assert answer.json()["detail"] == "Bắt buộc phải có giá trị này."
    assert "Bắt buộc" in answer.content.decode()


def test_a_broken_body_is_not_a_fault_of_ours(door: Client) -> None:
    answer = door.post(PEOPLE, "{", content_type=JSON)
    assert (answer.status_code, answer.json()) == (
        400,
        {"detail": "The request cannot be read as JSON."},
    )


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000\\u0000"])
def test_text_that_is_no_text_is_refused(door: Client, text: str) -> None:
    answer = door.post(PEOPLE, f'{{"username": "a{text}"}}', content_type=JSON)
    assert answer.status_code == 422


def test_a_body_beyond_the_limit_is_too_large(door: Client, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = door.post(PEOPLE, {"username": "somebody"}, content_type=JSON)
    assert answer.status_code == 413
    assert answer.json()["detail"] == "The request is larger than this server takes."


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/nowhere", "/api/v1/people/1/2/3"])
def test_an_unknown_address_is_answered_as_json(door: Client, address: str) -> None:
    answer = door.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json; charset=utf-8")


def test_an_unknown_method_is_answered_with_those_that_exist(door: Client) -> None:
    answer = door.delete(PEOPLE)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert answer.json() == {"detail": "This address does not take this method."}


def test_a_broken_upload_is_not_a_fault_of_ours(door: Client) -> None:
    answer = door.post(f"{PEOPLE}me/photo", "junk", content_type="multipart/form-data; boundary=")
    assert (answer.status_code, answer.json()) == (400, {"detail": "The request cannot be read."})
