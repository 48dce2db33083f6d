"""Scores by formula, and the totals that were published, recounted by the product's own queries."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.actions import cancel_task, return_task
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.queries import CELLS, Matrix, found, matrix
from haicap.domain.tasks.queries.scores import COUNTED, Period, counted, score_of
from haicap.domain.tasks.scoring import Criterion, Ratio, Score
from haicap.domain.tasks.testing import assigned_task, reported_task, verified_task
from haicap.foundation.access import Invalid

DAY = Task.DuePrecision.DAY
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
YEAR = Period(FIRST, LAST)
BEGUN, DUE = date(2025, 3, 1), date(2025, 6, 30)
DATED = {"effective_on": BEGUN, "due_on": DUE, "due_precision": DAY}

# As published: August 2016 and 2017, of the whole country.
PUBLISHED = [
    (Matrix(1310, 429, 1812, 175), 3_726, 1_739, 1_987),
    (Matrix(14_068, 1_983, 5_640, 223), 21_914, 16_051, 5_863),
]


def rows_of(world: SmallProvince, published: Matrix, day: date) -> Iterator[Task]:
    """Tasks as a register would hold them, so many of each kind, with their days spread out."""
    kinds = {
        "done_on_time": lambda n: ("verified", day - timedelta(n % 9), day - timedelta(n % 9 + 1)),
        "done_late": lambda n: ("verified", day - timedelta(60), day - timedelta(59 - n % 50)),
        "open_in_term": lambda n: ("in_progress", day + timedelta(n % 40), None),
        "open_overdue": lambda n: ("reported", day - timedelta(1 + n % 40), None),
    }
    for cell, kind in kinds.items():
        for number in range(getattr(published, cell)):
            state, due_on, done_on = kind(number)
            yield Task(
                text="Việc",
                lead=world.commune_a if number % 2 else world.commune_b,
                issuer=world.party_committee,
                assigned_on=day - timedelta(200),
                due_on=due_on,
                due_precision=DAY,
                state=state,
                done_on=done_on,
            )


@pytest.mark.parametrize(("published", "total", "done", "still"), PUBLISHED)
def test_the_published_totals_are_recounted(
    world: SmallProvince, published: Matrix, total: int, done: int, still: int
) -> None:
    day = date(2017, 12, 31)
    Task.objects.bulk_create(rows_of(world, published, day), batch_size=2000)
    tasks = Task.objects.all()
    counted_now = matrix(tasks, day)
    assert counted_now == published
    assert (counted_now.total, counted_now.done, counted_now.open) == (total, done, still)
    for cell in CELLS:
        assert found(tasks, on=day, cell=cell).count() == getattr(published, cell)
    # One that is filed wrongly is found: the four numbers are not what was published any more.
    wrong = tasks.filter(state="verified", done_on__lte=day).order_by("pk")[:1].values("pk")
    tasks.filter(pk__in=wrong).update(done_on=day + timedelta(1))
    assert matrix(tasks, day) != published


def test_a_published_percentage_is_reached_only_with_its_denominator_and_rounding() -> None:
    assert Ratio(223, 21_914).percent() == Decimal("1.02")
    assert Ratio(223, 16_051).percent() == Decimal("1.39")
    assert Ratio(223, 16_051).percent(truncated=True) == Decimal("1.38")
    assert Ratio(223, 16_051 + 223).percent() == Decimal("1.37")
    assert Ratio(2_501, 2_723).percent(1) == Decimal("91.8")
    assert Ratio(0, 0).percent() is None


def test_four_points_of_four_assigned_count_as_ten_of_ten() -> None:
    """Decision 212/2025, foot-note 7: what is not assigned is not scored and the rest rescaled."""
    not_assigned, whole = Criterion("B", Ratio(0, 0), Decimal(6)), Ratio(3, 3)
    score = Score([Criterion("A", whole, Decimal(4)), not_assigned])
    assert (score.assigned, score.full, score.points) == (4, 10, Decimal("10.00"))
    assert score.is_rescaled
    assert not_assigned.points is None
    zero = Score([Criterion("A", whole, Decimal(4)), Criterion("B", Ratio(0, 2), Decimal(6))])
    assert (zero.points, zero.is_rescaled) == (Decimal("4.00"), False)
    assert Score([not_assigned]).points is None


def test_the_numbers_of_a_unit_open_to_their_tasks(
    world: SmallProvince, django_assert_num_queries: object
) -> None:
    in_time = verified_task(world, on=DUE, **DATED)
    late = verified_task(world, on=DUE + timedelta(3), **DATED)
    endless = verified_task(world, on=DUE, effective_on=BEGUN)
    still = assigned_task(world, **DATED)
    returned = reported_task(world, on=DUE, **DATED)
    return_task(returned, actor=world.house, reason="Chưa ký.", effective_on=DUE)
    gone = assigned_task(world, **DATED)
    cancel_task(gone, actor=world.house, reason="Trùng.")
    assigned_task(world, lead=world.commune_b, **DATED)
    assigned_task(world, effective_on=date(2024, 1, 1))
    actor = world.clara
    with django_assert_num_queries(2):
        score, numbers = score_of(actor, world.commune_a, YEAR)
    behind = {name: set(counted(actor, world.commune_a, YEAR, name)) for name in COUNTED}
    assert behind == {
        "assigned": {in_time, late, endless, still, returned},
        "done": {in_time, late, endless},
        "as_required": {in_time, late, endless},
        "with_deadline": {in_time, late, still, returned},
        "in_time": {in_time},
    }
    assert numbers == {name: len(tasks) for name, tasks in behind.items()}
    points = {each.code: each.points for each in score.criteria}
    assert points == {"QUANTITY": 6, "QUALITY": 6, "PROGRESS": Decimal("2.50")}
    assert score.points == Decimal("14.50")


def test_what_was_sent_back_once_is_done_and_not_as_required(world: SmallProvince) -> None:
    task = reported_task(world, on=DUE, **DATED)
    return_task(task, actor=world.house, reason="Chưa ký.", effective_on=DUE)
    assert score_of(world.clara, world.commune_a, YEAR)[1]["done"] == 0
    from haicap.domain.tasks.actions import report_progress, verify_task  # noqa: PLC0415
    from haicap.domain.tasks.testing import a_file  # noqa: PLC0415

    files = [a_file()]
    report_progress(
        task,
        actor=world.house,
        text="Xong.",
        percent=100,
        done=True,
        evidence=files,
        effective_on=DUE,
    )
    verify_task(task, actor=world.house, effective_on=DUE)
    numbers = score_of(world.clara, world.commune_a, YEAR)[1]
    assert (numbers["done"], numbers["as_required"]) == (1, 0)


def test_without_a_deadline_progress_is_not_scored_and_the_rest_is_rescaled(
    world: SmallProvince,
) -> None:
    verified_task(world, on=DUE, effective_on=BEGUN)
    score, _numbers = score_of(world.clara, world.commune_a, YEAR)
    assert score.is_rescaled
    assert score.points == Decimal("30.00")
    assert score_of(world.clara, world.commune_b, YEAR)[0].points is None


def test_a_score_counts_what_one_may_see(world: SmallProvince, sign_in: object) -> None:
    verified_task(world, on=DUE, **DATED)
    assert score_of(world.mila, world.commune_a, YEAR)[0].points is None
    asked = {"unit": "06529", "first": "01/01/2025", "last": "31/12/2025"}
    clara = sign_in(world.clara)
    page = clara.get("/tasks/scores/", asked)
    assert "30" in page.text
    (row, *_others) = page.context["rows"]
    assert "Việc" not in clara.get("/tasks/scores/").text
    behind = clara.get(row["part"]["address"])
    assert [task.text for task in behind.context["page"].items] == ["Đẩy mạnh số hóa hồ sơ"]
    assert sign_in(world.mila).get("/tasks/scores/", asked).status_code == 422
    assert sign_in(world.mila).get(row["part"]["address"]).status_code == 404
    for wrong in ({"last": "31/12/2024"}, {"last": "x"}, {"unit": "nowhere"}):
        assert clara.get("/tasks/scores/", asked | wrong).status_code == 422
    assert clara.get("/tasks/scores/06529/nothing/", asked).status_code == 422
    with pytest.raises(Invalid):
        Period(LAST, FIRST)
