from django.urls import path

from . import views

app_name = "statutes"
urlpatterns = [
    path("", views.statutes, name="list"),
    path("<str:name>/", views.statute, name="detail"),
]
