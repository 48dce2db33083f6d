"""The HTML doors of alerts."""

from django.urls import path

from . import views

app_name = "alerts"
urlpatterns = [
    path("", views.alerts, name="list"),
    path("reading/", views.read_all, name="read-all"),
    path("<int:pk>/reading/", views.read, name="read"),
    path("<int:pk>/opening/", views.open_matter, name="open"),
    path("choices/", views.choices, name="choices"),
    path("choices/<str:kind>/", views.choose, name="choose"),
    path("unsubscribing/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("deliveries/", views.deliveries, name="deliveries"),
    path("deliveries/<int:pk>/attempt/", views.retry, name="attempt"),
]
