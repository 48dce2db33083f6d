"""What communes hand in before a session: asked for by a day, and taken in."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.meetings.models import Material, ReportRequest, Session
from haicap.domain.meetings.rules import by_its_convening_side, by_whose_paper_it_is
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.files import names
from haicap.foundation.files.actions import store
from haicap.foundation.files.kinds import kind_of_stored
from haicap.foundation.journal.writing import record

from .checks import DAY, words
from .locking import lock_open, lock_planned


@transaction.atomic
def ask_communes(
    session: Session,
    *,
    actor: Actor,
    communes: Sequence[Unit],
    due_on: date,
    wants_report: bool = True,
    wants_recommendations: bool = True,
    subject: str = "",
    effective_on: date | None = None,
) -> list[ReportRequest]:
    """Ask communes of the session for papers by a day; who was asked before is asked anew."""
    require(by_its_convening_side(actor, session))
    lock_planned(session)
    about = words("subject", subject, 500, may_be_empty=True)
    asked_on = effective_on or timezone.localdate()
    _check_request(session, communes, due_on, asked_on)
    if not (wants_report or wants_recommendations):
        raise Invalid("wants_report", _("Ask for the report, the recommendations or both."))
    asked = []
    for commune in communes:
        request, _is_new = ReportRequest.objects.update_or_create(
            session=session,
            commune=commune,
            defaults={
                "due_on": due_on,
                "wants_report": wants_report,
                "wants_recommendations": wants_recommendations,
                "subject": about,
                "asked_on": asked_on,
                "is_simulated": actor.is_simulated,
            },
        )
        asked.append(request)
        record(
            actor=actor,
            event="report_request.send",
            subject=request,
            effective_on=effective_on,
            session=session.pk,
            title=session.title,
            commune=commune.full_name,
            unit=commune.key,
            due_on=due_on.strftime(DAY),
            wanted=request.wanted,
        )
    return asked


def _check_request(
    session: Session, communes: Sequence[Unit], due_on: date, asked_on: date
) -> None:
    if not communes:
        raise Invalid("communes", _("Name at least one commune."))
    ours = set(session.communes.values_list("pk", flat=True))
    if others := [unit for unit in communes if unit.pk not in ours]:
        reason = _("%(commune)s is not one of the communes of this session.")
        raise Invalid("communes", reason % {"commune": others[0]}, others[0])
    if due_on < asked_on:
        raise Invalid("due_on", _("This day is over already."), due_on)
    if session.held_on and due_on > session.held_on:
        raise Invalid("due_on", _("The papers are needed before the session."), due_on)


def hand_in_material(
    session: Session,
    *,
    actor: Actor,
    unit: Unit,
    kind: str,
    papers: "Iterable[UploadedFile[Any]]",
) -> list[Material]:
    """Hand in papers of a unit for the session. Raises Invalid naming what cannot be taken."""
    # Files lie outside the database: taken before the transaction, but not from who is refused.
    require(by_whose_paper_it_is(actor, Material(session=session, unit=unit)))
    _check_handing_in(session, unit, kind)
    given = list(papers)
    if not given:
        raise Invalid("papers", _("Choose at least one file."))
    stored = [store(upload, actor=actor, field="papers") for upload in given]
    titles = [
        names.shown(upload.name, kind_of_stored(file))
        for upload, file in zip(given, stored, strict=True)
    ]
    with transaction.atomic():
        lock_open(session)
        handed = []
        for file, name in zip(stored, titles, strict=True):
            material, is_new = Material.objects.get_or_create(
                session=session,
                unit=unit,
                kind=kind,
                file=file,
                defaults={
                    "name": name,
                    "handed_on": timezone.localdate(),
                    "handed_by": actor.on_behalf_of or actor.name,
                    "account_id": actor.user_id,
                    "is_simulated": actor.is_simulated,
                },
            )
            if not is_new:
                raise Invalid("papers", _("“%(name)s” is here already.") % {"name": name}, name)
            handed.append(material)
            record(
                actor=actor,
                event="material.hand_in",
                subject=material,
                session=session.pk,
                name=name,
                kind=kind,
                unit=unit.full_name,
            )
    return handed


def _check_handing_in(session: Session, unit: Unit, kind: str) -> None:
    if kind not in Material.Kind.values:
        raise Invalid("kind", _("This kind of material is not known."), kind)
    is_commune = session.communes.filter(pk=unit.pk).exists()
    if not is_commune and not session.invitations.filter(unit=unit).exists():
        reason = _("%(unit)s is neither visited by the session nor invited to it.")
        raise Invalid("unit", reason % {"unit": unit}, unit)
