"""The HTML doors of sessions; a session's own page shows the chain and lies in the portal."""

from django.urls import path

from .views import preparing, sessions

app_name = "meetings"
urlpatterns = [
    path("", sessions.sessions, name="list"),
    path("calendar/", preparing.calendar, name="calendar"),
    path("planning/", sessions.planning, name="plan"),
    path("<int:pk>/holding/", sessions.holding, name="holding"),
    path("<int:pk>/conclusion/", sessions.concluding, name="concluding"),
    path("<int:pk>/rescheduling/", sessions.rescheduling, name="rescheduling"),
    path("<int:pk>/cancellation/", sessions.cancellation, name="cancellation"),
    path("<int:pk>/participants/", sessions.participants, name="participants"),
    path("<int:pk>/agenda/", sessions.agenda, name="agenda"),
    path("<int:pk>/visits/", sessions.visits, name="visits"),
    path("<int:pk>/reports/", sessions.reports, name="reports"),
    path("<int:pk>/preparation/", preparing.preparation, name="preparation"),
    path("<int:pk>/invitations/", preparing.inviting, name="inviting"),
    path("<int:pk>/invitations/<int:invitation_pk>/answer/", preparing.answering, name="answering"),
    path(
        "<int:pk>/invitations/<int:invitation_pk>/withdrawal/",
        preparing.withdrawing,
        name="withdrawing",
    ),
    path("<int:pk>/requests/", preparing.asking, name="asking"),
    path("<int:pk>/papers/", preparing.handing_in, name="handing-in"),
    path("<int:pk>/papers/<int:material_pk>/", preparing.material, name="material"),
    path("<int:pk>/attendance/", preparing.attendance, name="attendance"),
    path("<int:pk>/visits/<int:visit_pk>/findings/", preparing.findings, name="findings"),
    path("<int:pk>/visits/<int:visit_pk>/pictures/", preparing.photographing, name="photographing"),
    path("<int:pk>/pictures/<int:photo_pk>/", preparing.photo, name="photo"),
]
