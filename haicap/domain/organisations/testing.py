"""A small province to test in: two communes, an office, a department, a group, and its people."""

from dataclasses import dataclass, field

from haicap.foundation.access import Actor, house
from haicap.foundation.accounts.models import User

from .actions import (
    appoint,
    cover_commune,
    ensure_bodies,
    establish_unit,
    form_working_group,
)
from .models import Kind, PositionKind, Unit
from .queries import actor_of


def builder() -> Actor:
    """The house's own hand, allowed to date back: it makes the worlds of tests."""
    return house("the house", on_behalf_of="the house", backdates_because="a world made for a test")


def person(
    name: str, unit: Unit | None = None, kind: str = PositionKind.OFFICER, title: str = ""
) -> Actor:
    """A signed-in person, in a position of a unit if one is named. The same name: the same one."""
    user = User.objects.filter(username=name.lower()).first()
    user = user or User.objects.create_user(name.lower(), None, name=name)
    if unit is not None:
        title = title or f"{PositionKind(kind).label} {name}"
        appoint(unit, actor=builder(), kind=kind, title=title, user=user)
    return actor_of(user)


def fresh(actor: Actor) -> Actor:
    """The same person in a new request: an actor remembers what it held when it was made."""
    return actor_of(User.objects.get(username=actor.name.lower()))


@dataclass(frozen=True)
class SmallProvince:
    """Lạng Sơn with two communes; the group follows the first one only."""

    province: Unit
    commune_a: Unit
    """Lộc Bình: Ana is its officer, Alma its head; the group follows it."""
    commune_b: Unit
    """Thống Nhất: Mila is its officer; nobody follows it."""
    party_committee: Unit
    standing_committee: Unit
    party_office: Unit
    """Clara is its clerk; it serves the three Party bodies of the province and the group."""
    peoples_committee: Unit
    committee_office: Unit
    department: Unit
    """Sở Tài chính: Felix is an officer there, Frida its head."""
    other_department: Unit
    group: Unit
    """Tổ công tác số 4: Bogdan is its head."""
    ana: Actor
    alma: Actor
    mila: Actor
    bogdan: Actor
    clara: Actor
    felix: Actor
    frida: Actor
    cora: Actor
    """Signed in, without any position."""
    house: Actor = field(default_factory=builder)

    def body(self, key: str) -> Unit:
        """Any body by its key: `body("06529.dang-uy")`."""
        return Unit.objects.get(key=key)


def commune(key: str, name: str, province: Unit, *, designation: str = "xã") -> Unit:
    """A commune without its bodies; `ensure_bodies(province)` gives it some."""
    return establish_unit(
        key,
        actor=builder(),
        kind=Kind.COMMUNE,
        name=name,
        designation=designation,
        code=key,
        parent=province,
    )


def small_province() -> SmallProvince:
    """The world of most tests, made by the room's own actions."""
    hand = builder()
    province = establish_unit(
        "20", actor=hand, kind=Kind.PROVINCE, name="Lạng Sơn", designation="tỉnh", code="20"
    )
    a, b = commune("06529", "Lộc Bình", province), commune("06577", "Thống Nhất", province)
    ensure_bodies(province, actor=hand)
    bodies = {unit.key: unit for unit in Unit.objects.select_related("parent", "office")}
    group = form_working_group(
        "20.to-cong-tac-4", actor=hand, name="Tổ công tác số 4", parent=bodies["20.tinh-uy"]
    )
    cover_commune(group, a, actor=hand)
    return SmallProvince(
        province=province,
        commune_a=a,
        commune_b=b,
        party_committee=bodies["20.tinh-uy"],
        standing_committee=bodies["20.ban-thuong-vu"],
        party_office=bodies["20.vptu"],
        peoples_committee=bodies["20.ubnd"],
        committee_office=bodies["20.vpub"],
        department=bodies["20.so-tai-chinh"],
        other_department=bodies["20.so-noi-vu"],
        group=group,
        ana=person("Ana", bodies["06529.vp-ubnd"], PositionKind.OFFICER),
        alma=person("Alma", bodies["06529.ubnd"], PositionKind.HEAD),
        mila=person("Mila", bodies["06577.vp-ubnd"], PositionKind.OFFICER),
        bogdan=person("Bogdan", group, PositionKind.HEAD),
        clara=person("Clara", bodies["20.vptu"], PositionKind.CLERK),
        felix=person("Felix", bodies["20.so-tai-chinh"], PositionKind.OFFICER),
        frida=person("Frida", bodies["20.so-tai-chinh"], PositionKind.HEAD),
        cora=person("Cora"),
    )
