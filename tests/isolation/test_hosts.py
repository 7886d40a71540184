"""Hosts and cookies as nobody's browser sends them: never another organisation's portal, never the public site."""

import pytest
from django.conf import settings
from django.test import Client

from tenants.models import Organisation
from tests.isolation.attempts import text_of
from tests.isolation.conftest import World, carried_to, signed_in

BASE = settings.PORTAL_DOMAIN
UNKNOWN = [
    "nobody",
    "www",
    "desk.desk",
    "a.acme",
    "acme.globex",
    "-",
    "_",
    "xn--acme-9za",
    "api",
    "o_0123456789ab",
    "0",
]
FOREIGN = [
    "acme.example",
    f"{BASE}.evil.example",
    f"acme-{BASE}",
    f"evil{BASE}",
    f"acme.{BASE},globex.{BASE}",
    f"acme.{BASE} globex.{BASE}",
    f"acme.{BASE}@globex.{BASE}",
    f"acme.{BASE}/globex",
    f"acme.{BASE}:80:80",
    f"acmé.{BASE}",
    f"acme.{BASE}..",
    "127.0.0.1",
    "[::1]",
    "",
]
SAME = [f"ACME.{BASE}", f"Acme.{BASE.upper()}", f"acme.{BASE}.", f"acme.{BASE}:8000", f"acme.{BASE}.:443"]


def get(host: str, path: str = "/fleet/", **headers: str):
    return Client().get(path, headers={"host": host, **headers})


def test_it_works(world: World):
    assert get(f"acme.{BASE}").headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("label", UNKNOWN)
def test_unknown_subdomain_is_not_found(world: World, label: str):
    response = get(f"{label}.{BASE}", "/")

    assert response.status_code in (400, 404)
    assert "Acme" not in text_of(response)


@pytest.mark.parametrize("host", FOREIGN)
def test_foreign_or_broken_host_is_refused(world: World, host: str):
    assert get(host, "/").status_code == 400


@pytest.mark.parametrize("host", SAME)
def test_host_written_otherwise_is_the_same_portal(world: World, host: str):
    assert get(host).headers["Location"].startswith("/account/login/")
    assert signed_in("alice", "portal", "acme").get("/fleet/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "header",
    ["x-forwarded-host", "x-forwarded-server", "forwarded", "x-host", "x-original-host", "x-http-host-override"],
)
def test_forwarded_host_changes_nothing(world: World, header: str):
    charlie = signed_in("charlie", "portal", "globex")

    page = text_of(charlie.get("/fleet/", headers={header: f"acme.{BASE}"}))

    assert "QUETZALBIRDSN01" in page
    assert "XYLOCANARYSN01" not in page


@pytest.mark.parametrize("status", ["provisioning", "suspended"])
def test_organisation_that_is_not_ready_has_no_portal(world: World, status: str):
    acme = Organisation.objects.filter(slug="acme")
    alice = signed_in("alice", "portal", "acme")
    acme.update(status=status)

    response = alice.get("/fleet/")

    acme.update(status="ready")
    assert response.status_code == 404


@pytest.mark.parametrize("host", [f"{BASE}", f"desk.{BASE}", f"acme.{BASE}", f"nobody.{BASE}", "acme.example"])
def test_health_is_told_on_every_host(world: World, host: str):
    response = get(host, "/healthz")

    assert (response.status_code, text_of(response)) == (200, "ok\n")


SESSION = settings.SESSION_COOKIE_NAME


@pytest.mark.parametrize(
    "cookies",
    [
        f"\u2003{SESSION}=stolen",
        f"\u00a0{SESSION}=stolen",
        f"{SESSION}=one; {SESSION}=two",
        f"{SESSION}=one;\t{SESSION} =two",
        f"{settings.CSRF_COOKIE_NAME}=one; {settings.CSRF_COOKIE_NAME}=two",
        "naïve=1",
    ],
)
def test_cookies_by_which_a_session_could_be_slipped_in_are_refused(world: World, cookies: str):
    response = Client().get("/fleet/", HTTP_HOST=f"acme.{BASE}", HTTP_COOKIE=cookies)

    assert response.status_code == 400


def test_session_cookie_is_for_its_own_host_only(world: World):
    alice = signed_in("alice", "portal", "acme")

    response = alice.get("/fleet/")

    assert all(not cookie["domain"] for cookie in response.cookies.values())
    assert carried_to("globex", alice).get("/fleet/").status_code == 302
