"""An organisation's portal."""

from django.urls import URLPattern, URLResolver, include, path

from b2b_portal.home.buy_back import request_buy_back
from b2b_portal.home.views import home
from tenants.views.preferences import preferences

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("fleet/", include("fleet.urls")),
    path("fleet/request-offer/", request_buy_back, name="request_offer"),
    path("documents/", include("records.urls")),
    path("", include("quotes.urls_portal")),
    path("impact/", include("impact.urls")),
    path("jobs/", include("tenants.urls")),
    path("preferences/", preferences, name="preferences"),
    path("account/", include("tenants.account_urls")),
]
