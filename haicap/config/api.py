"""The JSON door of the whole house, under /api/v1/: every room's router, put together."""

import json
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.utils import translation
from ninja.responses import NinjaJSONEncoder

from haicap.domain.organisations.queries import actor_of
from haicap.foundation.api.door import Api

ROOT = "/api/v1/"

ROUTERS = {
    "/organisations": "haicap.domain.organisations.api",
    "": "haicap.domain.indicators.api",
    "/tasks": "haicap.domain.tasks.api",
    "/sessions": "haicap.domain.meetings.api",
    "/recommendations": "haicap.domain.recommendations.api",
    "/conclusions": "haicap.domain.conclusions.api",
    "/followups": "haicap.domain.followups.api",
    "/statutes": "haicap.foundation.statutes.api",
    "/deadlines": "haicap.foundation.deadlines.api",
}


api = Api(
    title="Haicap",
    description=(
        "The working loop of two-tier local government: session, conclusion, task, proof,"
        " follow-up. The same rules and sentences as the pages; sentences come in the language"
        " of Accept-Language (vi, en)."
    ),
    actor_of=actor_of,
)
for address, module in ROUTERS.items():
    if find_spec(module):
        api.add_router(address, import_module(module).router)


def openapi_document() -> str:
    """The OpenAPI 3.1 document as text: the same for the same code, wherever it is made."""
    with translation.override("en"):
        document: dict[str, Any] = api.get_openapi_schema(path_prefix=ROOT)
        return (
            json.dumps(document, cls=NinjaJSONEncoder, indent=2, sort_keys=True, ensure_ascii=False)
            + "\n"
        )
