from django.urls import path

from . import views

app_name = "calendars"
urlpatterns = [
    path("", views.calendars, name="list"),
    path("opening/", views.opening, name="opening"),
    path("<int:pk>/closing/", views.closing, name="closing"),
    path("<str:secret>.ics", views.file, name="file"),
]
