"""Builders for tests of rooms that keep deadlines: a subject, and a clock on it."""

from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.db import models

from haicap.foundation.access import house

from .actions import start_clock
from .models import Clock

HAND = house("tests")
THREE_DAYS = "complaint.decision_sent"
"""Three working days: the shortest way to see a single day move."""


def a_subject(name: str = "ana") -> models.Model:
    """Any record will do: the foundation knows no room."""
    found: models.Model = get_user_model().objects.get_or_create(
        username=name, defaults={"name": name.title()}
    )[0]
    return found


def a_clock(
    start: date | datetime = date(2026, 11, 20),
    name: str = THREE_DAYS,
    subject: models.Model | None = None,
) -> Clock:
    return start_clock(subject or a_subject(), name, start, actor=HAND)
