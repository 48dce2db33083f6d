"""The addresses of sources."""

from django.urls import path

from . import views

app_name = "sources"
urlpatterns = [path("<slug:code>/", views.detail, name="detail")]
