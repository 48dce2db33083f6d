"""What can happen to reports and figures."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("indicator.define", _("%(actor)s defined the indicator “%(name)s” (%(unit)s).")),
    Event("report.submit", _("%(actor)s submitted the report “%(title)s” (%(period)s).")),
    Event("statement.add", _("%(actor)s added statement %(number)s to “%(report)s”.")),
    Event("figure.report", _("%(actor)s reported in “%(report)s”: %(indicator)s %(figure)s.")),
    Event(
        "figure.correct",
        _(
            "%(actor)s corrected %(indicator)s in “%(report)s” from %(before_figure)s"
            " to %(figure)s: %(reason)s"
        ),
    ),
)
