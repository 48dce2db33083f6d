"""A list is sorted by the same names through both doors, and turned by the same sign."""

from typing import Any

import pytest
from django.test import Client

from haicap.domain.cases.models import Persona
from haicap.domain.conclusions.listing import CONCLUSIONS
from haicap.domain.followups.listing import SHEETS
from haicap.domain.meetings.listing import SESSIONS
from haicap.domain.organisations.listing import COMMUNES
from haicap.domain.recommendations.listing import RECOMMENDATIONS
from haicap.domain.tasks.listing import TASKS
from haicap.foundation.ui.tables import Table
from tests.access.walking import operations

# The page, and the same list for programs; communes are a part of all units there.
LISTS = {
    "tasks_list_tasks": (TASKS, "/tasks/", "/api/v1/tasks"),
    "meetings_list_sessions": (SESSIONS, "/sessions/", "/api/v1/sessions"),
    "recommendations_list_recommendations": (
        RECOMMENDATIONS,
        "/recommendations/",
        "/api/v1/recommendations",
    ),
    "conclusions_list_conclusions": (CONCLUSIONS, "/notices/", "/api/v1/conclusions"),
    "followups_list_sheets": (SHEETS, "/follow-ups/", "/api/v1/follow-ups"),
    "organisations_list_units": (COMMUNES, "", "/api/v1/units"),
}
EACH = pytest.mark.parametrize(("table", "page", "api"), LISTS.values(), ids=LISTS.keys())


@pytest.fixture
def clerk(worked_case: None) -> Client:
    client = Client(headers={"accept-language": "en"})
    user = Persona.objects.get(code="van-thu").user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def whole(client: Client, api: str, sort: str) -> list[int]:
    """Every row of the list, through all its pages."""
    found, cursor = [], ""
    while True:
        asked = {"sort": sort, "size": "7"} | ({"cursor": cursor} if cursor else {})
        answer = client.get(api, asked)
        assert answer.status_code == 200, answer.content
        found += [each.get("id", each.get("key")) for each in answer.json()["items"]]
        cursor = answer.json()["next_cursor"]
        if not cursor or len(found) > 60:
            return found


@EACH
def test_a_program_sorts_as_the_page_does(clerk: Client, table: Table, page: str, api: str) -> None:
    for name in table.sorts:
        for sort in (name, f"-{name}"):
            rows = whole(clerk, api, sort)
            if page:
                shown = [row.pk for row in clerk.get(page, {"sort": sort}).context["page"]]
                assert rows[: len(shown)] == shown
            assert len(rows) == len(set(rows))
        if page:
            assert whole(clerk, api, name) == whole(clerk, api, f"-{name}")[::-1]


@EACH
@pytest.mark.parametrize("sort", ["wild", "--", "text", "-id", "*"])
def test_an_order_that_the_list_has_not_is_refused_with_those_it_has(
    clerk: Client, table: Table, page: str, api: str, sort: str
) -> None:
    answer = clerk.get(api, {"sort": sort})
    assert answer.status_code == 422
    problem: dict[str, Any] = answer.json()
    assert (problem["field"], problem["value"]) == ("sort", sort)
    assert all(name in problem["detail"] for name in table.sorts)
    assert clerk.get(api, {"sort": "x" * 41}).status_code == 422


def test_every_list_that_takes_an_order_is_tried() -> None:
    """One that lies within a record (the people of a unit) is tried in its own room."""
    sorting = {name: each for name, each in operations().items() if "sort" in each.query}
    assert {name for name, each in sorting.items() if "{" not in each.path} == set(LISTS)
