"""Who keeps whose account, who names whom, and how far an administrator reaches."""

from datetime import date

import pytest

from haicap.domain.organisations import actions
from haicap.domain.organisations.models import Appointment, PositionKind, Unit
from haicap.domain.organisations.queries import actor_of, may_see_people, people_of
from haicap.domain.organisations.testing import SmallProvince, fresh, person
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.accounts.models import SecondFactor, User
from haicap.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db
ADMINISTRATOR = PositionKind.ADMINISTRATOR


@pytest.fixture
def pham(world: SmallProvince) -> Actor:
    """Administers the whole province."""
    return person("Pham", world.province, ADMINISTRATOR)


@pytest.fixture
def kim(world: SmallProvince) -> Actor:
    """Administers Lộc Bình and its bodies."""
    return person("Kim", world.commune_a, ADMINISTRATOR)


@pytest.fixture
def dao(world: SmallProvince) -> Actor:
    """Administers the department of finance."""
    return person("Dao", world.department, ADMINISTRATOR)


def account(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def give(unit: Unit, actor: Actor, kind: str = "officer", name: str = "Nguyễn Văn A") -> None:
    actions.appoint(unit, actor=actor, kind=kind, title=f"{kind} {name}", person_name=name)


def test_an_administrator_reaches_their_own_units_and_no_other(
    world: SmallProvince, pham: Actor, kim: Actor, dao: Actor
) -> None:
    inside = world.body("06529.vp-ubnd")
    outside = world.body("06577.ubnd")
    reached = {
        pham: [world.province, inside, outside, world.department, world.group, world.commune_b],
        kim: [world.commune_a, inside, world.body("06529.dang-uy")],
        dao: [world.department],
    }
    every = [*reached[pham], *reached[kim], world.peoples_committee, world.other_department]
    for actor, units in reached.items():
        expected = units if actor is not pham else every
        seen = [unit for unit in every if may_see_people(actor, unit)]
        assert {unit.key for unit in seen} == {unit.key for unit in expected}, actor.name
        for unit in expected:
            give(unit, actor)
    for actor, unit in [(kim, outside), (kim, world.province), (dao, world.peoples_committee)]:
        with pytest.raises(Refused):
            give(unit, actor)


def test_the_administrator_of_another_province_reaches_nothing_below_it(
    world: SmallProvince, settings: object
) -> None:
    settings.HOME_PROVINCE = "75"  # type: ignore[attr-defined]
    elsewhere = person("Pham", world.province, ADMINISTRATOR)
    assert not may_see_people(elsewhere, world.commune_a)
    assert not may_see_people(elsewhere, world.department)


def test_an_administrator_of_a_body_of_a_commune_reaches_that_body_alone(
    world: SmallProvince,
) -> None:
    room = world.body("06529.kinh-te")
    lan = person("Lan", room, ADMINISTRATOR)
    assert may_see_people(lan, room)
    for key in ("06529.ubnd", "06529.dang-uy", "06529"):
        assert not may_see_people(lan, Unit.objects.get(key=key))


def test_the_head_of_a_room_is_not_the_head_of_the_commune(world: SmallProvince) -> None:
    head = person("Hai", world.body("06529.kinh-te"), PositionKind.HEAD)
    give(world.body("06529.kinh-te"), head)
    for key in ("06529.ubnd", "06529"):
        with pytest.raises(Refused):
            give(Unit.objects.get(key=key), head, kind="head")


def test_only_an_administrator_says_who_administers(world: SmallProvince, kim: Actor) -> None:
    committee = world.body("06529.ubnd")
    give(committee, world.alma)
    with pytest.raises(Refused, match="administrator"):
        give(committee, world.alma, kind="administrator")
    give(committee, kim, kind="administrator")
    held = Appointment.objects.get(user=account(kim))
    with pytest.raises(Refused):
        actions.end_appointment(held, actor=world.alma, on=date(2030, 1, 1))


def test_nobody_gives_a_position_to_themselves(
    world: SmallProvince, pham: Actor, kim: Actor
) -> None:
    for actor, unit in [
        (pham, world.party_committee),
        (kim, world.body("06529.ubnd")),
        (world.alma, world.body("06529.ubnd")),
    ]:
        with pytest.raises(Refused, match="themselves"):
            actions.appoint(unit, actor=actor, kind="head", title="Bí thư", user=account(actor))
    assert not Appointment.objects.filter(position__title="Bí thư").exists()


def test_a_persona_of_the_example_opens_no_account(world: SmallProvince) -> None:
    User.objects.filter(pk=world.alma.user_id).update(is_persona=True, password="!")
    alma = actor_of(account(world.alma))
    assert may_see_people(alma, world.body("06529.ubnd"))
    with pytest.raises(Refused, match="persona"):
        actions.open_account(
            world.body("06529.ubnd"),
            actor=alma,
            kind="officer",
            title="Chuyên viên",
            name="An",
            username="an",
        )
    with pytest.raises(Refused, match="persona"):
        give(world.body("06529.ubnd"), alma)


def test_no_position_is_given_in_a_unit_that_is_no_more(world: SmallProvince, pham: Actor) -> None:
    Unit.objects.filter(pk=world.other_department.pk).update(dissolved_on=date(2025, 7, 1))
    with pytest.raises(Refused, match="no more"):
        give(Unit.objects.get(pk=world.other_department.pk), pham)


def test_an_account_is_opened_with_its_position_and_a_password_for_one_time(
    world: SmallProvince, kim: Actor
) -> None:
    opened = actions.open_account(
        world.body("06529.vp-ubnd"),
        actor=kim,
        kind="clerk",
        title="Văn thư",
        name="Lê An",
        username="an.le",
        from_on=date(2026, 1, 5),
    )
    user = User.objects.get(username="an.le")
    assert user.check_password(opened.password)
    assert user.must_change_password
    assert user.password_expires_at is not None
    assert opened.appointment.from_on == date(2026, 1, 5)
    assert opened.password not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("username", {"username": "ana"}),
        ("username", {"username": "Ana B"}),
        ("email", {"email": "nowhere"}),
        ("title", {"title": " "}),
        ("kind", {"kind": "king"}),
        ("until_on", {"from_on": date(2026, 2, 1), "until_on": date(2026, 1, 1)}),
    ],
)
def test_an_account_that_makes_no_sense_is_not_opened(
    world: SmallProvince, kim: Actor, field: str, given: dict[str, object]
) -> None:
    whole = {"kind": "officer", "title": "A", "name": "B", "username": "b.moi", **given}
    before = Entry.objects.count(), User.objects.count()
    with pytest.raises(Invalid) as caught:
        actions.open_account(world.body("06529.ubnd"), actor=kim, **whole)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert (Entry.objects.count(), User.objects.count()) == before


def deeds(account: User) -> list[tuple[object, ...]]:
    return [
        (actions.reset_password, account),
        (actions.switch_off, account),
        (actions.switch_on, account),
        (actions.forget_second_factor, account),
    ]


def test_an_account_is_kept_by_who_administers_all_its_units(
    world: SmallProvince, pham: Actor, kim: Actor, dao: Actor
) -> None:
    ana = account(world.ana)
    SecondFactor.objects.create(user=ana, key="K", confirmed_at="2026-01-01T00:00Z")
    for keeper in (kim, pham):
        for act, user in deeds(ana):
            act(user, actor=keeper)  # type: ignore[operator]
    assert not SecondFactor.objects.exists()
    for other in (dao, world.alma, world.frida, world.mila, world.cora):
        for act, user in deeds(ana):
            with pytest.raises(Refused):
                act(user, actor=other)  # type: ignore[operator]


def test_a_position_elsewhere_takes_an_account_out_of_reach(
    world: SmallProvince, pham: Actor, kim: Actor
) -> None:
    ana = account(world.ana)
    person("Ana", world.department, PositionKind.OFFICER, "Biệt phái")
    with pytest.raises(Refused, match="do not administer"):
        actions.reset_password(ana, actor=kim)
    actions.reset_password(ana, actor=pham)
    elsewhere = Appointment.objects.get(position__title="Biệt phái")
    actions.end_appointment(elsewhere, actor=pham, on=date(2026, 1, 1))
    actions.reset_password(ana, actor=fresh(kim))


def test_who_has_left_is_kept_where_they_were(
    world: SmallProvince, pham: Actor, kim: Actor
) -> None:
    ana = account(world.ana)
    held = Appointment.objects.get(user=ana)
    actions.end_appointment(held, actor=kim, on=date(2026, 1, 1), vacant_because="Chờ bổ nhiệm")
    actions.switch_off(ana, actor=kim)
    with pytest.raises(Refused):
        actions.switch_on(ana, actor=person("Bac", world.commune_b, ADMINISTRATOR))
    cora = account(world.cora)
    with pytest.raises(Refused):
        actions.switch_off(cora, actor=kim)
    actions.switch_off(cora, actor=pham)


def test_nobody_keeps_their_own_account(world: SmallProvince, pham: Actor, kim: Actor) -> None:
    for actor in (pham, kim):
        for act, user in deeds(account(actor)):
            with pytest.raises(Refused, match="own account"):
                act(user, actor=actor)  # type: ignore[operator]
    actions.reset_password(account(kim), actor=pham)
    with pytest.raises(Refused):
        actions.reset_password(account(pham), actor=kim)


def test_an_account_that_is_off_is_given_nothing(world: SmallProvince, kim: Actor) -> None:
    User.objects.filter(username="cora").update(is_active=False)
    with pytest.raises(Invalid, match="switched off"):
        actions.account_named("cora")
    with pytest.raises(Invalid, match="no account"):
        actions.account_named("nobody")


def test_the_list_holds_what_each_may_see(
    world: SmallProvince, pham: Actor, kim: Actor, dao: Actor
) -> None:
    def names(unit: Unit, actor: Actor) -> set[str]:
        return {str(each.user) for each in people_of(unit, actor)}

    assert names(world.commune_a, kim) == {"Ana", "Alma", "Kim"}
    assert names(world.body("06529.ubnd"), world.alma) == {"Alma"}
    assert names(world.department, dao) == {"Felix", "Frida", "Dao"}
    assert {"Ana", "Mila", "Clara", "Bogdan", "Pham"} <= names(world.province, pham)
    assert names(world.commune_b, kim) == set()
    assert names(world.commune_a, world.cora) == set()
