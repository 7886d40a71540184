"""The operator's desk."""

from django.urls import URLPattern, URLResolver, include, path

from cms import urls_desk as cms_urls
from tenants.views.preferences import preferences

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("desk.urls")),
    path("preferences/", preferences, name="preferences"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("sign-ups/", include("desk.sign_up.urls")),
    *cms_urls.urlpatterns,
]
