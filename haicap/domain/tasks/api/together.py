"""One move on many tasks: each is done or refused by itself."""

from typing import Any

from ninja import Status

from haicap.domain.tasks import actions
from haicap.domain.tasks.handling import people_of
from haicap.domain.tasks.models import Task
from haicap.foundation.access import ActorRequest

from .many import TogetherIn, TogetherOut
from .router import router


@router.post("/together", response={201: list[TogetherOut]})
def move_together(request: ActorRequest, sent: TogetherIn) -> Any:
    """Make one move on each of the tasks that allows it; the answer says which were refused.

    A task that you may not see is refused as one that is not there.
    """
    visible = Task.objects.visible_to(request.actor).filter(pk__in=sent.tasks)
    units = ("lead", "issuer", "verifier", "handler")
    found = {task.pk: task for task in visible.select_related(*units)}
    person = _person(found.values(), sent.person)
    given = {"person": person, "due_on": sent.due_on, "reason": sent.reason}
    actions.check_together(sent.verb, given)
    answers = actions.move_together(found.values(), sent.verb, actor=request.actor, **given)
    refused = {each.task.pk: each.refused for each in answers}
    return Status(
        201,
        [
            {
                "task_id": pk,
                "is_done": not refused.get(pk, actions.NOT_THERE),
                "reason": str(refused.get(pk, actions.NOT_THERE)),
            }
            for pk in dict.fromkeys(sent.tasks)
        ],
    )


def _person(tasks: Any, number: int | None) -> Any:
    """The appointment, if it is one of a unit that leads one of these tasks."""
    if number is None:
        return None
    for lead in {task.lead for task in tasks}:
        if person := people_of(lead).filter(pk=number).first():
            return person
    return None
