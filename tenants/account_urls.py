"""Addresses of a person's account: allauth's, with our own view behind the mailed link."""

from allauth.account.urls import urlpatterns as account_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path

from tenants.views.password import PasswordByLinkView

BY_LINK = "account_reset_password_from_key"

urlpatterns: list[URLPattern | URLResolver] = [
    *(pattern for pattern in account_patterns if pattern.name != BY_LINK),
    re_path(r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", PasswordByLinkView.as_view(), name=BY_LINK),
    path("2fa/", include("allauth.mfa.urls")),
]
