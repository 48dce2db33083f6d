"""Does a create through the API reach a third of the requests a second of one bare insert?"""

import json
from collections.abc import Iterator, Mapping

from django.test import Client

from haicap.domain.cases.models import Persona
from haicap.foundation.access import house
from haicap.foundation.api.actions import create_token

from .measuring import Line, compare

CREATED = {
    "text": "Đề nghị bổ sung biên chế cho Trung tâm Phục vụ hành chính công",
    "category": "STAFF",
    "raised_by": ["06529"],
    "addressed_to": "20.tinh-uy",
}


def main() -> Iterator[Line]:
    owner = Persona.objects.get(code="can-bo-loc-binh").user
    secret = create_token(owner, actor=house("bench"), name="bench").secret
    browser = Client(headers={"authorization": f"Bearer {secret}"})

    def create() -> None:
        _post(browser, "/api/v1/recommendations", CREATED)

    def insert() -> None:
        _post(browser, "/bare/rows", CREATED)

    yield compare("raising a recommendation through the API", create, insert, limit=3, times=101)


def _post(browser: Client, address: str, sent: Mapping[str, object]) -> None:
    answer = browser.post(address, json.dumps(sent), content_type="application/json")
    if answer.status_code != 201:
        raise RuntimeError(f"{address} answers {answer.status_code}: {answer.content.decode()}")
