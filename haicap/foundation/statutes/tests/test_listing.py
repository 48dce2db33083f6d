"""Every rule with its basis and history: on the page, by command, by API, as a document."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from haicap.foundation.statutes import all_statutes
from haicap.foundation.statutes.book import book
from haicap.foundation.statutes.kinds import KINDS
from haicap.foundation.statutes.listing import as_markdown, matching, sections
from haicap.foundation.statutes.wording import folded, parsed_moment

ENGLISH = {"accept-language": "en"}


def test_search_is_blind_to_accents_and_case() -> None:
    names = [held.name for held in matching("THU LY khieu nai")]
    assert "complaint.acceptance" in names
    assert "denunciation.resolution" not in names
    assert folded("Đình Lập") == "dinh lap"


def test_search_finds_by_name_and_by_act() -> None:
    assert [held.name for held in matching("procedure.cutoff")] == ["procedure.cutoff"]
    assert "secondment.limit" in {held.name for held in matching("170/2025")}
    assert matching("không có quy định nào như thế") == []


def test_what_is_not_verified_can_be_listed_alone() -> None:
    found = matching("", only_unverified=True)
    assert 0 < len(found) < len(all_statutes())
    assert all(held.is_unverified for held in found)


def test_every_shipped_file_has_a_title_on_the_page() -> None:
    shown = sections(all_statutes())
    assert len(shown) == len(book().subjects)
    assert sum(len(section.statutes) for section in shown) == len(all_statutes())


def test_the_document_is_always_the_same_and_names_both_languages() -> None:
    text = as_markdown()
    assert text == as_markdown()
    assert "| `complaint.acceptance` | Acceptance of a first complaint (Thụ lý" in text
    assert "Decree 155/2026/NĐ-CP, Article 10 **unverified**" in text
    assert all(f"`{held.name}`" in text for held in all_statutes())


@pytest.mark.django_db
def test_anybody_may_read_all_statutes(client: Client) -> None:
    page = client.get("/statutes/", headers=ENGLISH)
    assert page.status_code == 200
    assert "10 days" in page.text
    assert "from 01/07/2012 (day not verified) to 30/06/2026" in page.text
    assert "Law on Complaints 02/2011/QH13, Article 27" in page.text
    assert "not verified" in page.text


@pytest.mark.django_db
def test_the_page_searches(client: Client) -> None:
    page = client.get("/statutes/?q=biet+phai", headers={"accept-language": "vi"})
    assert "Thời hạn biệt phái" in page.text
    assert "Thụ lý khiếu nại" not in page.text
    nothing = client.get("/statutes/?q=zzzz", headers=ENGLISH)
    assert "0 statutes" in nothing.text


@pytest.mark.django_db
def test_one_statute_shows_its_history(client: Client) -> None:
    page = client.get("/statutes/complaint.acceptance/", headers=ENGLISH)
    assert page.status_code == 200
    assert page.text.index("7 working days") < page.text.index("10 days")
    assert client.get("/statutes/complaint.nothing/").status_code == 404


@pytest.mark.django_db
def test_no_statute_breaks_its_page(client: Client) -> None:
    one_of_each_kind = {held.kind: held.name for held in all_statutes()}
    assert len(one_of_each_kind) == len(KINDS)
    for name in one_of_each_kind.values():
        assert client.get(f"/statutes/{name}/").status_code == 200


@pytest.mark.django_db
def test_the_api_gives_the_value_of_a_day(client: Client) -> None:
    address = "/api/v1/statutes/complaint.acceptance"
    found = client.get(f"{address}?on=2026-06-30", headers=ENGLISH).json()
    assert found["value"]["words"] == "10 days"
    assert [value["holds_from"] for value in found["history"]] == ["2012-07-01", "2026-07-01"]
    assert client.get(f"{address}?on=2000-01-01").status_code == 404
    assert client.get("/api/v1/statutes/complaint.nothing").status_code == 404


@pytest.mark.django_db
def test_the_api_lists_and_searches(client: Client) -> None:
    every = client.get("/api/v1/statutes").json()
    assert len(every) == len(all_statutes())
    some = client.get("/api/v1/statutes?q=recommendation.category", headers=ENGLISH).json()
    assert some[0]["value"]["codes"][0] == {
        "code": "STAFF",
        "label": "Staff, secondment, recruitment",
    }


def test_the_command_tells_value_basis_and_history(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("statute", "complaint.acceptance", on="30/06/2026")
    told = capsys.readouterr().out
    assert "On 30/06/2026: 10 days" in told
    assert "Basis: Law on Complaints 02/2011/QH13, Article 27." in told
    assert "from 01/07/2026: 7 working days [Decree 155/2026/NĐ-CP" in told
    call_command("statute", "complaint.acceptance", on="2026-07-01", language="vi")
    assert "Ngày 01/07/2026: 7 ngày làm việc" in capsys.readouterr().out


def test_the_command_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("statute")
    assert len(capsys.readouterr().out.splitlines()) == len(all_statutes())


@pytest.mark.parametrize(
    ("name", "on", "sentence"),
    [
        ("complaint.aceptance", "01/07/2026", "Did you mean complaint.acceptance"),
        ("complaint.acceptance", "31/02/2026", "31/02/2026 is not a day"),
        ("complaint.acceptance", "01/07/2000", "the earliest holds from 01/07/2012"),
    ],
)
def test_the_command_says_what_is_wrong(name: str, on: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("statute", name, on=on)


def test_days_are_read_as_people_write_them() -> None:
    assert parsed_moment("01/07/2026") == parsed_moment("2026-07-01") == date(2026, 7, 1)
    assert f"{parsed_moment('21/08/2026 15:30'):%H:%M}" == "15:30"
    with pytest.raises(ValueError, match="Invalid isoformat"):
        parsed_moment("mai")
