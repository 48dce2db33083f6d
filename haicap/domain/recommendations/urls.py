"""The HTML doors of recommendations; a recommendation's own page lies in the portal."""

from django.urls import path

from .views import lists, moves, sheets, twins

app_name = "recommendations"
urlpatterns = [
    path("", lists.list_recommendations, name="list"),
    path("list/", sheets.sheet, name="sheet"),
    path("list/template/", sheets.template, name="sheet-template"),
    path("list/taking/", sheets.taking, name="sheet-taking"),
    path("new/", lists.raise_one, name="raise"),
    path("<int:pk>/routing/", moves.routing, name="routing"),
    path("<int:pk>/rerouting/", moves.rerouting, name="rerouting"),
    path("<int:pk>/invitation/", moves.invitation, name="invitation"),
    path("<int:pk>/joining/", moves.joining, name="joining"),
    path("<int:pk>/leaving/", moves.leaving, name="leaving"),
    path("<int:pk>/parting/", moves.parting, name="parting"),
    path("<int:pk>/answer/", moves.answer, name="answer"),
    path("<int:pk>/contribution/", moves.contribution, name="contribution"),
    path("<int:pk>/ending/", moves.ending, name="ending"),
    path("<int:pk>/reopening/", moves.reopening, name="reopening"),
    path("<int:pk>/twins/", twins.twins, name="twins"),
]
