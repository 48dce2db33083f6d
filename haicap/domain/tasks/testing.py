"""Tasks to test with, on top of a small province: assigned, reported, verified."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from haicap.domain.organisations.testing import SmallProvince
from haicap.foundation.access import Actor

from .actions import assign_task, report_progress, verify_task
from .models import Task


def a_file(name: str = "biên bản.txt", words: str = "Đã nghiệm thu.") -> SimpleUploadedFile:
    """A file that is taken as evidence; other words make another file."""
    return SimpleUploadedFile(name, words.encode())


def assigned_task(world: SmallProvince, **given: Any) -> Task:
    """A task of commune A, ordered by the Party committee, to be verified by the group."""
    told: dict[str, Any] = {
        "actor": world.house,
        "text": "Đẩy mạnh số hóa hồ sơ",
        "lead": world.commune_a,
        "issuer": world.party_committee,
        "verifier": world.group,
        "assigned_on": given.get("effective_on") or timezone.localdate(),
    }
    return assign_task(**(told | given))


def reported_task(
    world: SmallProvince, *, by: Actor | None = None, on: date | None = None, **given: Any
) -> Task:
    """One whose lead says it is done and shows a file; `on` is the day of the report."""
    task = assigned_task(world, **given)
    report_progress(
        task,
        actor=by or (world.house if on else world.ana),
        text="Đã hoàn thành.",
        percent=100,
        done=True,
        evidence=[a_file()],
        effective_on=on,
    )
    return task


def verified_task(world: SmallProvince, *, on: date | None = None, **given: Any) -> Task:
    """One that the group found done; `on` is the day of the report, verified the same day."""
    task = reported_task(world, on=on, **given)
    verify_task(task, actor=world.house if on else world.bogdan, effective_on=on)
    return task
