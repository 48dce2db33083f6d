"""Addresses of units, found and listed."""

from django.urls import path

from . import views

app_name = "organisations"
urlpatterns = [
    path("units/", views.province, name="province"),
    path("units/provinces/", views.provinces, name="provinces"),
    path("units/find", views.find, name="find"),
    path("units/<str:key>/", views.unit, name="unit"),
    path("working-groups/", views.working_groups, name="working-groups"),
]
