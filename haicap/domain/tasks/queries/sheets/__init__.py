"""Lists that people keep in a spreadsheet: is everything in such a file fit to be taken?

Looked through to the end, so that a person sees every bad cell at once; nothing is written here.
"""

from haicap.domain.tasks.cells import Problem

from .assignments import (
    ASSIGNMENTS,
    AssignmentReader,
    Assignments,
    PlannedTask,
    assignment_template,
    assignments_in,
    may_order,
    why_not_order,
)
from .reports import (
    PlannedReport,
    Reports,
    report_template,
    reports_in,
    tasks_to_report_on,
    why_not_report,
)

__all__ = [
    "ASSIGNMENTS",
    "AssignmentReader",
    "Assignments",
    "PlannedReport",
    "PlannedTask",
    "Problem",
    "Reports",
    "assignment_template",
    "assignments_in",
    "may_order",
    "report_template",
    "reports_in",
    "tasks_to_report_on",
    "why_not_order",
    "why_not_report",
]
