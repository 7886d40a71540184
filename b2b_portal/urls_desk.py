"""The operator's desk."""

from django.urls import URLPattern, URLResolver, include, path

from cms import urls_desk as cms_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("sign-ups/", include("desk.sign_up.urls")),
    *cms_urls.urlpatterns,
]
