"""A list is one thing: its page, its order and its file say the same."""

import io

import pytest
from django.http import FileResponse, QueryDict, StreamingHttpResponse
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from haicap.foundation.access import Invalid
from haicap.foundation.accounts.models import User
from haicap.foundation.ui.tables import Column, Table

pytestmark = pytest.mark.django_db

PEOPLE = Table(
    "people",
    "People",
    Column("User name", lambda user: user.username, sort="name", order=("username", "id")),
    Column("Opened", sort="", css="rest"),
    Column("Full name", lambda user: user.name, in_page=False),
    order=("-id",),
)


@pytest.fixture(autouse=True)
def _people() -> None:
    for name in ("mila", "ana", "=cora"):
        User.objects.create(username=name, name=f"Nông Thị {name}")


def ask(**query: str) -> object:
    return RequestFactory().get("/people/", query)


def names(**query: str) -> list[str]:
    return [user.username for user in PEOPLE.page(ask(**query), User.objects.all())]


def test_the_order_stands_in_the_address() -> None:
    assert names() == ["=cora", "ana", "mila"]
    assert names(sort="name") == ["=cora", "ana", "mila"]
    assert names(sort="-name") == ["mila", "ana", "=cora"]


def test_a_sorted_list_is_paged_in_its_order() -> None:
    rows = User.objects.all()
    first = PEOPLE.page(ask(sort="-name"), rows, size=2)
    rest = PEOPLE.page(ask(sort="-name", cursor=first.next_cursor or ""), rows, size=2)
    assert [user.username for user in (*first, *rest)] == ["mila", "ana", "=cora"]


@pytest.mark.parametrize("sort", ["username", "--name", "password", "-"])
def test_an_order_that_the_table_does_not_offer_is_refused(sort: str) -> None:
    with pytest.raises(Invalid) as refused:
        names(sort=sort)
    assert (refused.value.field, refused.value.value) == ("sort", sort)


def test_a_heading_sorts_up_then_down_and_forgets_the_page() -> None:
    plain, rest = PEOPLE.headings(ask(q="an", cursor="x"))
    assert QueryDict(plain.address[1:]).dict() == {"q": "an", "sort": "name"}
    assert (plain.direction, rest.address) == ("none", "")
    up, _rest = PEOPLE.headings(ask(sort="name"))
    assert (up.direction, up.address) == ("ascending", "?sort=-name")
    down, _rest = PEOPLE.headings(ask(sort="-name"))
    assert (down.direction, down.address) == ("descending", "?sort=name")


def test_the_sheet_holds_the_whole_list_as_it_was_sorted() -> None:
    response = PEOPLE.download(ask(format="xlsx", sort="-name"), User.objects.all())
    assert isinstance(response, FileResponse)
    content = b"".join(response)
    assert response["Content-Length"] == str(len(content))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    heading, *rows = book.get_sheet_by_index(0).to_python()
    assert heading[1:3] == ["User name", "Full name"]
    assert [row[1] for row in rows] == ["mila", "ana", "=cora"]
    assert response["Content-Disposition"].startswith('attachment; filename="people-')


def test_the_sheet_goes_from_the_disk_in_pieces_and_leaves_nothing_there() -> None:
    response = PEOPLE.download(ask(format="xlsx"), User.objects.all())
    assert isinstance(response, FileResponse)
    kept = response.file_to_stream
    response.block_size = 1000
    assert max(map(len, response)) == 1000
    response.close()
    assert kept.closed


def test_the_plain_file_is_sent_as_it_is_read(django_assert_num_queries: object) -> None:
    response = PEOPLE.download(ask(format="csv"), User.objects.all())
    assert isinstance(response, StreamingHttpResponse)
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[0].startswith("\ufeffid,User name")
    assert [line.split(",")[1] for line in lines[1:]] == ["'=cora", "ana", "mila"]


def test_another_kind_of_file_is_refused() -> None:
    assert PEOPLE.download(ask(), User.objects.all()) is None
    with pytest.raises(Invalid) as refused:
        PEOPLE.download(ask(format="pdf"), User.objects.all())
    assert refused.value.field == "format"
