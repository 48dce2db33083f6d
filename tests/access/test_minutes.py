"""Notes and minutes: written by secretaries, signed by the chair, seen by who sees the session."""

from django.urls import reverse
from django.utils import timezone

from haicap.domain.meetings.actions import add_agenda_item
from haicap.domain.meetings.models import Session
from haicap.domain.minutes.actions import write_minutes, write_note
from haicap.domain.organisations.queries import actor_of, standing_of
from haicap.foundation.access import house

from .people import ANONYMOUS, SIGNED_IN
from .trying import none_of, undone
from .visible import VISIBLE
from .world import World

NAME = "own session"
PROGRAM = {
    "minutes:noting": "api:minutes_write_note",
    "minutes:mending": "api:minutes_mend_note",
    "minutes:hours": "api:minutes_draw_up_minutes",
    "minutes:writing": "api:minutes_write_minutes",
    "minutes:signing": "api:minutes_sign_minutes",
    "minutes:return": "api:minutes_return_minutes",
}
WRITING = {"head", "deputy", "officer", "clerk"}


def ready(world: World) -> Session:
    """Held today, with an item on its agenda and a note under it."""
    session: Session = world.one(NAME)
    Session.objects.filter(pk=session.pk).update(state="held", held_on=timezone.localdate())
    session.refresh_from_db()
    item = add_agenda_item(session, actor=house("the house"), text="Mục")
    write_note(session, actor=house("the house"), text="Nói.", speaker_words="Ai", agenda_item=item)
    return session


def secretaries(world: World, session: Session) -> set[str]:
    """Who works for the convener or in its office."""
    units = (session.convened_by_id, session.convened_by.office_id)
    return {
        person
        for person in SIGNED_IN
        if any(standing_of(actor_of(world.users[person])).holds(unit, WRITING) for unit in units)
    }


def chairs(world: World, session: Session) -> set[str]:
    unit = session.convened_by_id
    return {
        person
        for person in SIGNED_IN
        if standing_of(actor_of(world.users[person])).holds(unit, {"head", "deputy"})
    }


def test_a_page_of_the_screen_and_its_notes_are_seen_by_who_may(world: World) -> None:
    wrong = []
    with undone():
        session = ready(world)
        number = session.agenda.order_by("-number")[0].number
        address = reverse("portal:screen-item", args=[session.pk, number])
        for person in SIGNED_IN:
            answer = world.browsers[person].get(address)
            expected = 200 if person in VISIBLE[NAME] else 404
            if answer.status_code != expected:
                wrong.append(f"{person}: {answer.status_code}")
            elif expected == 200 and "Nói." not in answer.content.decode():
                wrong.append(f"{person} sees the session and not its notes")
        if world.browsers[ANONYMOUS].get(address).status_code != 302:
            wrong.append("signed out")
    none_of(wrong)


def test_notes_are_written_and_mended_by_secretaries_only(world: World) -> None:
    wrong = []
    with undone():
        session = ready(world)
        may = secretaries(world, session)
    doors = [
        ("minutes:noting", (), {"text": "Ý.", "speaker_words": "Ai"}),
        ("minutes:mending", (1,), {"text": "Ý.", "speaker_words": "Ai", "version": 1}),
        ("minutes:hours", (), {"began": "8 giờ"}),
    ]
    for person in SIGNED_IN:
        seen = person in VISIBLE[NAME]
        for name, more, sent in doors:
            with undone():
                ready(world)
                address = reverse(name, args=[session.pk, *more])
                shown = world.browsers[person].get(address).status_code
                answer = world.browsers[person].post(address, sent).status_code
            expected = (404, 404) if not seen else (200, 302) if person in may else (403, 403)
            if (shown, answer) != expected:
                wrong.append(f"{person}: {name}: {(shown, answer)}, not {expected}")
            with undone():
                ready(world)
                api = reverse(PROGRAM[name], args=[session.pk, *more])
                answer = world.browsers[person].post(api, sent, "application/json").status_code
            wanted = 404 if not seen else 201 if person in may else 403
            if answer != wanted:
                wrong.append(f"{person}: {api}: {answer}, not {wanted}")
    for name, more, _sent in doors:
        address = reverse(name, args=[session.pk, *more])
        if world.browsers[ANONYMOUS].post(address).status_code != 302:
            wrong.append(f"signed out: {name}")
    none_of(wrong)


def test_minutes_are_signed_by_secretary_and_chair_and_nobody_else(world: World) -> None:
    wrong = []
    with undone():
        session = ready(world)
        writing, signing = secretaries(world, session), chairs(world, session)
    for person in SIGNED_IN:
        seen = person in VISIBLE[NAME]
        for name, may, sent in (
            ("minutes:writing", writing, {}),
            ("minutes:signing", signing, {}),
            ("minutes:return", signing, {"reason": "Thiếu."}),
        ):
            with undone():
                ready(world)
                if name != "minutes:writing":
                    write_minutes(session.minutes, actor=house("the house"))
                address = reverse(name, args=[session.pk])
                answer = world.browsers[person].post(address, sent).status_code
            expected = 404 if not seen else 302 if person in may else 403
            if answer != expected:
                wrong.append(f"{person}: {name}: {answer}, not {expected}")
            with undone():
                ready(world)
                if name != "minutes:writing":
                    write_minutes(session.minutes, actor=house("the house"))
                api = reverse(PROGRAM[name], args=[session.pk])
                answer = world.browsers[person].post(api, sent, "application/json").status_code
                read = reverse("api:minutes_read_minutes", args=[session.pk])
                shown = world.browsers[person].get(read).status_code
            wanted = 404 if not seen else 201 if person in may else 403
            if (answer, shown) != (wanted, 200 if seen else 404):
                wrong.append(f"{person}: {api}: {(answer, shown)}, not {wanted}")
    none_of(wrong)
