"""What the JSON door to sessions takes and gives."""

from datetime import date, time
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from haicap.domain.meetings.listing import SESSIONS
from haicap.domain.meetings.models import Participant, Session
from haicap.foundation.access.days import Clock, Day
from haicap.foundation.api.paging import Paging, sort_by

Key = Annotated[str, Field(max_length=60)]
Line = Annotated[str, Field(max_length=300)]
Reason = Annotated[str, Field(max_length=500)]


class UnitOut(Schema):
    key: str
    name: str

    @staticmethod
    def resolve_name(unit: Any) -> str:
        return str(unit.full_name)


class SessionOut(Schema):
    """A working session; a day that is null is not known, or not stated in the source."""

    id: int
    title: str
    state: Session.State
    held_on: date | None
    part_of_day: str
    begins_at: time | None
    ends_at: time | None
    place: str
    convened_by: UnitOut
    group: UnitOut | None
    communes: list[UnitOut]
    is_simulated: bool
    has_simulated_moves: bool
    """It is real, but an example moved it: its state is no fact."""


class ParticipantOut(Schema):
    """Who took part; an empty `position` is not stated or, with `stated_title`, not clear."""

    id: int
    role: Participant.Role
    unit: UnitOut | None
    person_name: str
    position: str
    stated_title: str
    other_positions: str
    attendance: str
    """present, with_leave, without_leave, stood_in; empty: not noted."""
    stood_in_by: str
    is_simulated: bool


class AgendaItemOut(Schema):
    number: int
    text: str
    begins_at: time | None
    minutes: int | None
    speaker: str
    commune: UnitOut | None
    is_simulated: bool


class VisitOut(Schema):
    id: int
    commune: UnitOut
    place: str
    begins_at: time | None
    ends_at: time | None
    visitors: str
    findings: str
    is_simulated: bool


class GivenReportOut(Schema):
    id: int
    title: str


class WholeSessionOut(SessionOut):
    """With what was written down of it, the reports you may see, and what you may do now."""

    participants: list[ParticipantOut]
    agenda: list[AgendaItemOut]
    visits: list[VisitOut]
    reports: list[GivenReportOut]
    moves: list[str]


class NewDayIn(Schema):
    held_on: Day | None = None
    part_of_day: Session.PartOfDay | None = None
    begins_at: Clock | None = None
    ends_at: Clock | None = None
    place: Line = ""
    despite: Reason = ""
    """Why it stays so although somebody, the place or a commune is wanted elsewhere then."""


class SessionIn(NewDayIn):
    title: Line
    convened_by: Key
    communes: list[Key] = Field(max_length=500)
    group: Key | None = None
    chair: int | None = None
    """The number of a position; whoever holds it on the day is invited to chair."""


class MovedIn(NewDayIn):
    reason: Reason = ""
    """Needed where a day was fixed already."""


class HoldingIn(Schema):
    held_on: Day | None = None


class CancellationIn(Schema):
    reason: str = Field(max_length=500)


class ParticipantIn(Schema):
    role: Participant.Role
    unit: Key | None = None
    person_name: str = Field("", max_length=200)
    position: Line = ""
    stated_title: str = Field("", max_length=200)
    other_positions: Line = ""


class AgendaItemIn(Schema):
    text: str = Field(max_length=500)
    begins_at: Clock | None = None
    minutes: int | None = Field(None, ge=1, le=1440)
    speaker: Line = ""
    commune: Key | None = None


class VisitIn(Schema):
    commune: Key
    place: Line
    begins_at: Clock | None = None
    ends_at: Clock | None = None
    visitors: Line = ""
    findings: str = Field("", max_length=20_000)


class GivenReportIn(Schema):
    report: int


class SessionFilter(Schema):
    """With one commune, by its key; of one year; in one state."""

    commune: Key | None = None
    year: int | None = Field(None, ge=1945, le=9998)
    state: Session.State | None = None


class Sorting(Paging):
    sort: str | None = sort_by(SESSIONS)
