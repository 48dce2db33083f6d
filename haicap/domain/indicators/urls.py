"""The HTML doors of figures; the pages of a report and of a figure lie in the portal."""

from django.urls import path

from . import views

app_name = "indicators"
urlpatterns = [
    path("", views.figures, name="list"),
    path("reports/", views.report, name="report"),
    path("reports/<int:pk>/statements/", views.statement, name="statement"),
    path("reports/<int:pk>/figures/", views.figure, name="figure"),
    path("<int:pk>/correction/", views.correction, name="correction"),
]
