"""Addresses of the pages that look across rooms."""

from django.urls import path

from .views import (
    briefings,
    commune,
    conclusions,
    desk,
    maps,
    recommendations,
    reports,
    screens,
    search,
    sessions,
    sources,
    tasks,
    waiting,
)

app_name = "portal"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("sources/", sources.sources, name="sources"),
    path("search/", search.searching, name="search"),
    path("communes/<str:key>/", commune.commune, name="commune"),
    path("communes/<str:key>/briefing/", briefings.of_commune, name="commune-briefing"),
    path(
        "communes/<str:key>/briefing/docx/",
        briefings.commune_document,
        {"form": "docx"},
        name="commune-briefing-docx",
    ),
    path(
        "communes/<str:key>/briefing/pdf/",
        briefings.commune_document,
        {"form": "pdf"},
        name="commune-briefing-pdf",
    ),
    path("units/<str:key>/waiting/", waiting.waiting, name="waiting"),
    path("map/<str:key>/", maps.province, name="map"),
    path("sessions/<int:pk>/", sessions.session, name="session"),
    path("sessions/<int:pk>/screen/", screens.screen, name="screen"),
    path("sessions/<int:pk>/screen/<int:number>/", screens.screen, name="screen-item"),
    path("sessions/<int:pk>/briefing/", briefings.of_session, name="briefing"),
    path(
        "sessions/<int:pk>/briefing/docx/",
        briefings.session_document,
        {"form": "docx"},
        name="briefing-docx",
    ),
    path(
        "sessions/<int:pk>/briefing/pdf/",
        briefings.session_document,
        {"form": "pdf"},
        name="briefing-pdf",
    ),
    path("conclusions/<int:pk>/", conclusions.conclusion, name="conclusion"),
    path("notices/<int:pk>/", conclusions.notice, name="notice"),
    path("items/<int:pk>/", conclusions.item, name="item"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("figures/<int:pk>/", reports.figure, name="figure"),
]
