"""Sentences of Django's that our forms can show and that its own Vietnamese lacks."""

from django.utils.translation import gettext_noop as _

BORROWED = (
    _("Enter a complete value."),
    _("Enter a valid UUID."),
    _("Null characters are not allowed."),
)
