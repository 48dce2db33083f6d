"""What stands in one calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from haicap.domain.meetings.models import Session
from haicap.domain.tasks.models import Task

from .models import Calendar


@dataclass(frozen=True)
class Changed:
    """How often something was changed after it was planned, and when last."""

    times: int
    last_at: datetime | None


NEVER = Changed(0, None)


@dataclass(frozen=True)
class Contents:
    """What a calendar shows, with how often each was changed."""

    calendar: Calendar
    sessions: list[Session]
    tasks: list[Task]
    changes: Mapping[Model, Changed]
    reasons: Mapping[int, str]
    """Why a session was cancelled."""
