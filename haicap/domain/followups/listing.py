"""The list of follow-up sheets: its columns, on the page and in a file."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.ui.tables import Column, Table

SHEETS = Table(
    "phieu-theo-doi",
    _("Follow-up sheets"),
    Column(_("Session"), lambda sheet: sheet.session.title),
    Column(_("As of"), lambda sheet: sheet.as_of, sort="day", order=("as_of", "id")),
    Column(_("Working group"), lambda sheet: str(sheet.session.group or ""), css="rest"),
    Column(_("State"), lambda sheet: sheet.get_state_display(), css="rest"),
    order=("-as_of", "-id"),
)
