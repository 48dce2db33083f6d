"""The HTML doors of operations."""

from django.urls import path

from . import views

app_name = "operations"
urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<str:name>/", views.job, name="job"),
    path("jobs/<int:number>/attempt/", views.retry, name="attempt"),
]
