"""Report, verify, return, cancel: by whom, from where, and what remains of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from haicap.domain.organisations.actions import end_deputising, entrust
from haicap.domain.organisations.models import Appointment, PositionKind
from haicap.domain.organisations.testing import SmallProvince, fresh, person
from haicap.domain.tasks.actions import cancel_task, report_progress, return_task, verify_task
from haicap.domain.tasks.models import Evidence, Progress, Task, Verdict
from haicap.domain.tasks.queries import awaits, doors, open_moves, story_of, waits_for
from haicap.domain.tasks.rules import TASK_FLOW
from haicap.domain.tasks.testing import a_file, assigned_task, reported_task, verified_task
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.accounts.models import User
from haicap.foundation.files.models import StoredFile
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import IllegalMove, LostRace

State = Task.State


def report(task: Task, actor: Actor, percent: int = 40, **given: object) -> Progress:
    return report_progress(task, actor=actor, text="Đã làm.", percent=percent, **given)


def test_progress_is_kept_with_its_evidence(world: SmallProvince) -> None:
    task = assigned_task(world)
    report(task, world.ana, evidence=[a_file(), a_file("ảnh.txt", "khác")])
    task.refresh_from_db()
    assert (task.state, task.percent) == (State.IN_PROGRESS, 40)
    progress = task.progress.get()
    assert "Ana" in progress.author
    assert progress.author_account_id == world.ana.user_id
    assert {shown.name for shown in progress.evidence.all()} == {"biên bản.txt", "ảnh.txt"}


def test_only_the_lead_reports_and_a_strangers_file_is_not_taken(world: SmallProvince) -> None:
    task = assigned_task(world, coordinating=[world.department])
    for actor in (world.felix, world.mila, world.bogdan, world.clara, world.cora):
        with pytest.raises(Refused):
            report(task, actor, evidence=[a_file()])
    assert not StoredFile.objects.exists()
    assert not Progress.objects.exists()


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("text", {"text": " "}),
        ("percent", {"percent": 101}),
        ("percent", {"percent": -1}),
        ("percent", {"percent": 90, "done": True}),
        ("evidence", {"evidence": [a_file("trống.txt", "")]}),
        ("evidence", {"evidence": [a_file("trang.txt", "<script>alert(1)</script>")]}),
    ],
)
def test_a_report_that_cannot_be_changes_nothing(
    world: SmallProvince, field: str, given: dict[str, object]
) -> None:
    task = assigned_task(world)
    with pytest.raises(Invalid) as refused:
        report_progress(task, actor=world.ana, **({"text": "Đã làm.", "percent": 10} | given))
    assert refused.value.field == field
    task.refresh_from_db()
    assert (task.state, task.percent) == (State.ASSIGNED, None)
    assert not Evidence.objects.exists()


def test_the_group_verifies_what_is_shown(world: SmallProvince) -> None:
    task = verified_task(world)
    task.refresh_from_db()
    assert task.state == State.VERIFIED
    verdict = Verdict.objects.get()
    assert (verdict.outcome, verdict.progress) == ("verified", task.latest_progress)
    assert task.done_on == task.latest_progress.reported_on
    assert [step.entry.event for step in story_of(task)] == [
        "task.assign",
        "task.report",
        "task.verify",
    ]


def test_no_verification_without_evidence(world: SmallProvince) -> None:
    task = assigned_task(world)
    report(task, world.ana, 100, done=True)
    with pytest.raises(Refused, match="cannot be verified without evidence"):
        verify_task(task, actor=world.bogdan)
    assert Task.objects.get().state == State.REPORTED
    assert not Verdict.objects.exists()


def test_evidence_that_was_returned_does_not_count_again(world: SmallProvince) -> None:
    task = reported_task(world)
    return_task(task, actor=world.bogdan, reason="Biên bản chưa ký.")
    report(task, world.ana, 100, done=True)
    with pytest.raises(Refused, match="cannot be verified without evidence"):
        verify_task(task, actor=world.bogdan)
    return_task(task, actor=world.bogdan, reason="Chưa có minh chứng.")
    report(task, world.ana, 60, evidence=[a_file("đã ký.txt", "đã ký")])
    report(task, world.ana, 100, done=True)
    verify_task(task, actor=world.bogdan)
    assert Task.objects.get().state == State.VERIFIED


def test_nobody_but_the_verifying_unit_verifies_or_returns(world: SmallProvince) -> None:
    task = reported_task(world, coordinating=[world.department])
    for actor in (world.ana, world.alma, world.mila, world.felix, world.clara, world.cora):
        with pytest.raises(Refused):
            verify_task(task, actor=actor)
        with pytest.raises(Refused):
            return_task(task, actor=actor, reason="Không đạt.")
    assert Task.objects.get().state == State.REPORTED


def test_nobody_verifies_their_own_report(world: SmallProvince) -> None:
    both = person("Ana", world.group, PositionKind.MEMBER)
    task = reported_task(world, by=both)
    with pytest.raises(Refused, match="their own report"):
        verify_task(task, actor=both)
    verify_task(task, actor=world.bogdan)


def test_nobody_verifies_the_report_of_who_they_act_for(world: SmallProvince) -> None:
    """Bertha may verify by her own position; as long as she acts in his, Bogdan's hand is hers."""
    bertha = person("Bertha", world.group, PositionKind.DEPUTY)
    task = reported_task(world)
    # Bogdan has reported it, when he still worked in the commune.
    Progress.objects.update(author_account_id=world.bogdan.user_id)
    today = timezone.localdate()
    deputising = entrust(
        Appointment.objects.get(user_id=world.bogdan.user_id),
        actor=world.bogdan,
        deputy=User.objects.get(pk=bertha.user_id),
        from_on=today,
        until_on=today + timedelta(days=7),
        reason="Đi công tác",
    )
    with pytest.raises(Refused, match="in whose place they act"):
        verify_task(task, actor=fresh(bertha))
    end_deputising(deputising, actor=world.bogdan)
    verify_task(task, actor=fresh(bertha))


def test_what_is_done_in_a_place_says_in_whose(world: SmallProvince) -> None:
    """Felix, an officer of the department, is entrusted with Frida's place; both are one unit."""
    task = assigned_task(world, lead=world.department)
    today = timezone.localdate()
    entrust(
        Appointment.objects.get(user_id=world.frida.user_id),
        actor=world.frida,
        deputy=User.objects.get(pk=world.felix.user_id),
        from_on=today,
        until_on=today + timedelta(days=7),
        reason="Đi công tác",
    )
    report(task, fresh(world.felix))
    entry = Entry.objects.filter(event="task.progress").get()
    assert "thừa ủy quyền" in entry.on_behalf_of
    assert entry.actor_name == "Felix"


def test_a_real_task_that_an_example_moved_says_so(world: SmallProvince) -> None:
    task = assigned_task(world)
    report(task, world.alma)
    assert not Task.objects.get().has_simulated_moves
    report(task, replace(world.ana, is_simulated=True))
    moved = Task.objects.get()
    assert (moved.is_simulated, moved.has_simulated_moves) == (False, True)
    report(moved, world.alma)
    assert Task.objects.get().has_simulated_moves


@pytest.mark.parametrize("unit", ["commune_a", "department"])
def test_nobody_verifies_the_work_of_their_own_unit(world: SmallProvince, unit: str) -> None:
    both = person("Dora", getattr(world, unit), PositionKind.HEAD)
    both = person("Dora", world.group, PositionKind.MEMBER)
    task = reported_task(world, coordinating=[world.department])
    with pytest.raises(Refused, match="work of their own unit"):
        verify_task(task, actor=both)
    verify_task(task, actor=world.bogdan)


@pytest.mark.parametrize("where", ["party_committee", "party_office"])
def test_a_deputy_acts_for_the_issuing_side(world: SmallProvince, where: str) -> None:
    deputy = person("Đoan", getattr(world, where), PositionKind.DEPUTY)
    cancel_task(assigned_task(world), actor=deputy, reason="Trùng.")
    assert Task.objects.get().state == State.CANCELLED


def test_a_task_without_a_verifying_unit_waits(world: SmallProvince) -> None:
    task = reported_task(world, verifier=None)
    with pytest.raises(Refused):
        verify_task(task, actor=world.bogdan)
    assert waits_for(task) is None


def test_a_return_needs_a_reason_and_goes_back_to_the_lead(world: SmallProvince) -> None:
    task = reported_task(world)
    with pytest.raises(Invalid) as refused:
        return_task(task, actor=world.bogdan, reason="  ")
    assert refused.value.field == "reason"
    return_task(task, actor=world.bogdan, reason="Biên bản chưa ký.")
    assert waits_for(task) == world.commune_a
    assert Verdict.objects.get().reason == "Biên bản chưa ký."
    assert "Biên bản chưa ký." in story_of(task)[-1].sentence


def test_the_issuing_side_cancels_with_a_reason(world: SmallProvince) -> None:
    task = reported_task(world)
    for actor in (world.ana, world.bogdan, world.felix, world.cora):
        with pytest.raises(Refused):
            cancel_task(task, actor=actor, reason="Trùng.")
    cancel_task(task, actor=world.clara, reason="Trùng với nhiệm vụ khác.")
    assert Task.objects.get().state == State.CANCELLED
    assert awaits(task) is None


@pytest.mark.parametrize("finish", [verified_task, "cancelled"])
def test_nothing_moves_a_task_at_its_end(world: SmallProvince, finish: object) -> None:
    task = verified_task(world) if finish is verified_task else assigned_task(world)
    if finish == "cancelled":
        cancel_task(task, actor=world.clara, reason="Trùng.")
    assert open_moves(world.bogdan, task) == []
    with pytest.raises(IllegalMove):
        report(task, world.ana)
    with pytest.raises(IllegalMove):
        verify_task(task, actor=world.bogdan)
    with pytest.raises(IllegalMove):
        cancel_task(task, actor=world.clara, reason="Trùng.")


def test_who_holds_an_old_copy_loses(world: SmallProvince) -> None:
    task = reported_task(world)
    stale = Task.objects.get(pk=task.pk)
    return_task(task, actor=world.bogdan, reason="Chưa đạt.")
    with pytest.raises(LostRace):
        cancel_task(stale, actor=world.clara, reason="Trùng.")
    assert Entry.objects.filter(event="task.cancel").count() == 0


def test_a_refused_button_says_why_and_every_button_has_a_door(world: SmallProvince) -> None:
    task = reported_task(world)
    moves = {move.verb: move for move in open_moves(world.ana, task)}
    assert set(moves) == {"verify", "return", "cancel"}
    assert all(move.refusal for move in moves.values())
    found = doors(task)
    assert {*found.pages, *found.posts} == set(TASK_FLOW.moves)


def test_every_state_can_be_reached_and_left_and_says_whose_turn_it_is() -> None:
    led_to = {move.to_state for move in TASK_FLOW.moves.values() if move.to_state}
    reached = {TASK_FLOW.initial, *led_to}
    assert reached == set(State.values) == set(TASK_FLOW.awaits)
    for state, words in TASK_FLOW.awaits.items():
        assert TASK_FLOW.is_final(state) == (words is None)


def test_what_awaits_a_person_is_what_their_units_are_to_do(world: SmallProvince) -> None:
    to_do, to_verify = assigned_task(world), reported_task(world)
    verified_task(world)
    awaiting = Task.objects.visible_to(world.ana).awaiting(world.ana)
    assert list(awaiting) == [to_do]
    assert list(Task.objects.awaiting(world.bogdan)) == [to_verify]
    assert not Task.objects.awaiting(world.clara)
