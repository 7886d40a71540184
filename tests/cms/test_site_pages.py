import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.initial_pages import HOME, IN_ORDER, create_site_pages, read_text
from cms.models import ContentPage, HomePage
from impact.method.wording import find_forbidden_claims

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "fr")


def addresses():
    return [page.url for model in (HomePage, ContentPage) for page in model.objects.order_by("path")]


def test_it_works(site):
    page = site.get("/en/").content.decode()

    assert "We buy the devices you retire" in page
    assert "€97.98" in page


def test_every_page_answers_in_its_language_and_leads_to_the_other(site):
    for address in addresses():
        page = site.get(address)
        language, other = ("en", "fr") if address.startswith("/en/") else ("fr", "en")

        assert page.status_code == 200, address
        assert f'<html lang="{language}"' in page.content.decode()
        assert site.get(re.search(rf'hreflang="{other}"\s+href="([^"]+)"', page.content.decode())[1]).status_code == 200


def test_every_page_has_its_translation():
    for model in (HomePage, ContentPage):
        for page in model.objects.all().order_by("path"):
            assert page.get_translations().count() == 1, page.title


@pytest.mark.parametrize(
    ("accepted", "home"), [("fr-FR,fr;q=0.9,en;q=0.8", "/fr/"), ("en-GB", "/en/"), ("de", "/en/"), ("", "/en/")]
)
def test_root_leads_to_the_home_of_the_browsers_language(site, accepted, home):
    answer = site.get("/", headers={"accept-language": accepted})

    assert (answer.status_code, answer.url) == (302, home)


@pytest.mark.parametrize("key", [HOME, *IN_ORDER])
def test_page_has_the_same_shape_in_both_languages(key):
    english, french = (read_text(language=language, key=key).values for language in LANGUAGES)

    assert [block["type"] for block in english["body"]] == [block["type"] for block in french["body"]]
    assert {name: len(value) for name, value in english.items() if isinstance(value, list)} == {
        name: len(value) for name, value in french.items() if isinstance(value, list)
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [HOME, *IN_ORDER])
def test_page_makes_no_forbidden_claim(language, key):
    text = str(read_text(language=language, key=key).values)

    assert [claim.words for claim in find_forbidden_claims(text)] == []


def test_pages_say_that_the_company_is_invented(site):
    for address in addresses():
        foot = site.get(address).content.decode().split("site-foot-note")[1]
        assert "invented company" in foot or "société inventée" in foot, address


def test_creating_the_pages_again_changes_nothing():
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id"))

    call_command("site_pages_create")

    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before


def test_page_that_an_editor_removed_stays_removed():
    ContentPage.objects.get(slug="grades", locale__language_code="en").delete()

    assert create_site_pages() == []


def test_wagtails_own_welcome_page_is_gone():
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert Site.objects.get().root_page.specific == HomePage.objects.get(locale__language_code="en")


def test_page_answers_on_any_port_of_the_domain(db):
    assert Client(headers={"host": "localhost:8123"}).get("/en/grades/").status_code == 200


def test_page_is_not_served_at_the_desk_or_in_a_portal(desk, acme_portal):
    assert desk.get("/en/grades/").status_code == 404
    assert acme_portal.get("/en/grades/").status_code == 404


def test_public_site_has_no_sign_in_form_of_wagtail(site):
    assert site.get("/en/_util/login/").status_code == 404


def test_page_needs_few_queries(site):
    with CaptureQueriesContext(connection) as asked:
        site.get("/en/")

    assert len([query for query in asked if not query["sql"].startswith("SET ")]) <= 20


def test_price_example_adds_up(site):
    block = HomePage.objects.get(locale__language_code="en").example[0]

    assert str(block.value.total) == "97.98"


def test_missing_page_is_a_404_in_our_words(site):
    answer = site.get("/fr/nulle-part/")

    assert answer.status_code == 404
    assert "plain-title" in answer.content.decode()
