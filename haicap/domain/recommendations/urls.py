"""The HTML doors of recommendations; a recommendation's own page lies in the portal."""

from django.urls import path

from . import views

app_name = "recommendations"
urlpatterns = [
    path("", views.list_recommendations, name="list"),
    path("new/", views.raise_one, name="raise"),
    path("<int:pk>/routing/", views.routing, name="routing"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/ending/", views.ending, name="ending"),
    path("<int:pk>/reopening/", views.reopening, name="reopening"),
]
