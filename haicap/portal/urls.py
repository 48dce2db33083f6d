"""Addresses of the pages that look across rooms."""

from django.urls import path

from .views import (
    commune,
    conclusions,
    desk,
    maps,
    recommendations,
    reports,
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
    path("units/<str:key>/waiting/", waiting.waiting, name="waiting"),
    path("map/<str:key>/", maps.province, name="map"),
    path("sessions/<int:pk>/", sessions.session, name="session"),
    path("conclusions/<int:pk>/", conclusions.conclusion, name="conclusion"),
    path("notices/<int:pk>/", conclusions.notice, name="notice"),
    path("items/<int:pk>/", conclusions.item, name="item"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("figures/<int:pk>/", reports.figure, name="figure"),
]
