"""The HTML doors of sessions; a session's own page shows the chain and lies in the portal."""

from django.urls import path

from . import views

app_name = "meetings"
urlpatterns = [
    path("", views.sessions, name="list"),
    path("planning/", views.planning, name="plan"),
    path("<int:pk>/holding/", views.holding, name="holding"),
    path("<int:pk>/conclusion/", views.concluding, name="concluding"),
    path("<int:pk>/rescheduling/", views.rescheduling, name="rescheduling"),
    path("<int:pk>/cancellation/", views.cancellation, name="cancellation"),
    path("<int:pk>/participants/", views.participants, name="participants"),
    path("<int:pk>/agenda/", views.agenda, name="agenda"),
    path("<int:pk>/visits/", views.visits, name="visits"),
    path("<int:pk>/reports/", views.reports, name="reports"),
]
