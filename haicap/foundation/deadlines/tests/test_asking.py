"""Anybody may ask what would be due when, in one case or two, at any door."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

pytestmark = pytest.mark.django_db
PAGE = "/deadlines/"
API = "/api/v1/deadlines/"
ENGLISH = {"accept-language": "en"}
ANSWER = {"name": "reception.answer", "start": "01/07/2026"}
BESIDE = "Compare with a second case"


def asked(client: Client, **more: str) -> str:
    page = client.get(PAGE, {**ANSWER, **more}, headers=ENGLISH)
    assert page.status_code == 200, page.text
    return page.text


def refused(client: Client, **more: str) -> str:
    page = client.get(PAGE, {**ANSWER, **more}, headers=ENGLISH)
    assert page.status_code == 422
    return page.text


def test_pauses_move_the_date_and_are_told(client: Client) -> None:
    shown = asked(client, pauses="06/07/2026 – 08/07/2026\n2026-07-10 đến 2026-07-13\n\n")
    assert "ran again on 08/07/2026: 2 working days later" in shown
    assert "ran again on 13/07/2026: 1 working day later" in shown
    assert "Monday 20/07/2026" in shown


def test_an_open_pause_has_no_date(client: Client) -> None:
    shown = asked(client, pauses="06/07/2026")
    assert "While the clock stands there is no due date." in shown


def test_a_restart_counts_from_zero(client: Client) -> None:
    assert "Friday 24/07/2026" in asked(client, restarted="10/07/2026")


def test_extensions_are_counted_and_too_many_are_told(client: Client) -> None:
    denunciation = {"name": "denunciation.resolution", "start": "05/01/2026"}
    shown = asked(client, **denunciation, extensions="02/02/2026")
    assert "Extension 1, told on 02/02/2026: 30 days more." in shown
    assert "Extension by law: 2 times, by 30 days" in shown
    shown = asked(client, **denunciation, extensions="02/02/2026 – 20/02/2026")
    assert "to Friday 20/02/2026" in shown
    shown = refused(client, **denunciation, extensions="02/02/2026\n05/03/2026\n03/04/2026")
    assert "It may be extended 2 times only" in shown
    assert "The law gives no extension" in refused(client, extensions="02/07/2026")


def test_corrections_that_are_not_verified_count_when_asked_for(client: Client) -> None:
    decision = {"name": "complaint.decision_sent", "start": "20/11/2026"}
    shown = asked(client, **decision)
    assert "not verified yet it would be Thursday 26/11/2026" in shown
    shown = asked(client, **decision, with_unverified="on")
    assert "Thursday 26/11/2026" in shown
    assert "not verified are counted too" in shown


def test_two_cases_stand_side_by_side(client: Client) -> None:
    paused = {f"b-{name}": value for name, value in ANSWER.items()}
    shown = asked(client, **paused, **{"b-pauses": "06/07/2026 – 08/07/2026"})
    assert "First case" in shown
    assert "Wednesday 15/07/2026" in shown
    assert "Friday 17/07/2026" in shown
    assert "The second case is due 2 days later (2 working days)." in shown


def test_the_link_to_compare_carries_the_whole_first_case(client: Client) -> None:
    shown = client.get(PAGE, {**ANSWER, "pauses": "06/07/2026 – 08/07/2026"}, headers=ENGLISH)
    beside = dict(parse_qsl(urlsplit(shown.context["beside"]).query))
    assert beside["b-pauses"] == beside["pauses"] == "06/07/2026 – 08/07/2026"
    both = client.get(shown.context["beside"], headers=ENGLISH)
    assert "Both are due on Friday 17/07/2026." in both.text
    assert BESIDE not in both.text
    alone = client.get(both.context["alone"], headers=ENGLISH)
    assert BESIDE in alone.text


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ({"b-pauses": "06/07/2026"}, "In one case the clock stands"),
        ({"b-start": "30/06/2026"}, "The second case is due 1 day earlier (1 working day)."),
    ],
)
def test_the_difference_is_said_in_words(
    client: Client, second: dict[str, str], words: str
) -> None:
    case = {"b-name": "reception.answer", "b-start": "01/07/2026", **second}
    assert words in asked(client, **case)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"start": "soon"}, "“soon” is not a day: write dd/mm/yyyy."),
        ({"start": "31/12/9999"}, "31/12/9999 lies outside the days that can be counted"),
        ({"start": "0001-01-01T00:00+14:00"}, "lies outside the days that can be counted"),
        ({"start": "01/07/1999"}, "the earliest holds from"),
        ({"name": "no.such"}, "Select a valid choice"),
        ({"pauses": "yesterday"}, "“yesterday” is not one day or two"),
        ({"pauses": "06/07/2026 – 08/07/2026 – 09/07/2026"}, "is not one day or two"),
        ({"pauses": "31/06/2026"}, "“31/06/2026” is not a day"),
        ({"pauses": "08/07/2026 – 06/07/2026"}, "cannot run again on 06/07/2026"),
        ({"pauses": "06/07/2026 – 06/07/2999"}, "06/07/2999 lies outside"),
        ({"restarted": "01/06/2026"}, "cannot be set back to zero on 01/06/2026"),
        ({"name": "election.campaign_end", "start": "15/03/2026"}, "give the hour too"),
    ],
)
def test_bad_input_is_told_in_a_sentence(client: Client, wrong: dict[str, str], words: str) -> None:
    assert words in refused(client, **wrong)


WILD = ("\0", "9" * 40, "-1", "٣/٣/٢٠٢٦", "<b>", "x" * 5_000, "1/1/0001", "\n" * 300, "24:00")


@pytest.mark.parametrize("field", ["name", "start", "pauses", "restarted", "extensions"])
def test_no_wild_words_break_a_door(client: Client, field: str) -> None:
    of_api = {"pauses": "pause", "extensions": "extension"}.get(field, field)
    for value in WILD:
        page = client.get(PAGE, {**ANSWER, field: value, f"b-{field}": value, "b-start": value})
        assert page.status_code in (200, 422)
        if field != "name":
            question = {"start": "2026-07-01", of_api: value}
            assert client.get(f"{API}reception.answer", question).status_code in (200, 422)


def test_faults_of_both_cases_are_told_at_once(client: Client) -> None:
    shown = refused(client, start="soon", **{"b-name": "reception.answer", "b-start": "later"})
    assert "“soon” is not a day" in shown
    assert "“later” is not a day" in shown
    assert shown.count('class="error-summary"') == 1


def test_the_api_takes_the_same_question(client: Client) -> None:
    address = f"{API}reception.answer?start=2026-07-01&pause=2026-07-06..2026-07-08"
    found = client.get(f"{address}&pause=2026-07-10..2026-07-13", headers=ENGLISH).json()
    assert found["due_on"] == "2026-07-20"
    assert found["pauses"][1] == {"since": "2026-07-10", "until": "2026-07-13"}
    standing = client.get(f"{API}reception.answer?start=2026-07-01&pause=2026-07-06").json()
    assert standing["due_on"] is None
    doubted = client.get(f"{API}complaint.decision_sent?start=2026-11-20").json()
    assert (doubted["due_on"], doubted["otherwise_due_on"]) == ("2026-11-25", "2026-11-26")
    longer = f"{API}denunciation.resolution?start=2026-01-05&extension=2026-02-02"
    assert client.get(longer).json()["due_on"] == "2026-03-06"


@pytest.mark.parametrize("asked", ["pause=x", "extension=2026-07-02", "restarted=2026-06-01"])
def test_the_api_names_the_field(client: Client, asked: str) -> None:
    found = client.get(f"{API}reception.answer?start=2026-07-01&{asked}", headers=ENGLISH)
    assert found.status_code == 422
    assert found.json()["errors"][0]["field"].startswith(asked.partition("=")[0])


def test_the_command_takes_the_same_question(capsys: pytest.CaptureFixture[str]) -> None:
    question = ["reception.answer", "01/07/2026", "--restarted", "02/07/2026"]
    call_command("deadline", *question, "--pause", "06/07/2026..08/07/2026")
    shown = capsys.readouterr().out
    assert "ran again on 08/07/2026" in shown
    assert "Due: Monday 20/07/2026" in shown
    with pytest.raises(CommandError, match="is not one day or two"):
        call_command("deadline", *question, "--pause", "soon")
    with pytest.raises(CommandError, match="Say the day of the event"):
        call_command("deadline", "reception.answer")
