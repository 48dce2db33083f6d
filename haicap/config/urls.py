"""Every door of the house, by address; the places of the masthead; the pages of errors."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from haicap.foundation.alerts.queries import unread_count
from haicap.foundation.ui.context import Place

from .api import api
from .health import healthz

# Address → who answers below it. The portal is last: its pages lie at the root.
DOORS = [
    ("", "haicap.foundation.accounts.urls"),
    ("statutes/", "haicap.foundation.statutes.urls"),
    ("sources/", "haicap.foundation.sources.urls"),
    ("deadlines/", "haicap.foundation.deadlines.urls"),
    ("operations/", "haicap.foundation.operations.urls"),
    ("alerts/", "haicap.foundation.alerts.urls"),
    ("", "haicap.domain.organisations.urls"),
    ("figures/", "haicap.domain.indicators.urls"),
    ("tasks/", "haicap.domain.tasks.urls"),
    ("sessions/", "haicap.domain.meetings.urls"),
    ("sessions/", "haicap.domain.minutes.urls"),
    ("recommendations/", "haicap.domain.recommendations.urls"),
    ("notices/", "haicap.domain.conclusions.urls"),
    ("follow-ups/", "haicap.domain.followups.urls"),
    ("calendars/", "haicap.domain.calendars.urls"),
    ("examples/", "haicap.domain.cases.urls"),
    ("", "haicap.portal.urls"),
]


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("api/v1/", api.urls),
    *(path(address, include(urls)) for address, urls in DOORS),
]

handler400 = "haicap.foundation.ui.views.bad_request"
handler403 = "haicap.foundation.ui.views.refused"
handler404 = "haicap.foundation.ui.views.not_found"
handler500 = "haicap.foundation.ui.views.broken"

masthead_places = [
    Place("portal:desk", _("Desk")),
    Place("meetings:list", _("Sessions")),
    Place("recommendations:list", _("Recommendations")),
    Place("conclusions:list", _("Conclusions"), also=("/conclusions/", "/items/")),
    Place("tasks:list", _("Tasks")),
    Place("indicators:list", _("Figures"), also=("/reports/",)),
    Place("followups:list", _("Follow-ups")),
    Place("organisations:province", _("Communes"), also=("/communes/", "/units/", "/map/")),
    Place("statutes:list", _("Statutes"), is_public=True),
    Place("operations:jobs", _("Jobs"), is_for_administrators=True),
]
masthead_alerts = Place("alerts:list", _("Alerts"), counted=unread_count)
masthead_search = Place("portal:search", _("Search"), is_public=True)
