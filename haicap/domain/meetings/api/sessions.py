"""The JSON door to sessions: their moves, and what is written down of them."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Status

from haicap.domain.indicators.models import Report
from haicap.domain.indicators.queries import units_by_key
from haicap.domain.meetings import actions, queries
from haicap.domain.meetings.listing import SESSIONS
from haicap.foundation.access import Invalid
from haicap.foundation.api.paging import Paged, paged

from .router import actor_of, position_of, router, session_of, unit_of
from .schemas import (
    AgendaItemIn,
    AgendaItemOut,
    CancellationIn,
    GivenReportIn,
    HoldingIn,
    MovedIn,
    NewDayIn,
    ParticipantIn,
    ParticipantOut,
    SessionFilter,
    SessionIn,
    SessionOut,
    Sorting,
    VisitIn,
    VisitOut,
    WholeSessionOut,
)


@router.get("", response=Paged[SessionOut])
def list_sessions(request: HttpRequest, paging: Query[Sorting], only: Query[SessionFilter]) -> Any:
    """The sessions you may see, newest first; those without a known day before all others."""
    sessions = queries.sessions_of(
        actor_of(request),
        commune=unit_of("commune", only.commune),
        year=only.year,
        state=only.state or "",
    )
    return paged(sessions, paging, order=SESSIONS.ordered_by(paging.sort))


@router.post("", response={201: WholeSessionOut})
def plan_session(request: HttpRequest, plan: SessionIn) -> Any:
    """Plan a session of a provincial body with one or more communes."""
    session = actions.plan_session(
        actor=actor_of(request),
        title=plan.title,
        convened_by=units_by_key("convened_by", [plan.convened_by])[0],
        communes=units_by_key("communes", plan.communes),
        group=unit_of("group", plan.group),
        chair=position_of("chair", plan.chair),
        **_when_and_where(plan),
    )
    return Status(201, get_session(request, session.pk))


@router.get("/{int:pk}", response=WholeSessionOut)
def get_session(request: HttpRequest, pk: int) -> Any:
    """One session with everything written down of it."""
    actor = actor_of(request)
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
    actions.hold_session(session_of(request, pk), actor=actor_of(request), held_on=holding.held_on)
    return get_session(request, pk)


@router.post("/{int:pk}/conclusion", response=WholeSessionOut)
def conclude_session(request: HttpRequest, pk: int) -> Any:
    """Record that the chair has concluded."""
    actions.conclude_session(session_of(request, pk), actor=actor_of(request))
    return get_session(request, pk)


@router.post("/{int:pk}/rescheduling", response=WholeSessionOut)
def reschedule_session(request: HttpRequest, pk: int, new: MovedIn) -> Any:
    """Plan it for another day and place; what is left out is not known any more."""
    session = session_of(request, pk)
    actions.reschedule_session(
        session, actor=actor_of(request), reason=new.reason, **_when_and_where(new)
    )
    return get_session(request, pk)


@router.post("/{int:pk}/cancellation", response=WholeSessionOut)
def cancel_session(request: HttpRequest, pk: int, cancellation: CancellationIn) -> Any:
    """It will not take place."""
    session = session_of(request, pk)
    actions.cancel_session(session, actor=actor_of(request), reason=cancellation.reason)
    return get_session(request, pk)


@router.post("/{int:pk}/participants", response={201: ParticipantOut})
def add_participant(request: HttpRequest, pk: int, participant: ParticipantIn) -> Any:
    """Write down who took part."""
    return Status(
        201,
        actions.add_participant(
            session_of(request, pk),
            actor=actor_of(request),
            unit=unit_of("unit", participant.unit),
            **participant.dict(exclude={"unit"}),
        ),
    )


@router.post("/{int:pk}/agenda", response={201: AgendaItemOut})
def add_agenda_item(request: HttpRequest, pk: int, item: AgendaItemIn) -> Any:
    """Put a subject on the agenda."""
    session = session_of(request, pk)
    return Status(
        201,
        actions.add_agenda_item(
            session,
            actor=actor_of(request),
            commune=unit_of("commune", item.commune),
            **item.dict(exclude={"commune"}),
        ),
    )


@router.post("/{int:pk}/visits", response={201: VisitOut})
def record_visit(request: HttpRequest, pk: int, visit: VisitIn) -> Any:
    """Write down a place that the delegation saw."""
    return Status(
        201,
        actions.record_visit(
            session_of(request, pk),
            actor=actor_of(request),
            commune=units_by_key("commune", [visit.commune])[0],
            **visit.dict(exclude={"commune"}),
        ),
    )


@router.post("/{int:pk}/reports", response={201: WholeSessionOut})
def give_report(request: HttpRequest, pk: int, given: GivenReportIn) -> Any:
    """Note that a report was given at this session."""
    actor, session = actor_of(request), session_of(request, pk)
    report = Report.objects.visible_to(actor).filter(pk=given.report).first()
    if report is None:
        raise Invalid("report", _("There is no report with this number."), given.report)
    actions.give_report(session, report, actor=actor)
    return Status(201, get_session(request, pk))


def _when_and_where(plan: NewDayIn) -> dict[str, Any]:
    return {
        "held_on": plan.held_on,
        "part_of_day": plan.part_of_day or "",
        "begins_at": plan.begins_at,
        "ends_at": plan.ends_at,
        "place": plan.place,
        "despite": plan.despite,
    }
