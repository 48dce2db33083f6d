"""The list of working sessions: its columns, on the page and in a file."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.ui.tables import Column, Table

SESSIONS = Table(
    "buoi-lam-viec",
    _("Working sessions"),
    Column(_("Day"), lambda session: session.held_on, sort="day", order=("listed_on", "id")),
    Column(_("Part of day"), lambda session: session.get_part_of_day_display(), in_page=False),
    Column(_("Session"), lambda session: session.title),
    Column(
        _("Communes"),
        lambda session: ", ".join(commune.name for commune in session.communes.all()),
        css="rest",
    ),
    Column(_("Convened by"), lambda session: str(session.convened_by), css="rest"),
    Column(_("Working group"), lambda session: str(session.group or ""), in_page=False),
    Column(_("State"), lambda session: session.get_state_display()),
    order=("-listed_on", "-id"),
)
