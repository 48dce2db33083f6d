"""The API, tried with whatever its document allows and forbids, by each kind of asker.

Schemathesis makes the requests: values of every shape, missing and doubled ones, methods that
an address does not take, tokens that are none. Every answer must be one that the document
names, in its form, and never a fault of ours. The askers take turns, operation by operation.
`HAICAP_EXAMPLES=200` tries more of each, and every wrong method instead of one.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.db import connection, connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from haicap.config.api import openapi_document
from haicap.config.wsgi import application
from haicap.domain.cases.models import Persona
from haicap.domain.organisations.actions import appoint
from haicap.foundation.access import house
from haicap.foundation.accounts.testing import account
from haicap.foundation.api.actions import create_token
from haicap.foundation.database.testing import copied_database, use_database
from tests.access.people import CLERK, OFFICER
from tests.access.records import HOUSE, unit

ADMINISTRATOR = "administrator"
ANONYMOUS = "anonymous"
FORGER = "forger"
ASKERS = [CLERK, OFFICER, ADMINISTRATOR, ANONYMOUS, FORGER]
FEW = 2
EXAMPLES = int(os.environ.get("HAICAP_EXAMPLES", FEW))

DOCUMENT = schemathesis.openapi.from_dict(json.loads(openapi_document()))
DOCUMENT.app = application
if EXAMPLES == FEW:
    DOCUMENT.config.phases.coverage.unexpected_methods = {"put"}
TURNS: dict[str, Iterator[str]] = defaultdict(lambda: cycle(ASKERS))

# Whatever fits the document's shapes may still be refused with 422: a unit that there is not.
# Every other check is made.
NOT_ASKED = [positive_data_acceptance]


@pytest.fixture(scope="module")
def tokens(
    case_database: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """A copy of the worked case in which commits are real, and a token for each asker."""
    folder = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder):
        plain = connection.settings_dict["NAME"]
        connections.close_all()
        use_database(case_database)
        try:
            with copied_database():
                yield _tokens()
        finally:
            connections.close_all()
            use_database(plain)


def _tokens() -> dict[str, str]:
    owners = {code: Persona.objects.get(code=code).user for code in (CLERK, OFFICER)}
    owners[ADMINISTRATOR] = account("quan-tri")
    appoint(
        unit("20.vptu"),
        actor=HOUSE,
        kind="administrator",
        title="Quản trị",
        user=owners[ADMINISTRATOR],
    )
    made = {
        who: create_token(owner, actor=house("test"), name="wild").secret
        for who, owner in owners.items()
    }
    return {**made, FORGER: "haicap_²§no-token"}


@DOCUMENT.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_documented(case: Any, tokens: dict[str, str]) -> None:
    who = next(TURNS[case.operation.label])
    headers = {"Authorization": f"Bearer {tokens[who]}"} if who in tokens else {}
    case.call_and_validate(headers=headers, excluded_checks=NOT_ASKED)
