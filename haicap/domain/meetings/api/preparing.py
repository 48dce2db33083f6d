"""The JSON door to what makes a session ready, and to what was seen."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import File, Form, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from haicap.domain.indicators.queries import units_by_key
from haicap.domain.meetings import actions, queries
from haicap.domain.meetings.models import (
    Invitation,
    Material,
    Participant,
    Session,
    SitePhoto,
    SiteVisit,
)
from haicap.foundation.access import Invalid
from haicap.foundation.access.days import Day

from .router import actor_of, position_of, router, session_of, unit_of
from .schemas import Key, Line, Reason, UnitOut, VisitOut


class InvitationOut(Schema):
    """Who is invited, in words; `holders` hold the position on the day of the session."""

    id: int
    who: str
    role: Participant.Role
    unit: UnitOut | None
    outside: str
    holders: list[str]
    invited_on: date
    answer: str
    """comes, deputy, declines; empty: not answered."""
    deputy: str
    reason: str
    answered_by: str
    answered_on: date | None
    may_answer: bool
    is_simulated: bool


class InvitationIn(Schema):
    role: Participant.Role
    position: int | None = None
    unit: Key | None = None
    outside: Line = ""
    despite: Reason = ""
    """Why they are invited although they are expected elsewhere then."""


class InvitationAnswerIn(Schema):
    answer: Invitation.Answer
    deputy: Line = ""
    reason: Reason = ""


class RequestIn(Schema):
    communes: list[Key] = Field(max_length=500)
    due_on: Day
    wants_report: bool = True
    wants_recommendations: bool = True
    subject: Reason = ""


class MaterialOut(Schema):
    """A paper that was handed in; its content lies at `address`."""

    id: int
    unit: UnitOut
    kind: Material.Kind
    name: str
    handed_on: date
    handed_by: str
    address: str
    is_simulated: bool

    @staticmethod
    def resolve_address(material: Material) -> str:
        return material.get_absolute_url()


class CollectedOut(Schema):
    """What a commune was asked for, with what is missing, in words, and whether it is late."""

    commune: UnitOut
    due_on: date
    wants_report: bool
    wants_recommendations: bool
    subject: str
    missing: list[str]
    is_late: bool


class PapersOut(Schema):
    """As far as you may see it: what was asked for, and what was handed in."""

    asked: list[CollectedOut]
    materials: list[MaterialOut]


class AttendanceIn(Schema):
    """Of an invitation or of a participant, by its number: whether they came."""

    invitation: int | None = None
    participant: int | None = None
    attendance: Participant.Attendance
    stood_in_by: Line = ""


class FindingsIn(Schema):
    findings: str = Field(max_length=20_000)


class PhotoOut(Schema):
    id: int
    description: str
    name: str
    address: str

    @staticmethod
    def resolve_address(photo: SitePhoto) -> str:
        return photo.get_absolute_url()


@router.get("/{int:pk}/invitations", response=list[InvitationOut])
def list_invitations(request: HttpRequest, pk: int, unanswered: bool = False) -> Any:
    """Who is invited to a session, or who of them has not answered yet."""
    session = session_of(request, pk)
    found = queries.invited_to(session, actor_of(request), unanswered=unanswered)
    return [_invited(each) for each in found]


@router.post("/{int:pk}/invitations", response={201: list[InvitationOut]})
def invite(request: HttpRequest, pk: int, invited: InvitationIn) -> Any:
    """Invite whoever holds a position on the day, a unit, or somebody outside."""
    session = session_of(request, pk)
    actions.invite(
        session,
        actor=actor_of(request),
        role=invited.role,
        position=position_of("position", invited.position),
        unit=unit_of("unit", invited.unit),
        outside=invited.outside,
        despite=invited.despite,
    )
    return Status(201, list_invitations(request, pk))


@router.post("/{int:pk}/invitations/{int:invitation_pk}/answer", response=list[InvitationOut])
def answer_invitation(
    request: HttpRequest, pk: int, invitation_pk: int, given: InvitationAnswerIn
) -> Any:
    """They come, send a deputy or do not come."""
    invitation = _invitation(request, pk, invitation_pk)
    actions.answer_invitation(invitation, actor=actor_of(request), **given.dict())
    return list_invitations(request, pk)


@router.post("/{int:pk}/invitations/{int:invitation_pk}/withdrawal", response=list[InvitationOut])
def withdraw_invitation(request: HttpRequest, pk: int, invitation_pk: int) -> Any:
    """They are not to come after all."""
    actions.withdraw_invitation(_invitation(request, pk, invitation_pk), actor=actor_of(request))
    # Who saw the session by the invitation alone does not see it any more.
    return list_invitations(request, pk)


@router.get("/{int:pk}/papers", response=PapersOut)
def list_papers(request: HttpRequest, pk: int) -> Any:
    """What communes were asked for and what was handed in, as far as you may see it."""
    session, actor = session_of(request, pk), actor_of(request)
    asked = [
        {
            **{name: getattr(each.request, name) for name in _ASKED},
            "missing": each.missing,
            "is_late": each.is_late,
        }
        for each in queries.collected_for(session, actor)
    ]
    return {"asked": asked, "materials": list(queries.materials_of(session, actor))}


_ASKED = ("commune", "due_on", "wants_report", "wants_recommendations", "subject")


@router.post("/{int:pk}/papers/requests", response={201: PapersOut})
def ask_communes(request: HttpRequest, pk: int, wanted: RequestIn) -> Any:
    """Ask communes of the session for their report, their recommendations or both, by a day."""
    actions.ask_communes(
        session_of(request, pk),
        actor=actor_of(request),
        communes=units_by_key("communes", wanted.communes),
        **wanted.dict(exclude={"communes"}),
    )
    return Status(201, list_papers(request, pk))


@router.post("/{int:pk}/papers", response={201: PapersOut})
def hand_in_material(
    request: HttpRequest,
    pk: int,
    unit: Form[Key],
    kind: Form[Material.Kind],
    papers: File[list[UploadedFile]],
) -> Any:
    """Hand in papers of a unit for a session."""
    actions.hand_in_material(
        session_of(request, pk),
        actor=actor_of(request),
        unit=units_by_key("unit", [unit])[0],
        kind=kind,
        papers=papers,
    )
    return Status(201, list_papers(request, pk))


@router.post("/{int:pk}/attendance", response=list[InvitationOut])
def note_attendance(request: HttpRequest, pk: int, noted: list[AttendanceIn]) -> Any:
    """Note who came, who was absent with or without leave, and who stood in for whom."""
    session = session_of(request, pk)
    told = [
        actions.Noted(_expected(session, each), each.attendance, each.stood_in_by) for each in noted
    ]
    actions.note_attendance(session, actor=actor_of(request), noted=told)
    return list_invitations(request, pk)


@router.post("/{int:pk}/visits/{int:visit_pk}/findings", response=VisitOut)
def write_findings(request: HttpRequest, pk: int, visit_pk: int, found: FindingsIn) -> Any:
    """Write down, or write anew, what was found at a place."""
    visit = _visit(request, pk, visit_pk)
    actions.write_findings(visit, actor=actor_of(request), findings=found.findings)
    return visit


@router.post("/{int:pk}/visits/{int:visit_pk}/photos", response={201: PhotoOut})
def add_photo(
    request: HttpRequest,
    pk: int,
    visit_pk: int,
    description: Form[Line],
    file: File[UploadedFile],
) -> Any:
    """Add a picture of what was seen, told in words too."""
    visit = _visit(request, pk, visit_pk)
    return Status(
        201,
        actions.add_photo(visit, actor=actor_of(request), file=file, description=description),
    )


def _invited(each: queries.Invited) -> dict[str, Any]:
    names = InvitationOut.model_fields.keys() - {"who", "holders", "may_answer"}
    return {
        **{name: getattr(each.invitation, name) for name in names},
        "who": str(each.invitation),
        "holders": each.holders,
        "may_answer": each.may_answer,
    }


def _invitation(request: HttpRequest, pk: int, invitation_pk: int) -> Invitation:
    known = session_of(request, pk).invitations.select_related(
        "unit__office", "position", "session__convened_by"
    )
    return get_object_or_404(known, pk=invitation_pk)


def _visit(request: HttpRequest, pk: int, visit_pk: int) -> SiteVisit:
    visits = session_of(request, pk).visits.select_related("commune", "session__convened_by")
    return get_object_or_404(visits, pk=visit_pk)


def _expected(session: Session, given: AttendanceIn) -> Invitation | Participant:
    wanted = given.invitation if given.invitation is not None else given.participant
    is_invitation = given.invitation is not None
    for each in queries.people_expected(session):
        if each.pk == wanted and isinstance(each, Invitation) == is_invitation:
            return each
    field = "invitation" if is_invitation else "participant"
    raise Invalid(field, _("There is nobody with this number in this session."), wanted)
