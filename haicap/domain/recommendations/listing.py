"""The list of recommendations: its columns, on the page and in a file."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.ui.tables import Column, Table

RECOMMENDATIONS = Table(
    "kien-nghi",
    _("Recommendations"),
    Column(_("What is asked for"), lambda each: each.text),
    Column(
        _("Raised by"),
        lambda each: ", ".join(str(commune) for commune in each.raised_by.all()),
        css="rest",
    ),
    Column(_("Category"), lambda each: each.category_words, css="rest"),
    Column(
        _("Raised on"),
        lambda each: each.raised_on,
        sort="day",
        order=("listed_on", "-id"),
        css="rest",
    ),
    Column(_("State"), lambda each: each.get_state_display()),
    Column(_("Unit that leads"), lambda each: str(each.lead) if each.lead else "", in_page=False),
    Column(_("Answer by"), lambda each: each.answer_by, in_page=False),
    Column(_("Result"), lambda each: each.get_result_display(), in_page=False),
    Column(_("How it ended"), lambda each: each.get_ending_display(), in_page=False),
    order=("-id",),
)
