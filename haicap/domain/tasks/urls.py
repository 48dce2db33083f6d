"""The HTML doors of tasks; a task's own page shows the chain and lies in the portal."""

from django.urls import path

from . import views

app_name = "tasks"
urlpatterns = [
    path("", views.list_tasks, name="list"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/verification/", views.verification, name="verification"),
    path("<int:pk>/return/", views.give_back, name="return"),
    path("<int:pk>/cancellation/", views.cancellation, name="cancellation"),
    path("<int:pk>/evidence/<int:evidence_pk>/", views.evidence, name="evidence"),
]
