"""The JSON door to sessions."""

from datetime import date, time
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from haicap.domain.indicators.models import Report
from haicap.domain.indicators.queries import units_by_key
from haicap.domain.organisations.models import Position, Unit
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.access.days import Clock, Day
from haicap.foundation.api.paging import Paged, Paging, paged, sort_by

from . import actions, queries
from .listing import SESSIONS
from .models import Participant, Session

router = Router(tags=["meetings"])

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


@router.get("", response=Paged[SessionOut])
def list_sessions(request: HttpRequest, paging: Query[Sorting], only: Query[SessionFilter]) -> Any:
    """The sessions you may see, newest first; those without a known day before all others."""
    sessions = queries.sessions_of(
        _actor(request),
        commune=_unit("commune", only.commune),
        year=only.year,
        state=only.state or "",
    )
    return paged(sessions, paging, order=SESSIONS.ordered_by(paging.sort))


@router.post("", response={201: WholeSessionOut})
def plan_session(request: HttpRequest, plan: SessionIn) -> Any:
    """Plan a session of a provincial body with one or more communes."""
    session = actions.plan_session(
        actor=_actor(request),
        title=plan.title,
        convened_by=units_by_key("convened_by", [plan.convened_by])[0],
        communes=units_by_key("communes", plan.communes),
        group=_unit("group", plan.group),
        chair=_position("chair", plan.chair),
        **_when_and_where(plan),
    )
    return Status(201, get_session(request, session.pk))


@router.get("/{int:pk}", response=WholeSessionOut)
def get_session(request: HttpRequest, pk: int) -> Any:
    """One session with everything written down of it."""
    actor = _actor(request)
    session = get_object_or_404(queries.sessions_of(actor), pk=pk)
    names = SessionOut.model_fields.keys() - {"communes"}
    return {
        **{name: getattr(session, name) for name in names},
        "communes": list(session.communes.all()),
        "participants": list(session.participants.select_related("unit").order_by("id")),
        "agenda": list(session.agenda.select_related("commune")),
        "visits": list(session.visits.select_related("commune").order_by("id")),
        "reports": list(Report.objects.visible_to(actor).filter(sessions=session).order_by("id")),
        "moves": queries.open_verbs(actor, session),
    }


@router.post("/{int:pk}/holding", response=WholeSessionOut)
def hold_session(request: HttpRequest, pk: int, holding: HoldingIn) -> Any:
    """Record that it took place: on this day, else on the day it was planned for."""
    actions.hold_session(_session(request, pk), actor=_actor(request), held_on=holding.held_on)
    return get_session(request, pk)


@router.post("/{int:pk}/conclusion", response=WholeSessionOut)
def conclude_session(request: HttpRequest, pk: int) -> Any:
    """Record that the chair has concluded."""
    actions.conclude_session(_session(request, pk), actor=_actor(request))
    return get_session(request, pk)


@router.post("/{int:pk}/rescheduling", response=WholeSessionOut)
def reschedule_session(request: HttpRequest, pk: int, new: MovedIn) -> Any:
    """Plan it for another day and place; what is left out is not known any more."""
    session = _session(request, pk)
    actions.reschedule_session(
        session, actor=_actor(request), reason=new.reason, **_when_and_where(new)
    )
    return get_session(request, pk)


@router.post("/{int:pk}/cancellation", response=WholeSessionOut)
def cancel_session(request: HttpRequest, pk: int, cancellation: CancellationIn) -> Any:
    """It will not take place."""
    session = _session(request, pk)
    actions.cancel_session(session, actor=_actor(request), reason=cancellation.reason)
    return get_session(request, pk)


@router.post("/{int:pk}/participants", response={201: ParticipantOut})
def add_participant(request: HttpRequest, pk: int, participant: ParticipantIn) -> Any:
    """Write down who took part."""
    return Status(
        201,
        actions.add_participant(
            _session(request, pk),
            actor=_actor(request),
            unit=_unit("unit", participant.unit),
            **participant.dict(exclude={"unit"}),
        ),
    )


@router.post("/{int:pk}/agenda", response={201: AgendaItemOut})
def add_agenda_item(request: HttpRequest, pk: int, item: AgendaItemIn) -> Any:
    """Put a subject on the agenda."""
    session = _session(request, pk)
    return Status(
        201,
        actions.add_agenda_item(
            session,
            actor=_actor(request),
            commune=_unit("commune", item.commune),
            **item.dict(exclude={"commune"}),
        ),
    )


@router.post("/{int:pk}/visits", response={201: VisitOut})
def record_visit(request: HttpRequest, pk: int, visit: VisitIn) -> Any:
    """Write down a place that the delegation saw."""
    return Status(
        201,
        actions.record_visit(
            _session(request, pk),
            actor=_actor(request),
            commune=units_by_key("commune", [visit.commune])[0],
            **visit.dict(exclude={"commune"}),
        ),
    )


@router.post("/{int:pk}/reports", response={201: WholeSessionOut})
def give_report(request: HttpRequest, pk: int, given: GivenReportIn) -> Any:
    """Note that a report was given at this session."""
    actor, session = _actor(request), _session(request, pk)
    report = Report.objects.visible_to(actor).filter(pk=given.report).first()
    if report is None:
        raise Invalid("report", _("There is no report with this number."), given.report)
    actions.give_report(session, report, actor=actor)
    return Status(201, get_session(request, pk))


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _session(request: HttpRequest, pk: int) -> Session:
    visible = Session.objects.visible_to(_actor(request))
    return get_object_or_404(visible.select_related("convened_by__office", "group"), pk=pk)


def _position(field: str, pk: int | None) -> Position | None:
    if pk is None:
        return None
    found = Position.objects.filter(pk=pk).select_related("unit").first()
    if found is None:
        raise Invalid(field, _("There is no position with this number."), pk)
    return found


def _unit(field: str, key: str | None) -> Unit | None:
    return units_by_key(field, [key])[0] if key else None


def _when_and_where(plan: NewDayIn) -> dict[str, Any]:
    return {
        "held_on": plan.held_on,
        "part_of_day": plan.part_of_day or "",
        "begins_at": plan.begins_at,
        "ends_at": plan.ends_at,
        "place": plan.place,
        "despite": plan.despite,
    }
