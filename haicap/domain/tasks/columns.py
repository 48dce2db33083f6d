"""What the columns of a list of tasks are called: a list taken out and one brought in agree."""

from django.utils.translation import gettext_lazy as _

ID = "id"
TEXT = _("Task")
LEAD = _("Lead unit")
ISSUER = _("Ordered by")
VERIFIER = _("Who verifies")
COORDINATING = _("Coordinating units")
PRODUCT = _("Product")
ASSIGNED_ON = _("Assigned on")
DUE_ON = _("Deadline")
DUE_PRECISION = _("Precision")
PERCENT = _("Progress")
SAID = _("What was done")
FACT_ON = _("Day of the result")
DONE = _("Done (mark with x)")

BETWEEN_UNITS = ";"
"""Stands between the units of one cell."""
