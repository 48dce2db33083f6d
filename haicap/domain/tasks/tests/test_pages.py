"""The pages of tasks: the list and its doors, the forms, the files."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.models import Evidence, Task
from haicap.domain.tasks.testing import a_file, assigned_task, reported_task, verified_task
from tests.rooms import SignIn

LIST = "/tasks/"
DAY = Task.DuePrecision.DAY


def door(task: Task, noun: str) -> str:
    return reverse(f"tasks:{noun}", args=[task.pk])


def test_ana_reports_progress_with_two_files(world: SmallProvince, sign_in: SignIn) -> None:
    task = assigned_task(world)
    ana = sign_in(world.ana)
    page = ana.get(door(task, "progress"))
    assert page.status_code == 200
    assert "Đẩy mạnh số hóa hồ sơ" in page.text
    files = [a_file("một.txt", "một"), a_file("hai.txt", "hai")]
    sent = {"text": "Đã số hóa.", "percent": "80", "evidence": files}
    answer = ana.post(door(task, "progress"), sent)
    assert (answer.status_code, answer["Location"]) == (302, task.get_absolute_url())
    task.refresh_from_db()
    assert (task.state, task.percent) == ("in_progress", 80)
    assert Evidence.objects.count() == 2


def test_the_door_of_done_asks_for_verification(world: SmallProvince, sign_in: SignIn) -> None:
    task = assigned_task(world)
    ana = sign_in(world.ana)
    assert "checked" in ana.get(door(task, "progress") + "?done=1").text
    ana.post(door(task, "progress"), {"text": "Xong.", "percent": "100", "done": "on"})
    task.refresh_from_db()
    assert task.state == "reported"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": "", "percent": "10"}, "This field is required"),
        ({"text": "Đã làm.", "percent": "many"}, "Enter a whole number"),
        ({"text": "Đã làm.", "percent": "90", "done": "on"}, "stands at 100 percent"),
    ],
)
def test_a_wrong_report_is_shown_again_with_what_is_wrong(
    world: SmallProvince, sign_in: SignIn, sent: dict[str, str], sentence: str
) -> None:
    task = assigned_task(world)
    answer = sign_in(world.ana).post(door(task, "progress"), sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    task.refresh_from_db()
    assert task.state == "assigned"


def test_a_file_that_is_not_taken_is_told_at_its_field(
    world: SmallProvince, sign_in: SignIn
) -> None:
    task = assigned_task(world)
    program = SimpleUploadedFile("ảnh.png", b"\x7fELF" + b"\0" * 400)
    sent = {"text": "Đã làm.", "percent": "10", "evidence": program}
    answer = sign_in(world.ana).post(door(task, "progress"), sent)
    assert answer.status_code == 422
    assert 'id="id_evidence_error"' in answer.text


def test_bogdan_verifies_and_a_second_click_is_a_conflict(
    world: SmallProvince, sign_in: SignIn
) -> None:
    task = reported_task(world)
    bogdan = sign_in(world.bogdan)
    assert bogdan.post(door(task, "verification")).status_code == 302
    again = bogdan.post(door(task, "verification"))
    assert again.status_code == 409
    assert "Verified" in again.text
    assert bogdan.get(door(task, "verification")).status_code == 405


def test_a_refused_move_says_why(world: SmallProvince, sign_in: SignIn) -> None:
    task = reported_task(world)
    ana = sign_in(world.ana)
    answer = ana.post(door(task, "verification"))
    assert answer.status_code == 403
    assert "Only the unit that is to verify this task" in answer.text
    assert ana.get(door(task, "return")).status_code == 403
    assert ana.get(door(task, "progress")).status_code == 409


def test_bogdan_returns_with_a_reason(world: SmallProvince, sign_in: SignIn) -> None:
    task = reported_task(world)
    bogdan = sign_in(world.bogdan)
    assert bogdan.get(door(task, "return")).status_code == 200
    assert bogdan.post(door(task, "return"), {"reason": " "}).status_code == 422
    assert bogdan.post(door(task, "return"), {}).status_code == 422
    assert bogdan.post(door(task, "return"), {"reason": "Chưa ký."}).status_code == 302
    task.refresh_from_db()
    assert task.state == "returned"


def test_clara_cancels_with_a_reason(world: SmallProvince, sign_in: SignIn) -> None:
    task = assigned_task(world)
    clara = sign_in(world.clara)
    assert clara.get(door(task, "cancellation")).status_code == 200
    assert clara.post(door(task, "cancellation"), {"reason": "Trùng."}).status_code == 302
    task.refresh_from_db()
    assert task.state == "cancelled"


def test_evidence_is_saved_and_never_shown_in_the_page(
    world: SmallProvince, sign_in: SignIn
) -> None:
    task = reported_task(world)
    shown = Evidence.objects.get()
    address = reverse("tasks:evidence", args=[task.pk, shown.pk])
    answer = sign_in(world.bogdan).get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == "Đã nghiệm thu.".encode()
    other = assigned_task(world)
    wrong = reverse("tasks:evidence", args=[other.pk, shown.pk])
    assert sign_in(world.bogdan).get(wrong).status_code == 404


@pytest.mark.parametrize("who", ["mila", "cora"])
def test_a_task_of_another_commune_does_not_exist(
    world: SmallProvince, sign_in: SignIn, who: str
) -> None:
    """Mila works for another commune, Cora for nobody: by no address and in no number."""
    task = reported_task(world)
    shown = Evidence.objects.get()
    stranger = sign_in(getattr(world, who))
    for noun in ("progress", "return", "cancellation"):
        assert stranger.get(door(task, noun)).status_code == 404
        assert stranger.post(door(task, noun), {"reason": "Chưa đạt."}).status_code == 404
    assert stranger.post(door(task, "verification")).status_code == 404
    address = reverse("tasks:evidence", args=[task.pk, shown.pk])
    assert stranger.get(address).status_code == 404
    page = stranger.get(LIST)
    assert page.status_code == 200
    assert task.text not in page.text
    assert [cell["count"] for cell in page.context["cells"]] == [0, 0, 0, 0]
    assert not page.context["form"].fields["lead"].queryset.exists()
    task.refresh_from_db()
    assert task.state == "reported"


def test_who_is_not_signed_in_is_asked_to(client: object, world: SmallProvince) -> None:
    task = reported_task(world)
    for address in (LIST, door(task, "progress"), door(task, "return")):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/sign-in" in answer["Location"]


def test_the_four_doors_lead_to_their_tasks(world: SmallProvince, sign_in: SignIn) -> None:
    today = timezone.localdate()
    past = {"due_on": today - timedelta(3), "due_precision": DAY}
    long_ago = today - timedelta(30)
    verified_task(world, on=today - timedelta(5), text="đúng", effective_on=long_ago, **past)
    verified_task(world, on=today, text="muộn", effective_on=long_ago, **past)
    assigned_task(world, text="còn hạn")
    assigned_task(world, text="quá hạn", effective_on=long_ago, **past)
    ana = sign_in(world.ana)
    cells = ana.get(LIST).context["cells"]
    assert [cell["count"] for cell in cells] == [1, 1, 1, 1]
    listed = [
        [task.text for task in ana.get(LIST + cell["address"]).context["page"]] for cell in cells
    ]
    assert listed == [["đúng"], ["muộn"], ["còn hạn"], ["quá hạn"]]


def test_the_list_is_narrowed_by_what_the_address_says(
    world: SmallProvince, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    assigned_task(world, text="Làm đường")
    assigned_task(world, text="Sửa trụ sở", lead=world.commune_b)
    due = assigned_task(world, text="Giải ngân", due_on=today, due_precision=DAY)
    reported_task(world, text="Cấp căn cước")
    clara = sign_in(world.clara)

    def listed(**asked: str) -> set[str]:
        return {task.text for task in clara.get(LIST, asked).context["page"]}

    assert len(listed()) == 4
    assert listed(state="reported") == {"Cấp căn cước"}
    assert listed(lead=world.commune_b.key) == {"Sửa trụ sở"}
    assert listed(due_by=f"{today:%d/%m/%Y}") == {due.text}
    assert listed(text="LÀM") == {"Làm đường"}
    wrong = clara.get(LIST, {"due_by": "31/02/2025", "state": "lost"})
    assert wrong.status_code == 422
    assert len(wrong.context["page"].items) == 4


def test_a_long_list_goes_on_by_its_cursor(world: SmallProvince, sign_in: SignIn) -> None:
    for number in range(53):
        assigned_task(world, text=f"Việc {number}")
    ana = sign_in(world.ana)
    first = ana.get(LIST, {"text": "Việc"}).context["page"]
    second = ana.get(LIST, {"text": "Việc", "cursor": first.next_cursor}).context["page"]
    assert (len(first.items), len(second.items)) == (50, 3)
    assert second.next_cursor is None
    assert ana.get(LIST, {"cursor": "wrong"}).status_code == 422


def test_the_list_costs_the_same_however_long_it_is(
    world: SmallProvince, sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    clara = sign_in(world.clara)
    for commune in (world.commune_a, world.commune_b):
        for _time in range(10):
            assigned_task(world, lead=commune)
    with django_assert_max_num_queries(13):
        assert len(clara.get(LIST).context["page"].items) == 20
