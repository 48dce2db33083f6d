"""The JSON door by which a working group is formed."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Schema, Status
from pydantic import Field

from haicap.domain.organisations import actions, queries
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.access.days import Day

from .units import WorkingGroupOut, router

Key = Annotated[str, Field(max_length=60)]
MOST_MEMBERS, MOST_COMMUNES = 100, 200


class MemberIn(Schema):
    """`person`: a user name, or the full name of who has no account."""

    person: str = Field(min_length=1, max_length=200)
    kind: Literal["head", "deputy", "member"] = "member"
    title: str = Field(min_length=1, max_length=200)


class GroupIn(Schema):
    """A working group with the document it rests on, its members and its communes."""

    name: str = Field(min_length=1, max_length=150)
    parent: Key
    symbol: str = Field(min_length=1, max_length=60)
    document_type: Literal["regulation", "decision", "notice", "plan", "unstated"] = "decision"
    issued_on: Day
    from_on: Day | None = None
    until_on: Day | None = None
    communes: list[Key] = Field(min_length=1, max_length=MOST_COMMUNES)
    members: list[MemberIn] = Field(min_length=1, max_length=MOST_MEMBERS)


@router.post("/working-groups", response={201: WorkingGroupOut})
def form_working_group(request: ActorRequest, sent: GroupIn) -> Any:
    """Form a working group with all that makes it one, or nothing."""
    given = sent.dict()
    given["parent"] = _unit(request, "parent", sent.parent)
    given["communes"] = [_unit(request, "communes", key) for key in sent.communes]
    given["members"] = [
        actions.member_named(each.person, kind=each.kind, title=each.title) for each in sent.members
    ]
    group = actions.found_working_group(actor=request.actor, **given)
    return Status(201, queries.working_groups().get(pk=group.pk))


def _unit(request: ActorRequest, field: str, key: str) -> Unit:
    unit = Unit.objects.visible_to(request.actor).filter(key=key).first()
    if unit is None:
        raise Invalid(field, _("There is no unit with this key."), key)
    return unit
