"""Which pages are made, on a new site and on one that has been there for years."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.models import Page

from cms.initial_pages import HOME, IN_ORDER, create_site_pages, page_key
from cms.models import ContentPage, HomePage, InitialPage

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "fr")


def test_it_works():
    remembered = set(InitialPage.objects.values_list("language", "key"))

    assert remembered == {(language, key) for language in LANGUAGES for key in (HOME, *IN_ORDER)}


def test_creating_the_pages_again_changes_nothing():
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id"))

    call_command("site_pages_create")

    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before


def test_page_that_an_editor_removed_stays_removed():
    ContentPage.objects.get(slug="grades", locale__language_code="en").delete()

    assert create_site_pages() == []


def forget(*keys, language="en"):
    """As on a site of before the release that brought these texts."""
    InitialPage.objects.filter(key__in=keys, language=language).delete()
    for key in keys:
        ContentPage.objects.filter(translation_key=page_key(key), locale__language_code=language).delete()


def test_page_that_a_release_brings_is_added_to_an_old_site(site):
    forget("schools")

    assert create_site_pages() == ["/en/schools/"]
    assert site.get("/en/schools/").status_code == 200
    assert create_site_pages() == []


def test_pages_that_a_release_brings_together_lead_to_each_other(site):
    forget("help-locks", "help", "buy-back")

    assert create_site_pages() == ["/en/buy-back/", "/en/help/", "/en/help/locks/"]
    assert 'href="/en/help/locks/"' in site.get("/en/buy-back/").content.decode()


def test_page_an_editor_has_changed_is_left_alone(site):
    page = ContentPage.objects.get(slug="grades", locale__language_code="en")
    page.title = "Four letters"
    page.save_revision().publish()
    forget("schools")

    create_site_pages()

    assert "Four letters" in site.get("/en/grades/").content.decode()


def test_page_of_a_site_that_remembers_nothing_is_not_made_twice():
    InitialPage.objects.all().delete()
    before = Page.objects.count()

    assert create_site_pages() == []
    assert Page.objects.count() == before


def test_page_under_one_that_was_removed_is_not_made():
    ContentPage.objects.get(slug="help", locale__language_code="en").delete()
    InitialPage.objects.filter(key="help-locks", language="en").delete()

    assert create_site_pages() == []


def test_address_that_an_editor_has_taken_is_left_to_him(site):
    forget("terms")
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(instance=ContentPage(title="My terms", slug="terms", locale=home.locale))

    [made] = create_site_pages()

    assert made != "/en/terms/"
    assert "My terms" in site.get("/en/terms/").content.decode()
    assert site.get(made).status_code == 200


def test_link_to_a_page_that_is_gone_becomes_its_words(site):
    forget("buy-back")
    ContentPage.objects.get(slug="locks", locale__language_code="en").delete()

    create_site_pages()

    page = site.get("/en/buy-back/").content.decode()
    assert "How to remove locks</a>" not in page
    assert "How to remove locks" in page


def test_link_to_a_page_that_is_unpublished_leads_nowhere(site):
    ContentPage.objects.get(slug="locks", locale__language_code="en").unpublish()

    page = site.get("/en/buy-back/").content.decode()

    assert "/en/help/locks/" not in page
    assert "/en/help/locks/" not in site.get("/en/help/").content.decode()


def test_home_keeps_the_name_of_its_language(site):
    home = HomePage.objects.get(locale__language_code="en")
    home.slug = "start"
    home.save_revision().publish()

    assert HomePage.objects.get(pk=home.pk).slug == "en"
    assert site.get("/en/grades/").status_code == 200


def test_first_pages_of_an_old_site_are_remembered_by_the_migration():
    remember = import_module("cms.migrations.0003_remember_initial_pages")
    InitialPage.objects.all().delete()

    remember.remember(apps, None)

    kept = set(InitialPage.objects.values_list("language", "key"))
    assert kept == {(language, key) for language in LANGUAGES for key in remember.FIRST_RELEASE}
