"""Pages that say that something did not work: what happened, and the way on, in the right room and language."""

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from tenants.models import LegalEntity
from tests.conftest import HostClient
from tests.pages.test_components import tags

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return response.content.decode()


def links(page: str) -> list[str]:
    return [link["href"] for link in tags(page, "a")]


@pytest.mark.urls("b2b_portal.urls_portal")
def test_it_works(acme_portal):
    response = acme_portal.get("/nowhere/")

    assert response.status_code == 404
    assert {"/", "/fleet/"} <= set(links(words(response)))


@pytest.mark.urls("b2b_portal.urls_portal")
def test_member_is_told_whom_to_ask(acme_portal, sam):
    assert f"mailto:{sam.email}" in links(words(acme_portal.get("/nowhere/")))


@pytest.mark.urls("b2b_portal.urls_portal")
def test_stranger_is_not_told_who_works_for_an_organisation(acme, sam):
    page = words(HostClient("acme").get("/nowhere/"))

    assert sam.email not in page
    assert "/account/login/" in links(page)


@pytest.mark.urls("b2b_portal.urls_desk")
def test_desk_leads_to_the_desk(desk):
    page = words(desk.get("/nowhere/"))

    assert {"/", "/organisations/"} <= set(links(page))
    assert "Go to my day" in page


def test_visitor_of_the_site_gets_its_address(site):
    page = words(site.get("/en/nowhere/"))

    assert f"mailto:{LegalEntity.objects.get(is_active=True).email}" in links(page)


@pytest.mark.urls("b2b_portal.urls_portal")
def test_page_is_in_the_language_of_the_person_not_of_the_browser(rosa_parks_portal, dora):
    dora.language = "fr"
    dora.save()

    page = words(rosa_parks_portal.get("/nowhere/", headers={"Accept-Language": "en"}))

    assert '<html lang="fr"' in page
    assert "Cette page n’existe pas" in page


@pytest.mark.urls("b2b_portal.urls_portal")
def test_form_that_was_open_too_long_leads_back_to_its_page(alice, acme):
    client = HostClient("acme").sign_in(alice, "portal", acme)
    client.handler.enforce_csrf_checks = True
    origin = f"http://acme.{settings.PORTAL_DOMAIN}"

    response = client.post("/preferences/", {}, headers={"Referer": f"{origin}/offers/?part=2"})

    assert response.status_code == 403
    assert "/offers/?part=2" in links(words(response))


@pytest.mark.parametrize("name", ["400.html", "500.html"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_page_without_a_request_asks_the_database_nothing(name, language, django_assert_num_queries):
    with django_assert_num_queries(0), override(language):
        page = render_to_string(name)

    assert f'<html lang="{language}"' in page
    assert links(page)[-1] == "/"


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html"])
def test_page_has_one_heading_and_a_drawing_that_is_not_read(name):
    request = RequestFactory().get("/")
    page = render_to_string(name, request=request)

    assert len(tags(page, "h1")) == 1
    assert [one["aria-hidden"] for one in tags(page, "svg") if one.get("class") == "trouble-drawing"] == ["true"]


@pytest.mark.urls("b2b_portal.urls_portal")
def test_signing_in_needs_no_message(acme, alice):
    alice.set_password("correct horse battery")
    alice.save()
    client = HostClient("acme")

    client.post("/account/login/", {"login": alice.email, "password": "correct horse battery"})

    assert "Successfully signed in" not in words(client.get("/"))
    assert client.get("/").status_code == 200
