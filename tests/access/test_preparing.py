"""The doors to what makes a session ready: addresses of two numbers, and files."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from haicap.domain.meetings import actions
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.foundation.files.tests.samples import PDF, PNG, upload

from .people import ANONYMOUS, LOC_BINH, PARTY, SIGNED_IN, THE_DEPARTMENT, THE_GROUP, People
from .records import HOUSE
from .trying import none_of, undone
from .world import World

SEE_IT = PARTY | THE_GROUP | LOC_BINH | THE_DEPARTMENT
SEE_PAPERS = PARTY | THE_GROUP | LOC_BINH
COMMUNE = "06529"


class Ready:
    """A session of Lộc Bình next week, to which finance is invited; papers and a visit."""

    def __init__(self, world: World) -> None:
        self.session = Session.objects.get(pk=world.one("own planned session").pk)
        day = timezone.localdate() + timedelta(days=7)
        Session.objects.filter(pk=self.session.pk).update(held_on=day, begins_at=time(8))
        self.session.refresh_from_db()
        commune = Unit.objects.get(key=COMMUNE)
        finance = Unit.objects.get(key="20.so-tai-chinh")
        self.invitation = actions.invite(self.session, actor=HOUSE, role="commune", unit=commune)
        actions.invite(self.session, actor=HOUSE, role="speaker", unit=finance)
        actions.ask_communes(self.session, actor=HOUSE, communes=[commune], due_on=day)
        self.material = actions.hand_in_material(
            self.session, actor=HOUSE, unit=commune, kind="report", papers=[upload(PDF, "a.pdf")]
        )[0]
        self.visit = actions.record_visit(
            self.session, actor=HOUSE, commune=commune, place="Trụ sở"
        )
        self.photo = actions.add_photo(
            self.visit, actor=HOUSE, file=upload(PNG, "a.png"), description="Trụ sở"
        )
        self.day = day.isoformat()


def _asked(ready: Ready) -> dict[str, Any]:
    return {"communes": [COMMUNE], "due_on": ready.day, "wants_report": True}


def _files(_ready: Ready) -> dict[str, Any]:
    return {"unit": COMMUNE, "kind": "other", "papers": [upload(PDF + b"%", "b.pdf")]}


def _photo(_ready: Ready) -> dict[str, Any]:
    return {"description": "Sân", "file": upload(PNG + b"1", "b.png")}


def _constant(**sent: Any) -> Callable[[Ready], dict[str, Any]]:
    return lambda _ready: dict(sent)


Sent = Callable[[Ready], dict[str, Any]]
# Page, operation, what it is of, by whom, what is sent, whether it is a form with files.
DOORS: list[tuple[str, str, str, People, Sent, bool]] = [
    (
        "inviting",
        "invite",
        "",
        PARTY,
        _constant(role="speaker", outside="Viện Quy hoạch"),
        False,
    ),
    (
        "answering",
        "answer_invitation",
        "invitation",
        PARTY | LOC_BINH,
        _constant(answer="comes"),
        False,
    ),
    ("withdrawing", "withdraw_invitation", "invitation", PARTY, _constant(), False),
    ("asking", "ask_communes", "", PARTY, _asked, False),
    ("handing-in", "hand_in_material", "", PARTY | LOC_BINH, _files, True),
    ("findings", "write_findings", "visit", PARTY, _constant(findings="Tốt"), False),
    ("photographing", "add_photo", "visit", PARTY, _photo, True),
]


def test_a_session_is_made_ready_by_who_may_and_by_nobody_else(world: World) -> None:
    ready, wrong = Ready(world), []
    for page, operation, thing, may, sent, has_files in DOORS:
        args = [ready.session.pk, *([getattr(ready, thing).pk] if thing else [])]
        for person in (*SIGNED_IN, ANONYMOUS):
            for is_json in (False, True):
                name = f"api:meetings_{operation}" if is_json else f"meetings:{page}"
                kind = {"content_type": "application/json"} if is_json and not has_files else {}
                with undone():
                    answer = world.browsers[person].post(
                        reverse(name, args=args), sent(ready), **kind
                    )
                expected = _expected(person, may, is_json=is_json)
                if person in THE_DEPARTMENT and page == "handing-in" and not is_json:
                    # It hands in papers of its own: those of a commune are no choice on its page.
                    expected = {422}
                if answer.status_code not in expected:
                    wrong.append(f"{person}: {name}: {answer.status_code}")
    none_of(wrong)


def _expected(person: str, may: People, *, is_json: bool) -> set[int]:
    if person == ANONYMOUS:
        return {401} if is_json else {302}
    if person not in SEE_IT:
        return {404}
    return {200, 201, 302} if person in may else {403}


def test_what_makes_a_session_ready_is_seen_by_who_may_see_it(world: World) -> None:
    ready, wrong = Ready(world), []
    pk = ready.session.pk
    shown = [
        (reverse("meetings:preparation", args=[pk]), SEE_IT, 302),
        (reverse("meetings:photo", args=[pk, ready.photo.pk]), SEE_IT, 302),
        (reverse("meetings:material", args=[pk, ready.material.pk]), SEE_PAPERS, 302),
        (reverse("api:meetings_list_invitations", args=[pk]), SEE_IT, 401),
        (reverse("api:meetings_list_papers", args=[pk]), SEE_IT, 401),
    ]
    for address, people, stranger in shown:
        for person in (*SIGNED_IN, ANONYMOUS):
            outside = stranger if person == ANONYMOUS else 404
            expected = 200 if person in people else outside
            answer = world.browsers[person].get(address)
            if answer.status_code != expected:
                wrong.append(f"{person}: {address}: {answer.status_code}")
    for person in SEE_IT:
        papers = world.browsers[person].get(shown[-1][0]).json()
        if bool(papers["materials"]) != (person in SEE_PAPERS):
            wrong.append(f"{person} sees the papers of a commune: {papers}")
        if bool(papers["asked"]) != (person in SEE_PAPERS):
            wrong.append(f"{person} sees what a commune was asked for: {papers}")
    none_of(wrong)


def test_attendance_is_noted_by_who_convenes_and_by_nobody_else(world: World) -> None:
    ready, wrong = Ready(world), []
    Session.objects.filter(pk=ready.session.pk).update(held_on=timezone.localdate())
    noted = [{"invitation": ready.invitation.pk, "attendance": "present"}]
    for person in (*SIGNED_IN, ANONYMOUS):
        for is_json in (False, True):
            name = "api:meetings_note_attendance" if is_json else "meetings:attendance"
            with undone():
                address = reverse(name, args=[ready.session.pk])
                browser = world.browsers[person]
                answer = (
                    browser.post(address, noted, content_type="application/json")
                    if is_json
                    else browser.post(address, {"attendance_0": "present"})
                )
            if answer.status_code not in _expected(person, PARTY, is_json=is_json):
                wrong.append(f"{person}: {name}: {answer.status_code}")
    none_of(wrong)


def test_the_month_shows_the_sessions_that_one_may_see(world: World) -> None:
    ready, wrong = Ready(world), []
    address = f"{reverse('meetings:calendar')}?month={ready.day[:7]}"
    for person in SIGNED_IN:
        shown = ready.session.title in world.browsers[person].get(address).content.decode()
        if shown != (person in SEE_IT):
            wrong.append(person)
    none_of(wrong)
    assert world.browsers[ANONYMOUS].get(address).status_code == 302
