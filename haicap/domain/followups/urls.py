from django.urls import path

from . import views

app_name = "followups"
urlpatterns = [
    path("", views.sheets, name="list"),
    path("sessions/<int:session_pk>/", views.draw_up, name="draw-up"),
    path("<int:pk>/", views.sheet, name="sheet"),
    path("<int:pk>/settlement/", views.settlement, name="settlement"),
]
