"""A session with everything that hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.domain.conclusions import queries as conclusions
from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.followups import queries as followups
from haicap.domain.followups.models import Sheet
from haicap.domain.indicators import queries as indicators
from haicap.domain.indicators.models import Report
from haicap.domain.meetings import queries as meetings
from haicap.domain.meetings.models import Participant, Session
from haicap.domain.recommendations.models import Answer, Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, ActorRequest
from haicap.foundation.sources.queries import citations_of_all
from haicap.portal import chain
from haicap.portal.buttons import Buttons

RAISED = Recommendation.State.RAISED
ANSWERED = {Recommendation.State.ANSWERED, Recommendation.State.CLOSED}
# What adds to one part of the minutes stands beside that part.
MINUTES = {"add_participant", "add_agenda_item", "record_visit", "give_report"}


@require_safe
def session(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    held = get_object_or_404(
        Session.objects.visible_to(actor).select_related("convened_by", "group"), pk=pk
    )
    context = {
        "session": held,
        "chain": chain.of_session(actor, held),
        "communes": held.communes.order_by("sort_key"),
        "awaited": meetings.awaits(held),
        **_minutes(actor, held),
        **_outcome(actor, held),
    }
    context["steps"] = _steps(context)
    context["buttons"] = _buttons(actor, held, has_conclusion=bool(context["conclusions"]))
    return render(request, "portal/session.html", context)


def _buttons(actor: Actor, held: Session, *, has_conclusion: bool) -> Buttons:
    """A second conclusion may be drafted, but nobody is led to it, nor to an empty sheet."""
    drafting = {"conclude"} if has_conclusion else set()
    moves = meetings.open_moves(actor, held)
    buttons = Buttons().take(moves, meetings.doors(held), beside=MINUTES)
    if meetings.sessions_before(held).exists():
        buttons.take(followups.open_moves(actor, held), followups.doors(held))
    return buttons.take(
        conclusions.open_moves(actor, held), conclusions.doors(held), beside=drafting
    )


def _minutes(actor: Actor, held: Session) -> dict[str, Any]:
    """Who was there, what was seen, reported and answered."""
    participants = list(held.participants.select_related("unit").order_by("id"))
    visible = Report.objects.visible_to(actor).filter(sessions=held).order_by("id")
    reports = list(indicators.with_contents(visible))
    answers = list(Answer.objects.visible_to(actor).filter(given_at=held).order_by("id"))
    # Asked once: each of them says on what it rests.
    citations_of_all([held, *participants, *reports, *answers])
    return {
        "roles": _by_role(participants),
        "visits": held.visits.select_related("commune")
        .prefetch_related("photos__visit")
        .order_by("id"),
        "moved": list(held.reschedulings.order_by("-id")),
        "agenda": held.agenda.select_related("commune"),
        "reports": reports,
        "answers": answers,
    }


def _by_role(participants: Sequence[Participant]) -> list[tuple[str, list[Participant]]]:
    order = list(Participant.Role.values)
    ranked = sorted(participants, key=lambda each: (order.index(each.role), each.pk))
    return [(label, list(rows)) for label, rows in groupby(ranked, Participant.get_role_display)]


def _outcome(actor: Actor, held: Session) -> dict[str, Any]:
    """What was asked for and concluded, how far each item has come, what it followed up."""
    announced = Notice.objects.visible_to(actor).order_by("issued_on", "id")
    delivered = list(
        Conclusion.objects.visible_to(actor)
        .filter(session=held)
        .prefetch_related(Prefetch("items", _counted(actor)), Prefetch("notices", announced))
        .order_by("id")
    )
    citations_of_all(delivered)
    raised = Recommendation.objects.visible_to(actor).filter(raised_at=held)
    taken_up = followups.sheets_following(held, actor)
    return {
        "conclusions": delivered,
        "recommendations": list(raised.order_by("id")),
        "sheet": Sheet.objects.visible_to(actor).filter(session=held).first(),
        "taken_up": list(taken_up.select_related("session")),
    }


@dataclass(frozen=True)
class Step:
    """How many came as far as this, where they stand on the page, and of how many it is not known
    because the source they were entered from does not say."""

    words: str
    count: int
    place: str
    silent: int = 0


def _steps(shown: dict[str, Any]) -> list[Step]:
    """How much of what was asked came to what, as far as the actor sees it.

    Closed is not solved: that is counted apart. What no source tells is neither.
    """
    asked = shown["recommendations"]
    ending = Recommendation.Ending.RESOLVED
    answered = [each for each in asked if each.state in ANSWERED]
    items = [item for conclusion in shown["conclusions"] for item in conclusion.items.all()]
    cited = citations_of_all([*asked, *items])
    untold = sum(cited[each].is_reported and each.state == RAISED for each in asked)
    unreported = sum(item.silent_count for item in items if cited[item].is_reported)
    resolved = sum(each.ending == ending for each in answered)
    verified = sum(item.done_count for item in items)
    steps = [
        Step(_("recommendations raised"), len(asked), "#recommendations"),
        Step(_("answered"), len(answered), "#recommendations", untold),
        Step(_("resolved"), resolved, "#recommendations", untold),
        Step(_("items concluded"), len(items), "#conclusions"),
        Step(_("tasks ordered"), sum(item.task_count for item in items), "#conclusions"),
        Step(_("tasks verified"), verified, "#conclusions", unreported),
        Step(_("follow-up sheets"), len(shown["taken_up"]), "#followed"),
    ]
    return steps if asked or items else []


def _counted(actor: Actor) -> QuerySet[Item]:
    """Items with the number of tasks they ordered, as far as the actor sees them; of those done,
    and of those on which nothing came after they were assigned."""
    seen = Q(assignments__task__in=Task.objects.visible_to(actor))
    done = seen & Q(assignments__task__state__in=Task.DONE)
    # Assigned, and nothing since; of an example's task it is known that nothing happened.
    silent = seen & Q(
        assignments__task__state=Task.State.ASSIGNED, assignments__task__is_simulated=False
    )
    return (
        Item.objects.visible_to(actor)
        .annotate(
            task_count=Count("assignments", filter=seen),
            done_count=Count("assignments", filter=done),
            silent_count=Count("assignments", filter=silent),
        )
        .order_by("position")
    )
