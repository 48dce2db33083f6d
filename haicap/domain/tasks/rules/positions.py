"""The kinds of position that rules ask for, and the states in which a task is not at its end."""

from haicap.domain.organisations.models import PositionKind
from haicap.domain.tasks.models import Task

HEAD, DEPUTY, MEMBER = PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.MEMBER
OFFICER, CLERK = PositionKind.OFFICER, PositionKind.CLERK

UNFINISHED = Task.WITH_LEAD | {Task.State.REPORTED, Task.State.SUSPENDED}
