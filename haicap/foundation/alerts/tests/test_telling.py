"""A person is told of a fact once, and of nothing that they may not see."""

import pytest
from django.core import mail
from time_machine import Traveller

from haicap.foundation.access import house
from haicap.foundation.accounts.actions import deactivate_account
from haicap.foundation.accounts.models import User
from haicap.foundation.alerts import actions, queries
from haicap.foundation.alerts.jobs.sending import send_due
from haicap.foundation.alerts.kinds import Kind, actor_for
from haicap.foundation.alerts.models import Alert, Delivery
from haicap.foundation.alerts.testing import Records

pytestmark = pytest.mark.usefixtures("clock", "server")


def test_the_same_fact_told_again_is_no_news(urgent: Kind, ana: User, mila: User) -> None:
    for news in (2, 0):
        told = actions.tell(urgent, [ana.pk, mila.pk], fact="moved:1", subject=7)
        assert told == news
    assert Alert.objects.count() == Delivery.objects.count() == 2
    assert send_due() == 2
    actions.tell(urgent, [ana.pk, mila.pk], fact="moved:1", subject=7)
    assert send_due() == 0
    assert len(mail.outbox) == 2


def test_another_fact_about_the_same_record_is_news(urgent: Kind, ana: User) -> None:
    actions.tell(urgent, [ana.pk], fact="moved:1", subject=7)
    assert actions.tell(urgent, [ana.pk], fact="moved:2", subject=7) == 1


def test_who_may_not_see_it_is_not_told(urgent: Kind, ana: User, mila: User) -> None:
    assert actions.tell(urgent, [ana.pk, mila.pk], fact="moved:1", subject=8) == 1
    assert list(Alert.objects.values_list("user__name", flat=True)) == ["Ana"]


def test_an_account_that_is_off_is_not_told(urgent: Kind, ana: User) -> None:
    deactivate_account(ana, actor=house("test"))
    assert actions.tell(urgent, [ana.pk], fact="moved:1", subject=7) == 0


def test_what_may_not_be_seen_any_more_is_not_sent_and_not_described(
    urgent: Kind, ana: User, records: Records
) -> None:
    actions.tell(urgent, [ana.pk], fact="moved:1", subject=7, details={"new_on": "2026-03-12"})
    records.seen["Ana"] = set()
    assert send_due() == 0
    assert mail.outbox == []
    [row] = queries.told(Alert.objects.all(), actor_for(ana))
    assert (row.matter, row.sentence) == (None, "Something moved")
    assert Delivery.objects.get().outcome == "spared"


def test_what_was_called_off_meanwhile_is_not_sent(
    urgent: Kind, ana: User, records: Records
) -> None:
    actions.tell(urgent, [ana.pk], fact="moved:1", subject=7)
    records.over.add("7")
    assert send_due() == 0
    assert actions.tell(urgent, [ana.pk], fact="moved:2", subject=7) == 0


def test_what_was_read_in_the_house_is_not_sent_as_well(urgent: Kind, ana: User) -> None:
    actions.tell(urgent, [ana.pk], fact="moved:1", subject=7)
    actions.mark_read(Alert.objects.get(), actor=actor_for(ana))
    assert send_due() == 0


def test_what_is_not_urgent_waits_for_the_digest(calm: Kind, ana: User) -> None:
    actions.tell(calm, [ana.pk], fact="done:1", subject=7, details={"who": "Felix"})
    assert Delivery.objects.count() == 0
    [news] = queries.news_of(actor_for(ana))
    assert news.sentence == "Done by Felix."


def test_a_letter_speaks_the_language_of_its_reader(urgent: Kind, ana: User, mila: User) -> None:
    """Ana chose English, Mila nothing: that is Vietnamese."""
    actions.tell(
        urgent, [ana.pk, mila.pk], fact="moved:1", subject=7, details={"new_on": "2026-03-12"}
    )
    send_due()
    english, vietnamese = sorted(mail.outbox, key=lambda each: each.to)
    assert english.subject == "Haicap: It moved to 12/03/2026."
    assert "https://haicap.example/records/7/" in english.body
    assert "https://haicap.example/records/7/" in english.alternatives[0].content
    assert "Dear Ana" in english.body
    assert "Kính gửi" in vietnamese.body


def test_plain_text_is_not_escaped_and_html_is(urgent: Kind, ana: User, records: Records) -> None:
    actions.tell(urgent, [ana.pk], fact="moved:1", subject=7, details={"new_on": ""})
    User.objects.filter(pk=ana.pk).update(name="Ana <& co>")
    records.seen["Ana <& co>"] = {"7"}
    send_due()
    [letter] = mail.outbox
    assert "Ana <& co>" in letter.body
    assert "Ana &lt;&amp; co&gt;" in letter.alternatives[0].content


def test_forgotten_is_what_nobody_looks_for(urgent: Kind, ana: User, clock: Traveller) -> None:
    actions.tell(urgent, [ana.pk], fact="moved:1", subject=7)
    send_due()
    assert actions.forget_old() == 0
    clock.shift(actions.telling.KEPT_FOR.total_seconds() + 1)
    assert actions.forget_old() == 2
