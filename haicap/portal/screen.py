"""What a session looks at while it sits: one item of the agenda, and what is known to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from haicap.domain.followups.queries import Pair
from haicap.domain.meetings.models import AgendaItem, Session
from haicap.domain.minutes import queries as minutes
from haicap.domain.minutes.models import Note
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor

from .briefing import Briefing, Measured, briefing_of_session

ALL = "all"


@dataclass(frozen=True)
class Screen:
    """One page of the projector, as far as who is signed in at it may see."""

    session: Session
    item: AgendaItem | None
    """None: the opening page, with the whole agenda."""
    agenda: Sequence[AgendaItem]
    communes: Sequence[Unit]
    commune: Unit | None
    """Of whom figures and recommendations are shown; None: of all."""
    briefing: Briefing
    notes: Sequence[Note]
    may_note: bool

    @property
    def previous(self) -> int | None:
        """The number of the page before; 0 is the opening page."""
        place = self._place
        return None if place == 0 else self._numbers[place - 1]

    @property
    def following(self) -> int | None:
        place = self._place + 1
        return self._numbers[place] if place < len(self._numbers) else None

    @property
    def _numbers(self) -> list[int]:
        return [0, *(each.number for each in self.agenda)]

    @property
    def _place(self) -> int:
        return self._numbers.index(self.item.number if self.item else 0)

    @property
    def figures(self) -> list[Measured]:
        return [each for each in self.briefing.figures if self._concerns(each.places)]

    @property
    def recommendations(self) -> list[Pair]:
        return self._those(self.briefing.carried.recommendations)

    @property
    def items(self) -> list[Pair]:
        return self._those(self.briefing.carried.items)

    def _those(self, pairs: Sequence[Pair]) -> list[Pair]:
        return [pair for pair in pairs if self._concerns(pair.row.communes)]

    def _concerns(self, communes: Sequence[Unit]) -> bool:
        return self.commune is None or self.commune in communes


def screen_of(session: Session, actor: Actor, number: int, commune: str = "") -> Screen | None:
    """The page of an agenda item (0: the opening page); None: there is no such item."""
    agenda = list(session.agenda.all())
    item = next((each for each in agenda if each.number == number), None)
    if number and item is None:
        return None
    briefing = briefing_of_session(session, actor)
    notes = minutes.notes_of(session, actor)
    return Screen(
        session=session,
        item=item,
        agenda=agenda,
        communes=briefing.communes,
        commune=_chosen(briefing.communes, item, commune),
        briefing=briefing,
        notes=list(notes.filter(agenda_item=item)),
        may_note=minutes.may_note(actor, session),
    )


def _chosen(communes: Sequence[Unit], item: AgendaItem | None, key: str) -> Unit | None:
    """The commune that was asked for; else the one that the item is about, if it is about one."""
    asked = next((each for each in communes if each.key == key), None)
    about = item.commune_id if item and key != ALL else None
    return asked or next((each for each in communes if each.pk == about), None)
