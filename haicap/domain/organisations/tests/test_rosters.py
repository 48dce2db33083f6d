"""Many people at once from a list: what is taken, what is refused, and all or nothing."""

import io
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from haicap.domain.organisations.actions import establish_unit, examine_roster, take_roster
from haicap.domain.organisations.models import Appointment, Kind, Succession, Unit
from haicap.domain.organisations.rosters import COLUMNS, Roster, template
from haicap.domain.organisations.testing import SmallProvince, commune
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.models import Entry
from haicap.foundation.spreadsheets.writing import as_xlsx

pytestmark = pytest.mark.django_db
AN = [
    "20.so-tai-chinh", "công chức", "Chuyên viên ngân sách", "Nguyễn Thị An", "an.nguyen",
    "an@example.org", "01/07/2025", "",
]  # fmt: skip
BINH = ["06529", "officer", "Công chức văn phòng", "Lê Văn Bình", "binh", "", date(2025, 7, 1), ""]


def listed(*rows: list[Any]) -> bytes:
    return as_xlsx("People", [str(name) for name in COLUMNS.values()], rows)


def but(row: list[Any], key: str, value: Any) -> list[Any]:
    return [value if each == key else cell for each, cell in zip(COLUMNS, row, strict=True)]


def read(world: SmallProvince, *rows: list[Any], actor: Actor | None = None) -> Roster:
    return examine_roster(listed(*rows), actor=actor or world.house)


def test_a_list_becomes_accounts_with_positions_and_passwords_that_must_be_changed(
    world: SmallProvince,
) -> None:
    roster = read(world, AN, BINH)
    assert roster.problems == []
    assert not User.objects.filter(username="an.nguyen").exists()
    passwords = take_roster(roster.planned, actor=world.house)
    an = User.objects.get(username="an.nguyen")
    assert an.check_password(passwords[0])
    assert an.must_change_password
    held = Appointment.objects.select_related("position").get(user=an)
    assert held.position.unit == world.department
    assert (held.position.kind, held.from_on) == ("officer", date(2025, 7, 1))
    events = Entry.objects.order_by("-pk").values_list("event", flat=True)[:4]
    assert sorted(events) == ["account.create"] * 2 + ["position.appoint"] * 2


CHI = ["20.so-tai-chinh", "head", "Giám đốc", "Trần Chi", "chi.tran", "", "", "phụ trách"]


@pytest.mark.parametrize(
    ("words", "way"),
    [("Quyền", "acting"), ("phu trach", "in_charge"), ("running", "running"), ("", "")],
)
def test_a_list_says_that_a_head_is_acting(world: SmallProvince, words: str, way: str) -> None:
    roster = read(world, but(CHI, "acting", words))
    assert roster.problems == []
    take_roster(roster.planned, actor=world.house)
    assert Appointment.objects.get(user__username="chi.tran").acting == way


def test_nobody_but_a_head_is_acting_and_no_other_way_is_taken(world: SmallProvince) -> None:
    wrong = read(world, but(CHI, "acting", "tạm"), but(AN, "acting", "quyền"))
    assert [(one.row, one.column, one.value) for one in wrong.problems] == [
        (2, "Acting", "tạm"),
        (3, "Acting", "quyền"),
    ]
    assert wrong.planned == []


def test_a_list_without_the_column_is_taken_as_it_always_was(world: SmallProvince) -> None:
    headings = [str(name) for key, name in COLUMNS.items() if key != "acting"]
    roster = examine_roster(as_xlsx("People", headings, [AN[:-1]]), actor=world.house)
    assert [(one.username, one.acting) for one in roster.planned] == [("an.nguyen", "")]


def test_every_bad_cell_is_told_with_row_column_value_and_reason(world: SmallProvince) -> None:
    roster = read(
        world,
        AN,
        but(but(AN, "username", "n\u0430m"), "from_on", "31/02/2025"),
        but(but(AN, "username", "An Nguyễn"), "kind", "trùm"),
        but(but(AN, "username", "an.nguyen"), "unit", "Sở Phép thuật"),
        but(but(AN, "username", "felix"), "email", "none"),
        but(but(AN, "username", ""), "title", "x" * 201),
    )
    told = {(one.row, one.column): one for one in roster.problems}
    assert sorted(told) == [
        (3, "Holds it from"), (3, "User name"), (4, "Kind of position"), (4, "User name"),
        (5, "Unit"), (5, "User name"), (6, "E-mail"), (6, "User name"),
        (7, "Title of the position"), (7, "User name"),
    ]  # fmt: skip
    assert "Cyrillic" in told[3, "User name"].reason
    assert told[3, "Holds it from"].value == "31/02/2025"
    assert "officer" in told[4, "Kind of position"].reason
    assert "Row 2" in told[5, "User name"].reason
    assert "already" in told[6, "User name"].reason
    assert [one.row for one in roster.planned] == [2]


def test_a_unit_that_may_be_several_is_asked_about_with_their_keys(world: SmallProvince) -> None:
    (problem,) = read(world, but(AN, "unit", "Ủy ban nhân dân xã Lộc")).problems
    assert "06529.ubnd" in problem.reason


def test_a_name_means_the_unit_of_the_own_province_first(world: SmallProvince) -> None:
    other = establish_unit(
        "22", actor=world.house, kind=Kind.PROVINCE, name="Quảng Ninh", designation="tỉnh"
    )
    commune("07060", "Thống Nhất", other)
    roster = read(world, but(BINH, "unit", "Xã Thống Nhất"))
    assert [one.unit for one in roster.planned] == [world.commune_b]


def test_a_unit_that_is_no_more_is_answered_with_what_it_became(world: SmallProvince) -> None:
    gone = commune("06541-2025", "Đồng Bục", world.province)
    Unit.objects.filter(pk=gone.pk).update(dissolved_on=date(2025, 7, 1))
    Succession.objects.create(predecessor=gone, successor=world.commune_a, on=date(2025, 7, 1))
    (problem,) = read(world, but(BINH, "unit", "Đồng Bục")).problems
    assert "06529 (Xã Lộc Bình, Tỉnh Lạng Sơn)" in problem.reason


def test_a_code_that_became_a_number_is_read_as_the_code(world: SmallProvince) -> None:
    roster = read(world, but(BINH, "unit", 6529))
    assert [one.unit for one in roster.planned] == [world.commune_a]


def test_only_who_may_appoint_in_a_unit_reads_and_takes_its_list(world: SmallProvince) -> None:
    roster = read(world, AN, BINH, actor=world.frida)
    assert [problem.row for problem in roster.problems] == [3]
    planned = read(world, AN).planned
    with pytest.raises(Refused):
        take_roster(planned, actor=world.mila)


def test_what_was_taken_in_the_meantime_undoes_all(world: SmallProvince) -> None:
    planned = read(world, AN, BINH).planned
    User.objects.create_user("binh", None)
    entries = Entry.objects.count()
    with pytest.raises(Invalid, match="taken"):
        take_roster(planned, actor=world.house)
    assert not User.objects.filter(username="an.nguyen").exists()
    assert Entry.objects.count() == entries


def test_a_title_has_one_kind_in_a_unit(world: SmallProvince) -> None:
    other = but(but(AN, "username", "other"), "kind", "clerk")
    (problem,) = read(world, AN, other).problems
    assert (problem.row, problem.column) == (3, "Title of the position")


def test_a_list_of_nobody_is_refused(world: SmallProvince) -> None:
    with pytest.raises(Invalid, match="nobody"):
        read(world)


def test_the_template_has_the_headings_of_the_reader_and_both_are_understood(
    world: SmallProvince,
) -> None:
    with override("vi"):
        (headings,) = rows_of(template())
        assert headings[0] == "Đơn vị"
    assert len(examine_roster(as_xlsx("x", headings, [AN]), actor=world.house).planned) == 1


def test_the_command_tells_first_and_then_writes_the_passwords_for_its_owner(
    world: SmallProvince, tmp_path: Path
) -> None:
    file, secret = tmp_path / "list.xlsx", tmp_path / "list-passwords.xlsx"
    file.write_bytes(listed(AN))
    said = io.StringIO()
    call_command("people", "import", str(file), "--dry-run", stdout=said)
    assert "an.nguyen: Nguyễn Thị An" in said.getvalue()
    assert not secret.exists()
    call_command("people", "import", str(file), stdout=said)
    password = rows_of(secret.read_bytes())[1][-1]
    assert User.objects.get(username="an.nguyen").check_password(password)
    assert password not in said.getvalue()
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_the_command_takes_nothing_from_a_bad_list_and_writes_over_no_file(
    world: SmallProvince, tmp_path: Path
) -> None:
    file, secret = tmp_path / "list.xlsx", tmp_path / "list-passwords.xlsx"
    file.write_bytes(listed(AN, but(BINH, "unit", "nowhere")))
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("people", "import", str(file), stdout=io.StringIO())
    file.write_bytes(listed(AN))
    secret.write_bytes(b"of yesterday")
    with pytest.raises(CommandError, match="exists"):
        call_command("people", "import", str(file), stdout=io.StringIO())
    assert secret.read_bytes() == b"of yesterday"
    assert not User.objects.filter(username="an.nguyen").exists()
    with pytest.raises(CommandError, match="No such file"):
        call_command("people", "import", str(tmp_path / "absent.xlsx"))


def rows_of(content: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()
