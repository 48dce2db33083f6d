"""One's own alerts, what one wants by e-mail, and the way out without a sign-in."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haicap.foundation.access import Refused
from haicap.foundation.accounts.models import User
from haicap.foundation.alerts import actions, queries
from haicap.foundation.alerts.jobs.sending import send_due
from haicap.foundation.alerts.kinds import Kind, actor_for
from haicap.foundation.alerts.models import Alert, Mute
from haicap.foundation.alerts.testing import Records
from haicap.foundation.journal.models import Entry

pytestmark = pytest.mark.usefixtures("clock", "server")


@pytest.fixture
def browser(ana: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    return client


def told(kind: Kind, ana: User, count: int = 1) -> list[Alert]:
    for number in range(count):
        actions.tell(kind, [ana.pk], fact=f"done:{number}", subject=7, details={"who": "Felix"})
    return list(Alert.objects.order_by("id"))


def test_the_masthead_counts_and_the_page_shows_what_is_unread(
    browser: Client, calm: Kind, ana: User
) -> None:
    first, second = told(calm, ana, 2)
    page = browser.get("/alerts/").content.decode()
    assert re.search(r'class="count">2<', page)
    assert page.count("Done by Felix.") >= 2
    browser.post(f"/alerts/{first.pk}/reading/")
    assert queries.unread_count(actor_for(ana)) == 1
    response = browser.post(f"/alerts/{second.pk}/opening/")
    assert response["Location"] == "/records/7/"
    assert "You have read everything." in browser.get("/alerts/?unread=1").content.decode()


def test_all_are_read_up_to_the_newest_that_was_shown(
    browser: Client, calm: Kind, ana: User
) -> None:
    first, second, third = told(calm, ana, 3)
    browser.post("/alerts/reading/", {"up_to": second.pk})
    assert list(Alert.objects.unread()) == [third]
    assert browser.post("/alerts/reading/", {"up_to": "a few"}).status_code == 422
    assert browser.post("/alerts/reading/", {"up_to": "9" * 30}).status_code == 422
    assert first.pk < second.pk


def test_an_alert_of_somebody_else_is_not_there(
    browser: Client, calm: Kind, ana: User, mila: User
) -> None:
    actions.tell(calm, [mila.pk], fact="done:1", subject=7)
    other = Alert.objects.get()
    for deed in ("reading", "opening"):
        assert browser.post(f"/alerts/{other.pk}/{deed}/").status_code == 404
    assert browser.post(f"/api/v1/alerts/{other.pk}/reading").status_code in (403, 404)
    assert Alert.objects.unread().count() == 1


def test_the_list_costs_as_much_for_many_as_for_few(browser: Client, calm: Kind, ana: User) -> None:
    counts = []
    for number in (1, 30):
        told(calm, ana, number)
        with CaptureQueriesContext(connection) as captured:
            browser.get("/alerts/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_kind_is_muted_and_unmuted_on_the_page(
    browser: Client, calm: Kind, urgent: Kind, ana: User
) -> None:
    browser.post(f"/alerts/choices/{urgent.key}/", {"by_mail": "no"})
    actions.tell(urgent, [ana.pk], fact="moved:1", subject=7)
    assert send_due() == 0
    browser.post(f"/alerts/choices/{urgent.key}/", {"by_mail": "yes"})
    actions.tell(urgent, [ana.pk], fact="moved:2", subject=7)
    assert send_due() == 1
    browser.post(f"/alerts/choices/{calm.key}/", {"by_mail": "no"})
    told(calm, ana)
    assert queries.news_of(actor_for(ana)) == []
    events = Entry.objects.filter(event__startswith="alert.").values_list("event", flat=True)
    assert sorted(events) == ["alert.mute", "alert.mute", "alert.unmute"]


def test_what_is_no_choice_is_refused_with_its_field(
    browser: Client, urgent: Kind, records: Records
) -> None:
    assert browser.post(f"/alerts/choices/{urgent.key}/", {"by_mail": "x"}).status_code == 422
    assert browser.post("/alerts/choices/nothing/", {"by_mail": "no"}).status_code == 422
    assert Mute.objects.count() == 0


def way_out(kind: Kind, ana: User) -> str:
    actions.tell(kind, [ana.pk], fact="moved:9", subject=7)
    send_due()
    header = mail.outbox[-1].message()["List-Unsubscribe"]
    return header.strip("<>").removeprefix("https://haicap.example")


def test_one_click_unsubscribes_without_a_sign_in_and_without_a_cookie(
    urgent: Kind, ana: User
) -> None:
    """As a mail program does it: RFC 8058."""
    stranger = Client(enforce_csrf_checks=True)
    address = way_out(urgent, ana)
    assert stranger.get(address).status_code == 200
    assert Mute.objects.count() == 0, "looking ahead changes nothing"
    for _time in range(2):
        response = stranger.post(address, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
    assert [mute.kind for mute in Mute.objects.filter(user=ana)] == [urgent.key]
    assert Entry.objects.get(event="alert.mute").actor_id == ana.pk


def test_a_way_out_that_was_altered_leads_nowhere(urgent: Kind, ana: User) -> None:
    address = way_out(urgent, ana)
    assert Client().post(address[:-3] + "x/").status_code == 404
    assert Mute.objects.count() == 0


def test_a_kind_that_everybody_gets_has_no_way_out(urgent: Kind, ana: User) -> None:
    object.__setattr__(urgent, "can_be_muted", False)
    actions.tell(urgent, [ana.pk], fact="moved:9", subject=7)
    send_due()
    assert mail.outbox[-1].message()["List-Unsubscribe"] is None
    with pytest.raises(Refused, match="everybody"):
        actions.mute(ana, actor=actor_for(ana), kind=urgent.key)


def test_the_same_through_the_api(browser: Client, calm: Kind, ana: User) -> None:
    told(calm, ana, 3)
    page = browser.get("/api/v1/alerts?size=2").json()
    assert [each["sentence"] for each in page["items"]] == ["Done by Felix."] * 2
    assert page["items"][0]["address"] == "/records/7/"
    rest = browser.get(f"/api/v1/alerts?size=2&cursor={page['next_cursor']}").json()
    assert len(rest["items"]) == 1
    assert browser.get("/api/v1/alerts/unread").json() == {"unread": 3}
    kinds = {each["kind"]: each for each in browser.get("/api/v1/alerts/choices").json()}
    assert kinds[calm.key]["is_muted"] is False
