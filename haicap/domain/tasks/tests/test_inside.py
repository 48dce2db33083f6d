"""Inside the units: whose hand a task lies in, drafts for signing, parts of coordinating units."""

from pathlib import Path

import pytest
from django.utils import timezone

from haicap.domain.organisations.models import Appointment
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks import actions
from haicap.domain.tasks.handling import in_my_hand, people_of
from haicap.domain.tasks.models import Contribution, Draft, Progress, Task
from haicap.domain.tasks.queries import story_of
from haicap.domain.tasks.testing import a_file, assigned_task
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.workflow import IllegalMove

State = Task.State


def post_of(actor: Actor) -> Appointment:
    return Appointment.objects.get(user=actor.user_id)


def department_task(world: SmallProvince, **given: object) -> Task:
    return assigned_task(world, lead=world.department, **given)


def test_the_head_hands_a_task_to_a_person_who_may_hand_it_on(world: SmallProvince) -> None:
    task = department_task(world)
    with pytest.raises(Refused):
        actions.hand_task(task, actor=world.felix, person=post_of(world.felix))
    actions.hand_task(task, actor=world.frida, person=post_of(world.felix))
    assert list(in_my_hand(Task.objects.all(), world.felix)) == [task]
    assert not in_my_hand(Task.objects.all(), world.frida)
    actions.hand_task(task, actor=world.felix, person=post_of(world.frida))
    task.refresh_from_db()
    assert task.handler == post_of(world.frida)
    assert task.state == State.ASSIGNED
    assert "Frida" in story_of(task)[-1].sentence


def test_a_task_is_handed_to_people_of_the_unit_only(world: SmallProvince) -> None:
    task = department_task(world)
    for stranger in (world.ana, world.bogdan):
        with pytest.raises(Invalid, match="holds no position"):
            actions.hand_task(task, actor=world.frida, person=post_of(stranger))
    assert set(people_of(world.department)) == {post_of(world.felix), post_of(world.frida)}
    assert set(people_of(world.commune_a)) == {post_of(world.ana), post_of(world.alma)}


def test_another_lead_begins_with_nobodys_hand(world: SmallProvince) -> None:
    task = department_task(world)
    actions.hand_task(task, actor=world.frida, person=post_of(world.felix))
    actions.hand_over_task(
        task, actor=world.clara, lead=world.commune_b, act="QĐ 1", reason="Sai nơi"
    )
    assert Task.objects.get().handler is None


def drafted(world: SmallProvince, **given: object) -> Draft:
    told = {"text": "Đã làm.", "percent": 60}
    task = department_task(world)
    return actions.draft_report(task, actor=world.felix, **(told | given))


def test_an_officer_of_a_department_does_not_report_alone(world: SmallProvince) -> None:
    task = department_task(world)
    with pytest.raises(Refused, match="an officer drafts"):
        actions.report_progress(task, actor=world.felix, text="Đã làm.", percent=60)
    actions.report_progress(task, actor=world.frida, text="Đã làm.", percent=60)


def test_in_a_small_unit_one_person_does_both_by_statute(
    world: SmallProvince, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = assigned_task(world)
    actions.report_progress(task, actor=world.ana, text="Đã làm.", percent=5)
    (tmp_path / "own.toml").write_text(
        '["task.one_hand"]\nkind = "codes"\ntitle = { vi = "Ký", en = "Signing" }\nvalues = [ '
        '{ from = 2000-01-01, basis = { act = "haicap" }, codes = [ { code = "PROVINCE", '
        'vi = "tỉnh", en = "province" } ] } ]\n'
    )
    monkeypatch.setenv("HAICAP_STATUTES", str(tmp_path))
    with pytest.raises(Refused, match="an officer drafts"):
        actions.report_progress(task, actor=world.ana, text="Đã làm.", percent=6)
    other = department_task(world)
    actions.report_progress(other, actor=world.felix, text="Đã làm.", percent=6)


def test_a_draft_is_submitted_signed_and_is_then_the_units_report(world: SmallProvince) -> None:
    draft = drafted(world, evidence=[a_file()], percent=100, done=True)
    with pytest.raises(IllegalMove):
        actions.approve_draft(draft, actor=world.frida)
    actions.submit_draft(draft, actor=world.felix)
    with pytest.raises(Refused, match="signs its reports"):
        actions.approve_draft(draft, actor=world.felix)
    assert not Progress.objects.exists()
    report = actions.approve_draft(draft, actor=world.frida)
    draft.refresh_from_db()
    assert (draft.state, draft.report) == ("approved", report)
    assert "Frida" in report.author
    assert "Felix" in report.drafted_by
    assert report.evidence.get().name == "biên bản.txt"
    assert Task.objects.get().state == State.REPORTED
    actions.verify_task(draft.task, actor=world.bogdan)


def test_who_signs_sends_back_with_words_and_it_comes_again(world: SmallProvince) -> None:
    draft = drafted(world, submit=True)
    with pytest.raises(Invalid):
        actions.send_draft_back(draft, actor=world.frida, reason=" ")
    actions.send_draft_back(draft, actor=world.frida, reason="Thiếu số liệu.")
    assert Draft.objects.get().words == "Thiếu số liệu."
    actions.revise_draft(draft, actor=world.felix, text="Đã làm 3 việc.", percent=70, submit=True)
    assert actions.approve_draft(draft, actor=world.frida).percent == 70


def test_nobody_outside_the_unit_sees_what_is_not_signed(world: SmallProvince) -> None:
    draft = drafted(world)
    for who in ("clara", "bogdan", "ana", "cora"):
        assert not Draft.objects.visible_to(getattr(world, who))
    assert list(Draft.objects.visible_to(world.frida)) == [draft]
    with pytest.raises(Refused, match="drafted already"):
        actions.draft_report(draft.task, actor=world.frida, text="Khác.", percent=1)


def test_a_draft_ends_with_the_lead(world: SmallProvince) -> None:
    draft = drafted(world, submit=True)
    task = draft.task
    actions.hand_over_task(
        task, actor=world.clara, lead=world.commune_b, act="QĐ 1", reason="Sai nơi"
    )
    with pytest.raises(Refused, match="not with this unit"):
        actions.approve_draft(draft, actor=world.frida)
    assert not Draft.objects.visible_to(world.mila)
    actions.draft_report(task, actor=world.mila, text="Bắt đầu.", percent=1)


def coordinated(world: SmallProvince) -> Contribution:
    return assigned_task(world, coordinating=[world.department]).contributions.get()


def test_a_coordinating_unit_reports_on_its_own_part(world: SmallProvince) -> None:
    part = coordinated(world)
    for actor in (world.ana, world.clara, world.bogdan, world.mila):
        with pytest.raises(Refused):
            actions.report_contribution(part, actor=actor, text="Đã góp ý.", percent=50)
    actions.report_contribution(part, actor=world.felix, text="Đã góp ý.", percent=50)
    assert (Contribution.objects.get().state, part.percent) == ("working", 50)
    with pytest.raises(Invalid):
        actions.report_contribution(part, actor=world.felix, text="Xong.", percent=90, done=True)
    actions.report_contribution(part, actor=world.felix, text="Xong.", percent=100, done=True)
    assert Task.objects.get().state == State.ASSIGNED
    assert "Xong." in story_of(part.task)[-1].sentence
    assert not Contribution.objects.awaiting(world.felix)


def test_the_lead_says_what_is_asked_and_may_ask_for_more(world: SmallProvince) -> None:
    part = coordinated(world)
    assert list(Contribution.objects.awaiting(world.felix)) == [part]
    with pytest.raises(Refused):
        actions.ask_contribution(part, actor=world.felix, asked="Góp ý")
    actions.ask_contribution(part, actor=world.ana, asked="Góp ý dự thảo")
    actions.report_contribution(part, actor=world.felix, text="Xong.", percent=100, done=True)
    actions.ask_contribution(part, actor=world.clara, asked="Bố trí vốn")
    assert (Contribution.objects.get().state, part.asked) == ("asked", "Bố trí vốn")


def test_a_unit_that_is_brought_in_sees_the_task(world: SmallProvince) -> None:
    task = assigned_task(world)
    assert not Task.objects.visible_to(world.felix)
    actions.involve_unit(task, actor=world.alma, unit=world.department, asked="Góp ý")
    assert list(Task.objects.visible_to(world.felix)) == [task]
    for unit, sentence in (
        (world.department, "already"),
        (world.commune_a, "does not also"),
        (world.group, "does not verify"),
    ):
        with pytest.raises(Invalid, match=sentence) as refused:
            actions.involve_unit(task, actor=world.clara, unit=unit)
        assert refused.value.field == "unit"


def test_nothing_is_contributed_to_what_is_at_its_end(world: SmallProvince) -> None:
    part = coordinated(world)
    actions.cancel_task(part.task, actor=world.clara, reason="Trùng.")
    with pytest.raises(Refused, match="at its end"):
        actions.report_contribution(part, actor=world.felix, text="Xong.", percent=10)


def test_the_pages_inside_a_unit(world: SmallProvince, sign_in: object) -> None:
    task = department_task(world, coordinating=[world.other_department])
    felix, frida, ana = sign_in(world.felix), sign_in(world.frida), sign_in(world.ana)
    at = f"/tasks/{task.pk}"
    person = post_of(world.felix).pk
    assert frida.post(f"{at}/hand/", {"person": "999999"}).status_code == 422
    assert frida.post(f"{at}/hand/", {"person": person}).status_code == 302
    assert felix.get(f"{at}/progress/").status_code == 403
    sent = {"text": "Đã làm.", "percent": "100", "done": "on", "evidence": a_file()}
    assert felix.post(f"{at}/draft/", sent | {"percent": "9"}).status_code == 422
    assert felix.post(f"{at}/draft/", sent | {"evidence": a_file()}).status_code == 302
    draft = Draft.objects.get()
    page = f"/tasks/drafts/{draft.pk}/"
    assert "biên bản.txt" in felix.get(page).text
    assert ana.get(page).status_code == 404
    assert (
        felix.post(
            f"{page}revision/", {"text": "Xong.", "percent": "100", "submit": "on"}
        ).status_code
        == 302
    )
    assert felix.post(f"{page}approval/").status_code == 403
    assert frida.post(f"{page}sending-back/", {"reason": "Sửa."}).status_code == 302
    assert "Sửa." in felix.get(page).text
    assert felix.post(f"{page}submission/").status_code == 302
    assert frida.post(f"{page}approval/").status_code == 302
    assert Progress.objects.get().reported_on == timezone.localdate()
    shown = frida.get(task.get_absolute_url()).text
    assert "Felix" in shown
    assert "Coordinating units" in shown
