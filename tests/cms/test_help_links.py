"""Links from the portal and the desk to the help pages."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from django_tenants.utils import tenant_context

from cms.help import TOPICS, help_pages
from cms.initial_pages import page_key
from cms.models import ContentPage
from tests.conftest import HostClient

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a class="link" href="([^"]+)"')


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def drawn(source, request=None):
    return Template("{% load help_links %}" + source).render(Context({"request": request}))


def page_about(topic, language="en"):
    return ContentPage.objects.get(translation_key=page_key(TOPICS[topic]), locale__language_code=language)


def test_it_works():
    link = drawn('{% help_link "locks" %}')

    assert "Removing locks</a>" in link
    assert LINK.search(link)[1].endswith("/en/help/locks/")


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_topic_leads_to_a_page_that_answers_in_the_readers_language(site, topic, language):
    with override(language):
        address = LINK.search(drawn("{% help_link topic %}".replace("topic", f'"{topic}"')))[1]

    path = "/" + address.split("/", 3)[3] if "://" in address else address
    assert path.startswith(f"/{language}/")
    assert site.get(path).status_code == 200


def test_page_that_is_not_published_draws_nothing(acme_portal):
    page_about("exports").unpublish()

    assert drawn('{% help_link "exports" %}') == ""
    assert "help-circle" not in acme_portal.get("/fleet/uploads/new/").content.decode()


def test_page_that_was_removed_draws_nothing():
    page_about("prices").delete()

    assert drawn('{% help_link "prices" %}') == ""


def test_renamed_and_moved_page_is_followed():
    page = page_about("locks")
    page.title, page.slug = "Unlock <b>first</b>", "unlock"
    page.save_revision().publish()

    link = drawn('{% help_link "locks" %}')

    assert "/en/help/unlock/" in link
    assert "Unlock &lt;b&gt;first&lt;/b&gt;" in link


def test_link_may_have_words_of_its_own():
    assert "Which grade?</a>" in drawn('{% help_link "grades" label="Which grade?" %}')


def test_unknown_topic_says_which_there_are():
    with pytest.raises(KeyError, match="locks"):
        drawn('{% help_link "coffee" %}')


def test_many_links_need_one_query():
    request = SimpleNamespace()
    with CaptureQueriesContext(connection) as asked:
        drawn('{% help_link "locks" %}{% help_link "grades" %}{% help_link "impact" %}', request)

    assert len([query for query in asked if "wagtailcore_page" in query["sql"]]) == 1


def test_help_is_found_from_inside_an_organisation(acme):
    with tenant_context(acme):
        assert set(help_pages(None)) == set(TOPICS)


@pytest.mark.parametrize(("language", "words"), [("en", "Exporting your fleet"), ("fr", "Exporter votre parc")])
def test_portal_leads_to_the_public_site(acme_portal: HostClient, alice, language, words):
    alice.language = language
    alice.save()

    page = acme_portal.get("/fleet/uploads/new/").content.decode()

    [address] = LINK.findall(page)
    assert words in page
    assert re.fullmatch(rf"http://localhost(:\d+)?/{language}/\w+/export/", address)
