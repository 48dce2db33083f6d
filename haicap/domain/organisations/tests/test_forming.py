"""A working group is formed on a document, with its members, for its communes; or not at all."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from haicap.domain.organisations import actions
from haicap.domain.organisations.models import Coverage, PositionKind, Unit
from haicap.domain.organisations.queries import standing_of, units_forming_groups
from haicap.domain.organisations.testing import SmallProvince, fresh, person
from haicap.foundation.access import Actor, Refused
from haicap.foundation.accounts.models import User

pytestmark = pytest.mark.django_db
NEW = "/working-groups/new/"
TYPED = {
    "name": "Tổ công tác số 5", "parent": "20.tinh-uy", "symbol": "60-QĐ/TU",
    "document_type": "decision", "issued_on": "02/01/2026", "from_on": "05/01/2026",
    "until_on": "", "communes": ["06577"],
}  # fmt: skip


def seated(*seats: tuple[str, str, str]) -> dict[str, str]:
    given = {}
    for number in range(1, 11):
        person, kind, title = seats[number - 1] if number <= len(seats) else ("", "member", "")
        given |= {
            f"seat-{number}-person": person,
            f"seat-{number}-kind": kind,
            f"seat-{number}-title": title,
        }
    return given


SEATS = seated(
    ("felix", "head", "Tổ trưởng"),
    ("Nguyễn Văn A, Phó Giám đốc Sở Nội vụ", "deputy", "Tổ phó"),
    ("frida", "member", "Thành viên"),
)


def browser(actor: Actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        User.objects.get(pk=actor.user_id), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:2000]
    return str(response.content.decode())


def test_the_office_forms_a_group_and_its_members_follow_the_communes(
    world: SmallProvince,
) -> None:
    clara = browser(world.clara)
    assert "Form the working group" in text(clara.get(NEW))
    assert NEW in text(clara.get("/working-groups/"))
    response = clara.post(NEW, TYPED | SEATS)
    assert response.status_code == 302, response.content.decode()
    group = Unit.objects.get(key="20.to-cong-tac-so-5")
    assert group.office == world.party_office
    basis = group.legal_bases.get()
    assert (basis.symbol, basis.issued_on, basis.issuer) == (
        "60-QĐ/TU", date(2026, 1, 2), world.party_committee,
    )  # fmt: skip
    held = group.positions.values_list("kind", "title", "appointments__from_on").order_by("id")
    assert list(held) == [
        ("head", "Tổ trưởng", date(2026, 1, 5)),
        ("deputy", "Tổ phó", date(2026, 1, 5)),
        ("member", "Thành viên", date(2026, 1, 5)),
    ]
    assert standing_of(fresh(world.felix)).followed == {world.commune_b.pk}


def test_who_forms_groups_in_whose_name(world: SmallProvince) -> None:
    pham = person("Pham", world.province, PositionKind.ADMINISTRATOR)
    secretary = person("Sau", world.party_committee, PositionKind.HEAD)
    kim = person("Kim", world.commune_a, PositionKind.ADMINISTRATOR)
    chief = person("Dang", world.body("06529.dang-uy"), PositionKind.HEAD)
    forming = {
        actor.name: {unit.key for unit in units_forming_groups(actor)}
        for actor in (pham, secretary, world.clara, kim, chief, world.frida, world.bogdan)
    }
    assert forming["Sau"] == {"20.tinh-uy"}
    assert forming["Clara"] == {"20.tinh-uy", "20.ban-thuong-vu", "20.thuong-truc"}
    assert {"20.tinh-uy", "20.ubnd", "20.hdnd", "20.mttq"} <= forming["Pham"]
    for name in ("Kim", "Dang", "Frida", "Bogdan"):
        assert forming[name] == set()
    assert browser(secretary).post(NEW, TYPED | SEATS).status_code == 302
    for actor in (kim, chief, world.frida, world.bogdan, world.cora):
        assert browser(actor).get(NEW).status_code == 404
        assert browser(actor).post(NEW, TYPED | SEATS).status_code == 404
    assert Client().get(NEW).status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "Tổ công tác số 4"}, "of this name already"),
        ({"name": "---"}, "letters or digits"),
        ({"communes": []}, "This field is required"),
        ({"communes": ["20.so-noi-vu"]}, "not one of the available choices"),
        ({"issued_on": "31/02/2026"}, "Enter a real day"),
        ({"until_on": "01/01/2026"}, "cannot end before it begins"),
        ({"parent": "20.ubnd"}, "not one of the available choices"),
        ({"seat-1-person": ""}, "one head"),
        ({"seat-2-kind": "head"}, "one head"),
        ({"seat-2-kind": "administrator"}, "not one of the available choices"),
        ({"seat-2-person": "zzz"}, "no account with this user name"),
        ({"seat-2-title": ""}, "needs a title"),
    ],
)
def test_what_makes_no_sense_forms_no_half_a_group(
    world: SmallProvince, given: dict[str, Any], said: str
) -> None:
    before = Unit.objects.count()
    shown = text(browser(world.clara).post(NEW, TYPED | SEATS | given), 422)
    assert said in shown
    assert Unit.objects.count() == before
    assert not Coverage.objects.filter(commune=world.commune_b).exists()


def test_nobody_seats_themselves(world: SmallProvince) -> None:
    seats = seated(("clara", "head", "Tổ trưởng"))
    assert browser(world.clara).post(NEW, TYPED | seats).status_code == 403
    assert not Unit.objects.filter(key="20.to-cong-tac-so-5").exists()


def test_a_name_used_again_gets_a_key_of_its_own(world: SmallProvince) -> None:
    members = [actions.Member("head", "Tổ trưởng", person_name="A")]
    given = {
        "name": "Tổ công tác số 5", "symbol": "1-QĐ", "document_type": "decision",
        "communes": [world.commune_a], "members": members,
    }  # fmt: skip
    first, second = (
        actions.found_working_group(actor=world.house, parent=parent, **given)  # type: ignore[arg-type]
        for parent in (world.party_committee, world.peoples_committee)
    )
    assert (first.key, second.key) == ("20.to-cong-tac-so-5", "20.to-cong-tac-so-5-2")
    with pytest.raises(Refused):
        actions.found_working_group(
            actor=world.house,
            parent=world.body("06529.dang-uy"),
            **given,  # type: ignore[arg-type]
        )
