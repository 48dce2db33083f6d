"""What people hold in the small province, and what follows from it."""

import pytest

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.queries import standing_of
from haicap.domain.organisations.testing import SmallProvince, person

pytestmark = pytest.mark.django_db


def test_an_officer_of_a_commune_body_acts_for_the_commune(world: SmallProvince) -> None:
    standing = standing_of(world.ana)
    assert world.commune_a.pk in standing.units
    assert world.commune_b.pk not in standing.units


def test_an_officer_of_a_department_does_not_act_for_the_province(world: SmallProvince) -> None:
    assert standing_of(world.felix).units == {world.department.pk}


def test_the_party_office_serves_party_bodies_and_the_group(world: SmallProvince) -> None:
    served = standing_of(world.clara).served
    assert {world.party_committee.pk, world.standing_committee.pk, world.group.pk} <= served
    assert world.peoples_committee.pk not in served


def test_a_group_follows_its_communes_only(world: SmallProvince) -> None:
    assert standing_of(world.bogdan).followed == {world.commune_a.pk}


def test_a_stranger_holds_nothing(world: SmallProvince) -> None:
    assert not standing_of(world.cora).sides


def test_who_administers_a_unit_sees_nothing_of_its_work(world: SmallProvince) -> None:
    keeper = person("Quân", world.commune_a, PositionKind.ADMINISTRATOR)
    standing = standing_of(keeper)
    assert standing.holds(world.commune_a.pk, [PositionKind.ADMINISTRATOR])
    assert not standing.sides
    # The same person once more: a member of the group, and that they are in full.
    both = person("Quân", world.group, PositionKind.MEMBER)
    assert standing_of(both).units == {world.group.pk}


def test_only_the_home_province_has_an_administrator_of_the_installation(
    world: SmallProvince,
) -> None:
    assert person("Quân", world.province, PositionKind.ADMINISTRATOR).is_administrator
    assert not person("Quỳnh", world.commune_a, PositionKind.ADMINISTRATOR).is_administrator
    assert not person("Quang", world.province, PositionKind.OFFICER).is_administrator
