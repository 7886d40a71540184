"""Refuses Cookie headers by which another host could slip us a session.

Browsers accept names that begin with a Unicode space and Django strips them, so `__Host-` alone does not hold
(reported by PortSwigger in 2025; still so in Django 5.2).
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _


class CookieHygieneMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_suspicious(request.META.get("HTTP_COOKIE", "")):
            return HttpResponseBadRequest(_("Your browser sent cookies we cannot read. Delete them and try again."))
        return self.get_response(request)


def _is_suspicious(header: str) -> bool:
    if not header.isascii():
        return True
    names = [part.split("=", 1)[0].strip() for part in header.split(";")]
    return any(names.count(name) > 1 for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME))
