"""The JSON door of the whole house, under /api/v1/: every room's router, put together."""

import json
from typing import Any

from django.utils import translation
from ninja.responses import NinjaJSONEncoder

from haicap.domain.calendars import api as calendars
from haicap.domain.conclusions import api as conclusions
from haicap.domain.followups import api as followups
from haicap.domain.indicators import api as indicators
from haicap.domain.meetings import api as meetings
from haicap.domain.minutes import api as minutes
from haicap.domain.organisations import api as organisations
from haicap.domain.organisations.queries import actor_of
from haicap.domain.recommendations import api as recommendations
from haicap.domain.tasks import api as tasks
from haicap.foundation.accounts import api as accounts
from haicap.foundation.alerts import api as alerts
from haicap.foundation.api.door import Api
from haicap.foundation.deadlines import api as deadlines
from haicap.foundation.operations import api as operations
from haicap.foundation.statutes import api as statutes
from haicap.portal import api as portal

ROOT = "/api/v1/"

ROUTERS = [
    ("", organisations.router),
    ("", indicators.router),
    ("/tasks", tasks.router),
    ("/sessions", meetings.router),
    ("/sessions", minutes.router),
    ("/recommendations", recommendations.router),
    ("", conclusions.router),
    ("/follow-ups", followups.router),
    ("/calendars", calendars.router),
    ("/account", accounts.router),
    ("/statutes", statutes.router),
    ("/deadlines", deadlines.router),
    ("/operations", operations.router),
    ("/alerts", alerts.router),
    *(("", router) for router in portal.routers),
]


api = Api(
    title="Haicap",
    description=(
        "The working loop of two-tier local government: session, conclusion, task, proof,"
        " follow-up. The same rules and sentences as the pages; sentences come in the language"
        " of Accept-Language (vi, en)."
    ),
    actor_of=actor_of,
)
for address, router in ROUTERS:
    api.add_router(address, router)


def openapi_document() -> str:
    """The OpenAPI 3.1 document as text: the same for the same code, wherever it is made."""
    with translation.override("en"):
        document: dict[str, Any] = api.get_openapi_schema(path_prefix=ROOT)
        return (
            json.dumps(document, cls=NinjaJSONEncoder, indent=2, sort_keys=True, ensure_ascii=False)
            + "\n"
        )
