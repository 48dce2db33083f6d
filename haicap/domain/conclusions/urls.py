from django.urls import path

from .views import announcing, composing, drafting, lists

app_name = "conclusions"
urlpatterns = [
    path("", drafting.conclusions, name="list"),
    path("drafts/", drafting.draft, name="draft"),
    path("drafts/<int:pk>/", composing.compose, name="compose"),
    path("drafts/<int:pk>/items/", drafting.item, name="item"),
    path("drafts/<int:pk>/delivery/", drafting.delivery, name="delivery"),
    path("drafts/<int:pk>/notices/", announcing.draft, name="notice-draft"),
    path("drafts/<int:pk>/tasks/", lists.orders, name="orders"),
    path("drafts/<int:pk>/tasks/template/", lists.template, name="orders-template"),
    path("drafts/<int:pk>/tasks/taking/", lists.taking, name="orders-taking"),
    path("items/<int:pk>/words/", composing.edit, name="item-edit"),
    path("items/<int:pk>/place/", composing.place, name="item-place"),
    path("items/<int:pk>/removal/", composing.removal, name="item-removal"),
    path("items/<int:pk>/assignments/", drafting.assignment, name="assignment"),
    path("items/<int:pk>/responses/", drafting.response, name="response"),
    path("documents/", announcing.enter, name="enter"),
    path("documents/<int:pk>/words/", announcing.edit, name="notice-edit"),
    path("documents/<int:pk>/issue/", announcing.issue, name="issue"),
    path("documents/<int:pk>/recall/", announcing.recall, name="recall"),
    path("documents/<int:pk>/replacement/", announcing.replacement, name="replacement"),
    path("documents/<int:pk>/docx/", announcing.paper, {"form": "docx"}, name="docx"),
    path("documents/<int:pk>/pdf/", announcing.paper, {"form": "pdf"}, name="pdf"),
]
