"""Templates take only from their own room and the interface, and carry nothing forbidden."""

import pytest

from .conftest import Plant
from .laws import pages
from .laws.source import ROOT

TASK = "haicap/domain/tasks/templates/tasks/task.html"


def test_pages_take_only_from_their_room_and_the_interface() -> None:
    assert pages.takes_from_others(ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        '{% include "meetings/session.html" %}',
        '{% extends "portal/desk.html" %}',
        "{% include part %}",
        '{%include "meetings/x.html" only%}',
        "{% load meetings %}",
        "{% load i18n money %}",
        "{% load fold from organisations %}",
        "{% load i18n clock %}",
    ],
)
def test_taking_from_another_room_is_found(plant: Plant, line: str) -> None:
    assert len(pages.takes_from_others(plant(TASK, f"{line}\n"))) == 1


def test_own_parts_and_the_interface_may_be_taken(plant: Plant) -> None:
    text = """\
        {% extends "ui/base.html" %}{% load i18n ui static %}{% load clock %}
        {% include "tasks/row.html" %}{% include "ui/paging.html" with page=page %}
        {# never {% include "meetings/session.html" %} #}
    """
    root = plant(
        TASK, text,
        "haicap/domain/tasks/templatetags/clock.py", "",
        "haicap/foundation/ui/templatetags/ui.py", "",
    )  # fmt: skip
    assert pages.takes_from_others(root) == []


def test_pages_lie_in_a_folder_of_their_room() -> None:
    assert pages.misplaced(ROOT) == []


def test_a_page_that_could_hide_anothers_is_found(plant: Plant) -> None:
    root = plant(
        TASK, "",
        "haicap/domain/tasks/templates/task.html", "",
        "haicap/domain/tasks/templates/meetings/x.html", "",
        "haicap/foundation/ui/templates/404.html", "",
    )  # fmt: skip
    assert len(pages.misplaced(root)) == 2


def test_pages_carry_no_styles_scripts_or_handlers() -> None:
    assert pages.carries(ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        '<p style="color: red">x</p>',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<button onclick="go()">x</button>',
        '<button class="a"\n  onclick="go()">x</button>',
        '<a href="javascript:go()">x</a>',
        '<div hx-on:click="go()">x</div>',
        '<img src="https://example.org/x.png">',
        '<script src="//example.org/x.js"></script>',
        "{{ text|safe }}",
        "{% autoescape off %}",
    ],
)
def test_what_the_policy_forbids_is_found(plant: Plant, line: str) -> None:
    assert len(pages.carries(plant(TASK, f"{line}\n"))) == 1


def test_plain_pages_are_left_alone(plant: Plant) -> None:
    text = """\
        <script src="{% static "ui/htmx.js" %}" defer></script>
        <a href="https://example.org/">a page elsewhere</a>
        <p data-once="1">The position: one of us, on = off</p>
        {{ "<code>haicap</code>"|safe }}
        {# <p style="x"> #}
    """
    assert pages.carries(plant(TASK, text)) == []


def test_pages_are_short() -> None:
    assert pages.long_pages(ROOT) == []


def test_a_long_page_is_found(plant: Plant) -> None:
    assert len(pages.long_pages(plant(TASK, "<p></p>\n" * (pages.LONGEST_PAGE + 1)))) == 1


def test_views_show_pages_of_their_own_room() -> None:
    assert pages.shows_pages_of_others(ROOT) == []


def test_a_view_with_anothers_page_is_found(plant: Plant) -> None:
    root = plant(
        "haicap/domain/tasks/views.py",
        """
        render(request, "tasks/task.html", {})
        render(request, "ui/plain.html", {})
        render(request, "meetings/session.html", {})
        """,
    )
    assert len(pages.shows_pages_of_others(root)) == 1
