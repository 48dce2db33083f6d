"""Conclusions to test with, in the small province: delivered, announced, with tasks."""

from collections.abc import Iterable
from datetime import date

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.models import Task

from .actions import (
    add_item,
    assign_task,
    deliver_conclusion,
    draft_conclusion,
    draft_notice,
    issue_notice,
)
from .models import Conclusion, Item, Notice

SPOKEN = date(2025, 10, 23)
ISSUED = date(2025, 10, 27)


def held_session(
    world: SmallProvince,
    *communes: Unit,
    on: date = SPOKEN,
    group: Unit | None = None,
    title: str = "Buổi làm việc",
) -> Session:
    """A session of the Party committee with communes (with the first one unless said)."""
    session = Session.objects.create(
        title=title, held_on=on, convened_by=world.party_committee, group=group, state="held"
    )
    session.communes.set(communes or [world.commune_a])
    return session


def drafted(
    world: SmallProvince,
    session: Session | None = None,
    texts: Iterable[str] = ("Các xã đẩy mạnh chuyển đổi số.",),
    *,
    on: date = SPOKEN,
) -> Conclusion:
    """A conclusion being drafted, with one item a text."""
    conclusion = draft_conclusion(
        actor=world.house,
        issuer=world.party_committee,
        concluded_by="Bí thư Tỉnh ủy",
        title="Kết luận của Bí thư Tỉnh ủy",
        session=session,
        effective_on=on,
    )
    for text in texts:
        add_item(conclusion, actor=world.house, text=text, effective_on=on)
    return conclusion


def delivered(
    world: SmallProvince,
    session: Session | None = None,
    texts: Iterable[str] = ("Các xã đẩy mạnh chuyển đổi số.",),
    *,
    on: date = SPOKEN,
) -> Conclusion:
    """A delivered conclusion: its items are C1, C2 and so on."""
    conclusion = drafted(world, session, texts, on=on)
    deliver_conclusion(conclusion, actor=world.house, delivered_on=on)
    return conclusion


def announced(
    world: SmallProvince, conclusion: Conclusion, symbol: str = "176-TB/VPTU", on: date = ISSUED
) -> Notice:
    """The notice of a conclusion, issued by the office of the Party committee."""
    notice = draft_notice(conclusion, actor=world.house, issuer=world.party_office, effective_on=on)
    issue_notice(notice, actor=world.house, symbol=symbol, issued_on=on)
    return notice


def ordered(
    world: SmallProvince,
    item: Item,
    lead: Unit,
    *,
    verifier: Unit | None = None,
    on: date = ISSUED,
) -> Task:
    """The task of one unit that an item orders."""
    return assign_task(
        item, actor=world.house, lead=lead, verifier=verifier, assigned_on=on, effective_on=on
    )
