"""The operator's desk."""

from django.urls import URLPattern, URLResolver, include, path

from cms import urls_desk as cms_urls
from tenants.views.preferences import preferences

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("desk.urls")),
    path("preferences/", preferences, name="preferences"),
    path("account/", include("tenants.account_urls")),
    path("sign-ups/", include("desk.sign_up.urls")),
    *cms_urls.urlpatterns,
]
