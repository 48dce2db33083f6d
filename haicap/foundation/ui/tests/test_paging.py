"""Paging goes through a list once, whatever happens beside it."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from haicap.foundation.access import Invalid
from haicap.foundation.accounts.models import User
from haicap.foundation.accounts.testing import account
from haicap.foundation.ui.paging import page_of

pytestmark = pytest.mark.django_db

START = datetime(2025, 10, 27, 8, 0, 0, 123456, tzinfo=UTC)
ORDERS = [("-id",), ("username",), ("-created_at", "id"), ("name", "-id")]


@pytest.fixture
def people():
    made = [account(f"p{number:02}", name=f"{number % 3}") for number in range(11)]
    for number, user in enumerate(made):
        # Three of each instant, a microsecond apart: a cut to milliseconds would lose some.
        moment = START + timedelta(microseconds=number // 3)
        User.objects.filter(pk=user.pk).update(created_at=moment)
    return User.objects.all()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def walked(people, order, size):
    pages, cursor = [], None
    while True:
        page = page_of(people, order=order, cursor=cursor, size=size)
        pages.append(page)
        cursor = page.next_cursor
        if cursor is None:
            return pages


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 4, 11, 50])
def test_every_row_comes_once_and_in_order(people, order, size):
    rows = [row for page in walked(people, order, size) for row in page]
    assert rows == list(people.order_by(*order))


@pytest.mark.parametrize("order", ORDERS)
def test_the_way_back_shows_the_same_pages(people, order):
    forward = walked(people, order, 4)
    back = page_of(people, order=order, cursor=forward[-1].previous_cursor, size=4)
    assert list(back) == list(forward[-2])
    first = page_of(people, order=order, cursor=back.previous_cursor, size=4)
    assert list(first) == list(forward[0])
    assert first.previous_cursor is None
    assert first.next_cursor is not None


def test_the_only_page_leads_nowhere(people):
    page = page_of(people, size=11)
    assert (page.next_cursor, page.previous_cursor) == (None, None)


def test_a_row_that_comes_meanwhile_shifts_nothing(people):
    first = page_of(people, order=("-id",), size=4)
    account("newcomer")
    second = page_of(people, order=("-id",), cursor=first.next_cursor, size=4)
    assert not {row.pk for row in first} & {row.pk for row in second}
    assert second.items[0].pk == first.items[-1].pk - 1


def test_a_page_costs_one_query(people, django_assert_num_queries):
    cursor = page_of(people, order=("name", "-id"), size=4).next_cursor
    with django_assert_num_queries(1):
        page_of(people, order=("name", "-id"), cursor=cursor, size=4)


def test_an_empty_list_is_an_empty_page():
    page = page_of(User.objects.all())
    assert (list(page), page.next_cursor, page.previous_cursor) == ([], None, None)


def packed(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "ă",
        "===",
        "bm90IGpzb24",
        packed(),
        packed("next"),
        packed("next", 1, 2),
        packed("sideways", 1),
        packed("next", "one"),
        packed("next", None),
        packed("next", [1]),
        packed("next", {"a": 1}),
        packed("next", 10**30),
        packed("next", 1.5e300),
        packed("next", float("nan")),
        packed("next", "1\0"),
        base64.b64encode(b"[" * 5000).decode(),
    ],
)
def test_a_wild_cursor_is_refused_and_named(people, cursor):
    with pytest.raises(Invalid) as refused:
        page_of(people, cursor=cursor)
    assert (refused.value.field, refused.value.value) == ("cursor", cursor)


def test_a_cursor_of_an_instant_takes_no_other_text(people):
    with pytest.raises(Invalid):
        page_of(people, order=("-created_at", "id"), cursor=packed("next", "yesterday", 1))
