"""Alerts are their reader's alone; e-mails are seen by who runs the installation."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from haicap.foundation.accounts.mailboxes import SALT
from haicap.foundation.accounts.models import User
from haicap.foundation.alerts.kinds import Kind
from haicap.foundation.alerts.models import Alert, Delivery, Mute, Outcome
from haicap.foundation.alerts.testing import declared

from .people import ADMINISTRATOR, ANONYMOUS, SIGNED_IN, STATE_CLERK
from .trying import Address, nothing_written, undone
from .world import NO_SUCH, World

MUTED = {"is_muted": True}
ATTEMPTS = (Address("alerts:attempt"), Address("alerts_retry_delivery"))


def alert_of(user: User) -> Alert:
    return Alert.objects.create(
        user=user, kind="no.such.kind", fact="one", subject="1", told_at=timezone.now()
    )


def test_alerts_are_shown_and_read_by_their_reader_alone(world: World) -> None:
    with undone():
        mine = alert_of(world.users[STATE_CLERK])
        for person in SIGNED_IN:
            browser = world.browsers[person]
            shown = [each["id"] for each in browser.get("/api/v1/alerts").json()["items"]]
            assert shown == ([mine.pk] if person == STATE_CLERK else []), person
            if person == STATE_CLERK:
                continue
            for door in (f"/alerts/{mine.pk}/reading/", f"/alerts/{mine.pk}/opening/"):
                assert browser.post(door).status_code == 404
            assert browser.post(f"/api/v1/alerts/{mine.pk}/reading").status_code == 404
            browser.post("/alerts/reading/", {"up_to": mine.pk})
            told = browser.post(
                "/api/v1/alerts/reading", {"up_to": mine.pk}, content_type="application/json"
            )
            assert told.json() == {"read": 0}
        assert Client().get("/api/v1/alerts").status_code == 401
        assert Alert.objects.unread().count() == 1
        reader = world.browsers[STATE_CLERK]
        assert reader.post(f"/alerts/{mine.pk}/opening/").status_code == 404, "nothing to open"
        assert reader.post(f"/api/v1/alerts/{mine.pk}/reading").status_code == 204
        assert not Alert.objects.unread().exists()


def test_everybody_chooses_for_themselves_what_comes_by_e_mail(world: World) -> None:
    """A persona of the example gets no e-mail, and so has nothing to choose."""
    kind = Kind("test.chosen", "Something chosen")
    page, through_api = f"/alerts/choices/{kind.key}/", f"/api/v1/alerts/choices/{kind.key}"
    for person in SIGNED_IN:
        browser, is_persona = world.browsers[person], world.users[person].is_persona
        with undone(), declared(kind):
            answer = browser.post(page, {"by_mail": "no"})
            assert answer.status_code == (403 if is_persona else 302)
            answer = browser.put(through_api, MUTED, content_type="application/json")
            assert answer.status_code == (403 if is_persona else 200)
            chosen = [] if is_persona else [world.users[person].pk]
            assert list(Mute.objects.values_list("user", flat=True)) == chosen, person
    with nothing_written():
        assert Client().post(page, {"by_mail": "no"}).status_code == 302
        answer = Client().put(through_api, MUTED, content_type="application/json")
        assert answer.status_code == 401


def test_the_way_out_of_e_mails_opens_with_its_token_only(world: World) -> None:
    with nothing_written():
        for browser in (Client(), world.browsers[STATE_CLERK], world.browsers[ADMINISTRATOR]):
            for token in ("x", "x" * 600, signing.dumps([1, "digest"], salt="of something else")):
                door = reverse("alerts:unsubscribe", args=[token])
                assert browser.get(door).status_code == browser.post(door).status_code == 404


def test_an_address_is_confirmed_by_who_reads_its_letters(world: World) -> None:
    clerk = world.users[STATE_CLERK]
    token = signing.dumps([clerk.pk, "clerk@example.vn"], salt=SALT)
    forged = signing.dumps([clerk.pk, "clerk@example.vn"], salt="of something else")
    door, wrong = (reverse("accounts:confirm-email", args=[each]) for each in (token, forged))
    with undone():
        with nothing_written():
            assert Client().get(wrong).status_code == Client().post(wrong).status_code == 404
            assert Client().get(door).status_code == 200
            assert Client().post(door).status_code == 422, "nobody asked for it"
        User.objects.filter(pk=clerk.pk).update(unconfirmed_email="clerk@example.vn")
        assert Client().post(door).status_code == 200
        clerk.refresh_from_db()
        assert (clerk.email, clerk.unconfirmed_email) == ("clerk@example.vn", "")
    clerk.refresh_from_db()


def lost_delivery(user: User) -> Delivery:
    long_ago = timezone.now() - timedelta(days=9)
    return Delivery.objects.create(
        user=user,
        kind="digest",
        key="digest 2026-01-05",
        outcome=Outcome.FAILED,
        created_at=long_ago,
        due_at=long_ago,
    )


@pytest.mark.parametrize("address", ATTEMPTS, ids=lambda address: address.name)
def test_an_e_mail_that_was_given_up_is_tried_again_by_administrators_only(
    world: World, address: Address
) -> None:
    with undone():
        lost = lost_delivery(world.users[STATE_CLERK])
        for person in (*SIGNED_IN, ANONYMOUS):
            if person == ADMINISTRATOR:
                continue
            told = world.browsers[person].post(address.at([lost.pk])).status_code
            nothing = world.browsers[person].post(address.at([NO_SUCH])).status_code
            assert told == nothing, person
            assert told not in {200, 204}, person
        lost.refresh_from_db()
        assert lost.outcome == Outcome.FAILED
        administrator = world.browsers[ADMINISTRATOR]
        assert administrator.post(address.at([lost.pk])).status_code in {204, 302}
        assert administrator.post(address.at([lost.pk])).status_code == 409
        assert administrator.post(address.at([NO_SUCH])).status_code == 404
