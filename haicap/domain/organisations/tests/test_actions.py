"""What may change about units and positions, and who may change it."""

from datetime import date

import pytest
import time_machine

from haicap.domain.organisations import actions
from haicap.domain.organisations.models import (
    Appointment,
    Kind,
    LegalBasis,
    PositionKind,
    Unit,
    UnitName,
)
from haicap.domain.organisations.queries import bodies_of, holders_of, name_on, standing_of
from haicap.domain.organisations.testing import (
    SmallProvince,
    builder,
    fresh,
    person,
    small_province,
)
from haicap.foundation.access import Invalid, Refused, anonymous
from haicap.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SmallProvince:
    return small_province()


def sentences() -> list[str]:
    return [entry.sentence for entry in Entry.objects.order_by("id")]


def test_a_commune_has_its_bodies_and_their_offices(world: SmallProvince) -> None:
    names = [str(body) for body in bodies_of(world.commune_a)]
    assert names == [
        "Đảng ủy xã Lộc Bình",
        "Thường trực Đảng ủy xã Lộc Bình",
        "Văn phòng Đảng ủy xã Lộc Bình",
        "Hội đồng nhân dân xã Lộc Bình",
        "Ủy ban nhân dân xã Lộc Bình",
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Lộc Bình",
        "Phòng Kinh tế xã Lộc Bình",
        "Phòng Văn hóa – Xã hội xã Lộc Bình",
        "Trung tâm Phục vụ hành chính công xã Lộc Bình",
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã Lộc Bình",
    ]
    offices = {
        key: world.body(f"06529.{key}").office for key in ("dang-uy", "thuong-truc", "ubnd", "hdnd")
    }
    assert {key: office.key for key, office in offices.items() if office} == {
        "dang-uy": "06529.vp-dang-uy",
        "thuong-truc": "06529.vp-dang-uy",
        "ubnd": "06529.vp-ubnd",
        "hdnd": "06529.vp-ubnd",
    }


def test_a_ward_names_its_economic_office_otherwise(world: SmallProvince) -> None:
    actions.establish_unit(
        "05977",
        actor=builder(),
        kind=Kind.COMMUNE,
        name="Đông Kinh",
        designation="phường",
        code="05977",
        parent=world.province,
    )
    assert actions.ensure_bodies(world.province, actor=builder()) == 10
    office = world.body("05977.kinh-te")
    assert str(office) == "Phòng Kinh tế, Hạ tầng và Đô thị phường Đông Kinh"


def test_bodies_are_established_once(world: SmallProvince) -> None:
    entries = Entry.objects.count()
    assert actions.ensure_bodies(world.province, actor=builder()) == 0
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("name", ["ana", "alma", "clara", "cora"])
def test_nobody_in_the_house_changes_the_official_units(world: SmallProvince, name: str) -> None:
    actor = getattr(world, name)
    with pytest.raises(Refused):
        actions.rename_unit(world.commune_a, actor=actor, on=date(2026, 1, 1), name="Khác")
    with pytest.raises(Refused):
        actions.establish_unit("99", actor=actor, kind=Kind.PROVINCE, name="Khác")
    with pytest.raises(Refused):
        actions.ensure_bodies(world.province, actor=actor)


def test_a_name_is_kept_with_the_days_it_held(world: SmallProvince) -> None:
    commune = world.commune_a
    actions.rename_unit(
        commune, actor=builder(), on=date(2026, 4, 30), designation="phường", basis="NQ 1"
    )
    assert commune.full_name == "Phường Lộc Bình"
    before, after = (name_on(commune, date(2026, 4, day)) for day in (29, 30))
    assert [str(before), str(after)] == ["xã Lộc Bình", "phường Lộc Bình"]
    with pytest.raises(Invalid):
        actions.rename_unit(commune, actor=builder(), on=date(2026, 1, 1), name="Lộc Bình Cũ")


def test_a_name_to_come_is_not_shown_before_its_day(world: SmallProvince) -> None:
    with time_machine.travel(date(2026, 4, 1), tick=False):
        actions.rename_unit(
            world.commune_a, actor=builder(), on=date(2026, 4, 30), designation="phường"
        )
        assert Unit.objects.get(key="06529").full_name == "Xã Lộc Bình"
        assert actions.show_present_names(actor=builder()) == 0
    with time_machine.travel(date(2026, 4, 30), tick=False):
        assert actions.show_present_names(actor=builder()) == 1
        assert Unit.objects.get(key="06529").full_name == "Phường Lộc Bình"
        assert actions.show_present_names(actor=builder()) == 0


def test_names_are_kept_composed(world: SmallProvince) -> None:
    commune = actions.establish_unit(
        "1", actor=builder(), kind=Kind.COMMUNE, name="Lô\u0323c  Bi\u0300nh"
    )
    assert commune.name == "Lộc Bình"
    assert UnitName.objects.get(unit=commune).folded == "loc binh"


def test_the_head_of_a_unit_and_its_office_appoint(world: SmallProvince) -> None:
    department = world.department
    for actor in (world.frida, world.house):
        actions.appoint(
            department,
            actor=actor,
            kind=PositionKind.OFFICER,
            title=f"Chuyên viên {actor}",
            person_name="Nguyễn Văn A",
        )
    for actor in (world.felix, world.ana, world.cora, world.clara):
        with pytest.raises(Refused):
            actions.appoint(department, actor=actor, kind="head", title="Giám đốc", person_name="B")
    actions.appoint(
        world.standing_committee, actor=world.clara, kind="member", title="Ủy viên", person_name="C"
    )


def test_an_appointment_is_dated_and_can_end(world: SmallProvince) -> None:
    with time_machine.travel(date(2025, 11, 27), tick=False):
        dana = person("Dana", world.department, PositionKind.OFFICER)
        held = Appointment.objects.get(user_id=dana.user_id)
        assert standing_of(dana).units == {world.department.pk}
        actions.end_appointment(held, actor=builder(), on=date(2025, 11, 28))
        assert standing_of(fresh(dana)).units == {world.department.pk}
        assert not standing_of(fresh(dana), date(2025, 11, 28)).units
        with pytest.raises(Invalid):
            actions.end_appointment(held, actor=builder(), on=date(2025, 12, 1))


def test_writing_down_late_what_began_earlier_needs_no_permission(world: SmallProvince) -> None:
    held = actions.appoint(
        world.department,
        actor=world.frida,
        kind="officer",
        title="Chuyên viên",
        person_name="D",
        from_on=date(2025, 7, 1),
    )
    entry = Entry.objects.latest("id")
    assert held.from_on == date(2025, 7, 1)
    assert entry.backdated_because == ""
    assert entry.effective_on > date(2025, 7, 1)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("kind", {"kind": "king"}),
        ("title", {"title": "  "}),
        ("person_name", {"person_name": ""}),
        ("until_on", {"from_on": date(2026, 2, 1), "until_on": date(2026, 1, 1)}),
    ],
)
def test_an_appointment_that_makes_no_sense_is_named(
    world: SmallProvince, field: str, given: dict[str, object]
) -> None:
    whole = {"kind": "officer", "title": "Chuyên viên", "person_name": "D", **given}
    with pytest.raises(Invalid) as caught:
        actions.appoint(world.department, actor=builder(), **whole)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_a_group_rests_on_several_dated_documents(world: SmallProvince) -> None:
    for symbol, kind, issued_on in [
        ("2583-QĐ/TU", "regulation", date(2025, 8, 11)),
        ("58-QĐ/TU", "decision", date(2025, 11, 20)),
        ("58-QĐ/TU", "decision", date(2025, 11, 20)),
    ]:
        actions.add_legal_basis(
            world.group,
            actor=builder(),
            symbol=symbol,
            document_type=kind,
            issuer=world.standing_committee,
            issued_on=issued_on,
        )
    bases = world.group.legal_bases.order_by("issued_on")
    assert [(each.symbol, each.document_type) for each in bases] == [
        ("2583-QĐ/TU", LegalBasis.DocumentType.REGULATION),
        ("58-QĐ/TU", LegalBasis.DocumentType.DECISION),
    ]


def test_only_groups_follow_and_only_communes_are_followed(world: SmallProvince) -> None:
    with pytest.raises(Invalid):
        actions.cover_commune(world.group, world.department, actor=builder())
    with pytest.raises(Invalid):
        actions.cover_commune(world.department, world.commune_a, actor=builder())
    with pytest.raises(Refused):
        actions.cover_commune(world.group, world.commune_b, actor=world.ana)
    actions.cover_commune(world.group, world.commune_b, actor=world.bogdan)
    followed = standing_of(fresh(world.bogdan)).followed
    assert followed == {world.commune_a.pk, world.commune_b.pk}


def test_holders_are_told_to_holders_of_positions_only(world: SmallProvince) -> None:
    committee = world.body("06529.ubnd")
    assert [str(each.user) for each in holders_of(committee, world.mila)] == ["Alma"]
    assert holders_of(committee, world.cora) == []
    assert holders_of(committee, anonymous()) == []


def test_every_deed_is_told_in_the_journal(world: SmallProvince) -> None:
    told = "\n".join(sentences())
    for part in ("Tỉnh Lạng Sơn", "Tổ công tác số 4", "Xã Lộc Bình", "Ana", "40"):
        assert part in told
    assert "…" not in told
