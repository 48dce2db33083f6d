from django.urls import path

from . import views

app_name = "followups"
urlpatterns = [
    path("", views.sheets, name="list"),
    path("sessions/<int:session_pk>/", views.draw_up, name="draw-up"),
    path("<int:pk>/", views.sheet, name="sheet"),
    path("comparison/", views.comparison, name="comparison"),
    path("<int:pk>/docx/", views.document, {"form": "docx"}, name="docx"),
    path("<int:pk>/pdf/", views.document, {"form": "pdf"}, name="pdf"),
    path("<int:pk>/rows/<int:number>/assessment/", views.assessment, name="assessment"),
    path("<int:pk>/rows/<int:number>/carrying/", views.carrying, name="carrying"),
    path("<int:pk>/settlement/", views.settlement, name="settlement"),
]
