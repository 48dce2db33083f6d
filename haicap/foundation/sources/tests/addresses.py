"""Only the addresses that the page of a source needs."""

from django.urls import include, path

urlpatterns = [
    path("sources/", include("haicap.foundation.sources.urls")),
    path("", include("haicap.foundation.accounts.urls")),
]
