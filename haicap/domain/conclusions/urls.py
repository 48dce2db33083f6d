from django.urls import path

from . import views

app_name = "conclusions"
urlpatterns = [
    path("", views.conclusions, name="list"),
    path("drafts/", views.draft, name="draft"),
    path("drafts/<int:pk>/items/", views.item, name="item"),
    path("drafts/<int:pk>/delivery/", views.delivery, name="delivery"),
    path("drafts/<int:pk>/notices/", views.notice_draft, name="notice-draft"),
    path("items/<int:pk>/assignments/", views.assignment, name="assignment"),
    path("items/<int:pk>/responses/", views.response, name="response"),
    path("documents/<int:pk>/issue/", views.issue, name="issue"),
    path("documents/<int:pk>/recall/", views.recall, name="recall"),
    path("documents/<int:pk>/replacement/", views.replacement, name="replacement"),
]
