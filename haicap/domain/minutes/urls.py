from django.urls import path

from . import views

app_name = "minutes"
urlpatterns = [
    path("<int:session_pk>/minutes/", views.minutes, name="minutes"),
    path("<int:session_pk>/minutes/notes/", views.noting, name="noting"),
    path("<int:session_pk>/minutes/notes/<int:number>/", views.mending, name="mending"),
    path("<int:session_pk>/minutes/hours/", views.hours, name="hours"),
    path("<int:session_pk>/minutes/writing/", views.writing, name="writing"),
    path("<int:session_pk>/minutes/signing/", views.signing, name="signing"),
    path("<int:session_pk>/minutes/return/", views.returning, name="return"),
    path("<int:session_pk>/minutes/docx/", views.document, {"form": "docx"}, name="docx"),
    path("<int:session_pk>/minutes/pdf/", views.document, {"form": "pdf"}, name="pdf"),
]
