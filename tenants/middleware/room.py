"""Which room a host leads to: the public site, the desk, or one organisation's portal."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render
from django.urls import set_urlconf
from django.utils import translation

from tenants.connection import connection
from tenants.models import Organisation
from tenants.models.organisation import portal_url
from tenants.requests import RoomRequest

SITE, DESK, PORTAL = "site", "desk", "portal"


class RoomMiddleware:
    """Sets `request.room`, `request.organisation` and the URLs that exist there.

    A foreign host is answered 400 by get_host(), an unknown subdomain 404: never the public site.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: RoomRequest) -> HttpResponse:
        connection.set_schema_to_public()
        label = _label_of(request)
        request.organisation = None
        request.room = {"": SITE, "desk": DESK}.get(label, PORTAL)
        request.urlconf = settings.PORTAL_URLCONFS[request.room]
        set_urlconf(request.urlconf)
        if request.room == PORTAL:
            request.organisation = Organisation.objects.ready().filter(domains__domain=label).first()
            if request.organisation is None:
                return _no_portal(request)
            connection.set_tenant(request.organisation)
        return self.get_response(request)


def _label_of(request: HttpRequest) -> str:
    """`acme` of `acme.<PORTAL_DOMAIN>`; '' for the public site."""
    host = split_domain_port(request.get_host())[0].rstrip(".").lower()
    return host.removesuffix(settings.PORTAL_DOMAIN).rstrip(".")


def _no_portal(request: HttpRequest) -> HttpResponse:
    """Said here, in the browser's language: nothing behind this middleware has a host to answer for."""
    with translation.override(translation.get_language_from_request(request)):
        return render(request, "no_portal.html", {"site_url": portal_url()}, status=404)
