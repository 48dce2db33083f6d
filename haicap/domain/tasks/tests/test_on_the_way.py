"""What changes a task on its way: receipt, more time, a pause, another lead, parts."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks import actions
from haicap.domain.tasks.models import Extension, Handover, Suspension, Task
from haicap.domain.tasks.queries import doors, matrix, open_moves, states_on, story_of
from haicap.domain.tasks.testing import a_file, assigned_task, reported_task
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.workflow import IllegalMove

State, DAY = Task.State, Task.DuePrecision.DAY


def dated_task(world: SmallProvince, days: int = 30, **given: object) -> Task:
    due_on = timezone.localdate() + timedelta(days)
    return assigned_task(world, due_on=due_on, due_precision=DAY, **given)


def asked_task(world: SmallProvince, days: int = 60) -> Task:
    task = dated_task(world)
    until = timezone.localdate() + timedelta(days)
    actions.ask_for_time(task, actor=world.alma, reason="Chờ kinh phí.", due_on=until)
    return task


def suspended_task(world: SmallProvince, since: int = 0, **given: object) -> Task:
    day = timezone.localdate() - timedelta(since)
    task = assigned_task(world, effective_on=day, **given)
    actions.suspend_task(task, actor=world.house, reason="Chờ luật mới.", effective_on=day)
    return task


def test_the_lead_says_that_it_has_the_task(world: SmallProvince) -> None:
    task = assigned_task(world)
    for actor in (world.bogdan, world.clara, world.mila, world.cora):
        with pytest.raises(Refused):
            actions.acknowledge_task(task, actor=actor)
    actions.acknowledge_task(task, actor=world.ana)
    task.refresh_from_db()
    assert (task.state, task.received_on) == (State.ACKNOWLEDGED, timezone.localdate())
    with pytest.raises(IllegalMove):
        actions.acknowledge_task(task, actor=world.ana)


def test_more_time_is_asked_granted_and_counted_and_the_old_day_kept(world: SmallProvince) -> None:
    task = asked_task(world)
    old = task.due_on
    with pytest.raises(Refused):
        actions.extend_task(task, actor=world.alma)
    actions.extend_task(task, actor=world.clara)
    task.refresh_from_db()
    asked = Extension.objects.get()
    assert (asked.outcome, asked.old_due_on, asked.due_on) == ("granted", old, task.due_on)
    assert task.due_on == old + timedelta(30)
    assert task.state == State.ASSIGNED
    assert f"{task.due_on:%d/%m/%Y}" in story_of(task)[-1].sentence


def test_the_issuing_side_may_give_another_day_than_was_asked(world: SmallProvince) -> None:
    task = asked_task(world)
    day = task.due_on + timedelta(7)
    with pytest.raises(Invalid, match="already"):
        actions.extend_task(task, actor=world.clara, due_on=task.due_on)
    actions.extend_task(task, actor=world.clara, due_on=day, answer="Một tuần.")
    assert Task.objects.get().due_on == Extension.objects.get().due_on == day


def test_more_time_is_refused_with_words_and_the_deadline_stays(world: SmallProvince) -> None:
    task = asked_task(world)
    old = task.due_on
    with pytest.raises(Invalid):
        actions.refuse_time(task, actor=world.clara, reason=" ")
    actions.refuse_time(task, actor=world.clara, reason="Không đủ căn cứ.")
    assert Task.objects.get().due_on == old
    assert Extension.objects.get().answer == "Không đủ căn cứ."
    with pytest.raises(Refused, match="Nobody asked"):
        actions.extend_task(task, actor=world.clara)


def test_who_asked_for_time_does_without_it_and_may_ask_again(world: SmallProvince) -> None:
    task = asked_task(world)
    with pytest.raises(Refused):
        actions.withdraw_request(task, actor=world.clara)
    actions.withdraw_request(task, actor=world.alma)
    withdrawn = Extension.objects.get()
    assert (withdrawn.outcome, withdrawn.decided_by != "") == ("withdrawn", True)
    assert "extend" not in {move.verb for move in open_moves(world.clara, task)}
    with pytest.raises(Refused):
        actions.withdraw_request(task, actor=world.alma)
    until = timezone.localdate() + timedelta(40)
    actions.ask_for_time(task, actor=world.alma, reason="Vẫn cần.", due_on=until)
    assert Extension.objects.filter(outcome="asked").count() == 1


def test_a_decision_is_offered_only_where_something_was_asked(world: SmallProvince) -> None:
    deciding = {"extend", "refuse", "repeat"}

    def shown(task: Task) -> set[str]:
        return deciding & {move.verb for move in open_moves(world.clara, task)}

    assert shown(dated_task(world)) == set()
    assert shown(asked_task(world)) == {"extend", "refuse"}


def test_one_question_is_open_at_a_time(world: SmallProvince) -> None:
    task = asked_task(world)
    later = task.due_on + timedelta(90)
    with pytest.raises(Refused, match="not decided yet"):
        actions.ask_for_time(task, actor=world.alma, reason="Nữa.", due_on=later)
    asked = Extension.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.pk = None
        asked.save()
    for move in (actions.suspend_task, actions.cancel_task):
        if move is actions.suspend_task:
            with pytest.raises(Refused, match="not decided yet"):
                move(task, actor=world.clara, reason="Dừng.")
    actions.cancel_task(task, actor=world.clara, reason="Trùng.")
    assert Extension.objects.get().outcome == "lapsed"


def test_how_often_and_how_early_is_a_statute_of_the_province(
    world: SmallProvince, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = dated_task(world)
    for _time in range(2):
        later = task.due_on + timedelta(10)
        actions.ask_for_time(task, actor=world.alma, reason="Chờ.", due_on=later)
        actions.extend_task(task, actor=world.clara)
    later = task.due_on + timedelta(10)
    with pytest.raises(Refused, match="2 times"):
        actions.ask_for_time(task, actor=world.alma, reason="Chờ.", due_on=later)
    (tmp_path / "own.toml").write_text(
        '["task.extension"]\nkind = "extension"\ntitle = { vi = "Gia hạn", en = "Extension" }\n'
        'trigger = { vi = "Đề nghị", en = "Asked" }\nvalues = [ { from = 2000-01-01, '
        'basis = { act = "haicap" }, times = 3, notice_days = 5 } ]\n'
    )
    monkeypatch.setenv("HAICAP_STATUTES", str(tmp_path))
    actions.ask_for_time(task, actor=world.alma, reason="Chờ.", due_on=later)
    soon = dated_task(world, days=4)
    with pytest.raises(Refused, match="at least 5 days before"):
        actions.ask_for_time(soon, actor=world.alma, reason="Chờ.", due_on=later)


@pytest.mark.parametrize("who", ["ana", "bogdan", "clara", "mila", "cora"])
def test_only_who_signs_for_the_lead_asks_for_time(world: SmallProvince, who: str) -> None:
    task = dated_task(world)
    later = task.due_on + timedelta(10)
    with pytest.raises(Refused):
        actions.ask_for_time(task, actor=getattr(world, who), reason="Chờ.", due_on=later)


def test_no_time_is_asked_where_there_is_no_deadline(world: SmallProvince) -> None:
    later = timezone.localdate() + timedelta(10)
    with pytest.raises(Refused, match="without a deadline"):
        actions.ask_for_time(assigned_task(world), actor=world.alma, reason="x", due_on=later)


def test_a_pause_moves_the_deadline_by_exactly_the_days_it_took(world: SmallProvince) -> None:
    due = timezone.localdate() + timedelta(3)
    task = suspended_task(world, since=12, due_on=due, due_precision=DAY)
    actions.resume_task(task, actor=world.clara, reason="Luật đã có.")
    task.refresh_from_db()
    assert (task.state, task.due_on) == (State.IN_PROGRESS, due + timedelta(12))
    pause = Suspension.objects.get()
    assert (pause.until, pause.old_due_on) == (timezone.localdate(), due)
    assert "12 days" in story_of(task)[-1].sentence


def test_what_stands_is_open_and_not_overdue(world: SmallProvince) -> None:
    yesterday = timezone.localdate() - timedelta(1)
    task = suspended_task(world, since=9, due_on=yesterday, due_precision=DAY)
    tasks = Task.objects.all()
    assert not task.is_overdue
    assert not tasks.overdue(timezone.localdate())
    assert (matrix(tasks, timezone.localdate()).open_in_term) == 1
    assert matrix(tasks, timezone.localdate()).open_overdue == 0


def test_a_province_may_let_overdue_be_counted_all_the_same(
    world: SmallProvince, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.toml").write_text(
        '["task.suspension"]\nkind = "codes"\ntitle = { vi = "Tạm dừng", en = "Suspension" }\n'
        'values = [ { from = 2000-01-01, basis = { act = "haicap" }, codes = [ { code = "NONE", '
        'vi = "không", en = "none" } ] } ]\n'
    )
    monkeypatch.setenv("HAICAP_STATUTES", str(tmp_path))
    yesterday = timezone.localdate() - timedelta(1)
    task = suspended_task(world, since=9, due_on=yesterday, due_precision=DAY)
    assert task.is_overdue
    assert matrix(Task.objects.all(), timezone.localdate()).open_overdue == 1
    actions.resume_task(task, actor=world.clara, reason="Tiếp.")
    assert Task.objects.get().due_on == yesterday


def test_red_is_for_overdue_alone_and_what_is_near_says_so(world: SmallProvince) -> None:
    tones = {days: dated_task(world, days=days).state_tone for days in (0, 3, 4)}
    assert tones == {0: "soon", 3: "soon", 4: ""}
    ago = timezone.localdate() - timedelta(9)
    late = assigned_task(world, effective_on=ago, due_on=ago + timedelta(8), due_precision=DAY)
    assert late.state_tone == "late"
    assert suspended_task(world, 9, due_on=ago + timedelta(8), due_precision=DAY).state_tone == ""


def test_nothing_is_reported_while_it_stands(world: SmallProvince) -> None:
    task = suspended_task(world)
    for actor in (world.ana, world.bogdan):
        with pytest.raises(Refused):
            actions.resume_task(task, actor=actor, reason="Tiếp.")
    with pytest.raises(IllegalMove):
        actions.report_progress(task, actor=world.ana, text="Đã làm.", percent=5)
    assert {move.verb for move in open_moves(world.clara, task)} == {"resume", "cancel"}


def handed(world: SmallProvince, task: Task, actor: Actor, **given: object) -> Handover:
    told = {"lead": world.commune_b, "act": "Quyết định 1/QĐ-UBND, Điều 2", "reason": "Sai địa bàn"}
    return actions.hand_over_task(task, actor=actor, **(told | given))


def test_another_unit_leads_by_an_act_and_the_old_one_still_sees_it(world: SmallProvince) -> None:
    task = assigned_task(world)
    assert not Task.objects.visible_to(world.mila)
    actions.report_progress(task, actor=world.ana, text="Đã làm.", percent=5)
    handed(world, task, world.clara)
    task.refresh_from_db()
    assert (task.lead, task.state) == (world.commune_b, State.ASSIGNED)
    assert list(Task.objects.visible_to(world.ana)) == [task]
    assert list(Task.objects.visible_to(world.mila)) == [task]
    assert "Quyết định 1/QĐ-UBND" in story_of(task)[-1].sentence
    with pytest.raises(Refused):
        actions.report_progress(task, actor=world.ana, text="Đã làm.", percent=6)
    actions.acknowledge_task(task, actor=world.mila)


def test_who_leads_hands_over_inside_its_own_only(world: SmallProvince) -> None:
    task = assigned_task(world)
    with pytest.raises(Refused, match="does not belong to the unit that leads"):
        handed(world, task, world.alma)
    with pytest.raises(Refused):
        handed(world, task, world.ana, lead=world.body("06529.ubnd"))
    handed(world, task, world.alma, lead=world.body("06529.ubnd"))
    assert Task.objects.get().lead.key == "06529.ubnd"


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("act", {"act": " "}),
        ("reason", {"reason": ""}),
        ("lead", {"lead": "commune_a"}),
        ("verifier", {"lead": "group"}),
        ("coordinating", {"lead": "department"}),
    ],
)
def test_a_hand_over_that_cannot_be_changes_nothing(
    world: SmallProvince, field: str, given: dict[str, str]
) -> None:
    task = assigned_task(world, coordinating=[world.department])
    if "lead" in given:
        given = {"lead": getattr(world, given["lead"])}
    with pytest.raises(Invalid) as refused:
        handed(world, task, world.clara, **given)
    assert refused.value.field == field
    assert task.lead == Task.objects.get().lead == world.commune_a
    assert not Handover.objects.exists()


def a_part(world: SmallProvince, task: Task, actor: Actor | None = None, **given: object) -> Task:
    told = {"text": "Phần của xã", "lead": world.commune_b}
    return actions.split_task(task, actor=actor or world.clara, **(told | given))


def test_a_task_is_split_and_the_whole_waits_for_its_parts(world: SmallProvince) -> None:
    task = assigned_task(world)
    part = a_part(world, task)
    assert (part.parent, part.issuer, part.verifier) == (task, task.issuer, task.verifier)
    assert {*Task.objects.visible_to(world.ana)} == {task, part}
    assert {*Task.objects.visible_to(world.mila)} == {part}
    files = [a_file()]
    actions.report_progress(
        task, actor=world.ana, text="Xong.", percent=100, done=True, evidence=files
    )
    with pytest.raises(Refused, match="Parts of this task are still open"):
        actions.verify_task(task, actor=world.bogdan)
    with pytest.raises(Refused, match="Parts of this task are still open"):
        actions.cancel_task(task, actor=world.clara, reason="Trùng.")
    actions.cancel_task(part, actor=world.clara, reason="Không cần nữa.")
    actions.verify_task(task, actor=world.bogdan)


def test_a_part_is_whole_in_itself_and_never_later_than_the_whole(world: SmallProvince) -> None:
    task = dated_task(world)
    later = task.due_on + timedelta(1)
    with pytest.raises(Invalid, match="no part of it is due later"):
        a_part(world, task, due_on=later, due_precision=DAY)
    with pytest.raises(Invalid) as refused:
        a_part(world, task, lead=world.group)
    assert refused.value.field == "verifier"
    assert Task.objects.count() == 1
    part = a_part(world, task)
    with pytest.raises(Refused, match="not split again"):
        a_part(world, part)


def test_who_leads_splits_among_its_own(world: SmallProvince) -> None:
    task = assigned_task(world)
    with pytest.raises(Refused, match="does not belong"):
        a_part(world, task, world.alma)
    with pytest.raises(Refused):
        a_part(world, task, world.ana, lead=world.commune_a)
    assert a_part(world, task, world.alma, lead=world.body("06529.ubnd")).parent == task


def test_what_kept_the_state_is_read_back_from_the_journal(world: SmallProvince) -> None:
    task = asked_task(world)
    actions.acknowledge_task(task, actor=world.ana)
    actions.refuse_time(task, actor=world.clara, reason="Không.")
    assert states_on([task], timezone.localdate()) == {task.pk: "acknowledged"}


def test_a_reported_task_can_still_be_given_the_time_that_was_asked(world: SmallProvince) -> None:
    task = asked_task(world)
    actions.report_progress(task, actor=world.ana, text="Xong.", percent=100, done=True)
    actions.extend_task(task, actor=world.clara)
    assert Task.objects.get().state == State.REPORTED


def test_the_pages_of_the_moves_do_what_they_say(world: SmallProvince, sign_in: object) -> None:
    task = dated_task(world)
    until = f"{task.due_on + timedelta(9):%d/%m/%Y}"
    alma, clara = sign_in(world.alma), sign_in(world.clara)

    def send(who: object, noun: str, **sent: str) -> int:
        return who.post(f"/tasks/{task.pk}/{noun}/", sent).status_code

    assert send(alma, "receipt") == 302
    assert "New deadline" in alma.get(doors(task).pages["ask"]).text
    assert send(alma, "request", due_on="31/02/2026", reason="x") == 422
    assert send(alma, "request", due_on="01/01/2020", reason="x") == 422
    assert send(alma, "request", due_on=until, reason="Chờ.") == 302
    assert send(clara, "refusal", reason="") == 422
    assert send(clara, "extension", answer="") == 302
    assert send(clara, "suspension", reason="Dừng.") == 302
    assert clara.get(doors(task).pages["suspend"]).status_code == 409
    assert send(clara, "resumption", reason="Tiếp.") == 302
    assert send(clara, "parts", text="Phần", lead="06577", due_precision="unstated") == 302
    assert send(clara, "handover", lead="nowhere", act="x", reason="x") == 422
    assert send(clara, "handover", lead="06577", act="QĐ 1", reason="Sai nơi") == 302
    page = clara.get(task.get_absolute_url()).text
    for words in ("Chờ.", "Dừng.", "QĐ 1", "Phần"):
        assert words in page
    assert sign_in(world.cora).get(doors(task).pages["ask"]).status_code == 404


def test_a_program_moves_a_task_as_a_person_does(world: SmallProvince, sign_in: object) -> None:
    task, clara = reported_task(world), sign_in(world.clara)
    other = dated_task(world)
    sent = {"lead": "06577", "act": "QĐ 1", "reason": "Sai nơi"}

    def post(pk: int, noun: str, body: dict[str, str]) -> object:
        at = f"/api/v1/tasks/{pk}/{noun}"
        return clara.post(at, body, content_type="application/json")

    assert post(task.pk, "handover", sent).status_code == 409
    assert post(other.pk, "handover", sent | {"lead": "nowhere"}).status_code == 422
    told = post(other.pk, "handover", sent).json()
    assert told["handovers"][0]["to_unit"]["key"] == told["lead"]["key"] == "06577"
    part = {"text": "Phần", "lead": "06529"}
    told = post(other.pk, "parts", part).json()
    assert [each["text"] for each in told["parts"]] == ["Phần"]
    assert clara.get(f"/api/v1/tasks/{told['parts'][0]['id']}").json()["whole_id"] == other.pk
