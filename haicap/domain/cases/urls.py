"""Addresses of the examples."""

from django.urls import path

from . import views

app_name = "cases"
urlpatterns = [
    path("personas/<slug:code>/", views.enter, name="enter"),
]
