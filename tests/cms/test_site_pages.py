import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.initial_pages import HOME, IN_ORDER, TEXTS, read_text
from cms.models import ContentPage, HomePage
from impact.method.wording import find_forbidden_claims

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "fr")
SAME = {"type", "page", "destination", "icon", "grade", "footer", "menu", "parent"}


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
        leads_to = re.search(rf'hreflang="{other}"\s+href="http://localhost(/[^"]+)"', page.content.decode())[1]
        assert site.get(leads_to).status_code == 200


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

    assert shape_of(english) == shape_of(french)


def shape_of(part):
    """What is in a text but for its words: names, kinds, how many; and where links lead."""
    if isinstance(part, dict):
        return {name: value if name in SAME else shape_of(value) for name, value in part.items()}
    if isinstance(part, list):
        return [shape_of(inner) for inner in part]
    return re.findall(r'<a page="[^"]+">', part) if isinstance(part, str) else part


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_made_into_a_page(language):
    assert {path.stem for path in (TEXTS / language).glob("*.toml")} == {HOME, *IN_ORDER}


@pytest.mark.parametrize("key", [HOME, *IN_ORDER])
def test_french_text_is_written_as_french_is(key):
    """No space that may break before : ; ? ! » or after «, and no straight apostrophe."""
    text = (TEXTS / "fr" / f"{key}.toml").read_text(encoding="utf-8")
    words = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text))

    assert re.findall(r".{12} [:;?!»]|« .{12}|\w'\w", words) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [HOME, *IN_ORDER])
def test_page_makes_no_forbidden_claim(language, key):
    text = str(read_text(language=language, key=key).values)

    assert [claim.words for claim in find_forbidden_claims(text)] == []


def test_pages_say_that_the_company_is_invented(site):
    for address in addresses():
        foot = site.get(address).content.decode().split("site-foot-note")[1]
        assert "invented company" in foot or "société inventée" in foot, address


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_needs_many_queries(site, language):
    for address in addresses():
        if address.startswith(f"/{language}/"):
            with CaptureQueriesContext(connection) as asked:
                site.get(address)

            assert len([query for query in asked if not query["sql"].startswith("SET ")]) <= 20, address


def test_every_link_between_pages_leads_somewhere(site):
    links = {
        link
        for address in addresses()
        for link in re.findall(r'href="(/(?:en|fr)/[^"#?]*)"', site.get(address).content.decode())
    }

    assert len(links) > 40
    assert [link for link in links if site.get(link).status_code != 200] == []


def test_every_page_is_reached_from_the_menu_or_the_footer_or_help(site):
    listed = site.get("/en/").content.decode() + site.get("/en/help/").content.decode()

    assert [
        address for address in addresses() if address.startswith("/en/") and f'href="{address}"' not in listed
    ] == []


def test_menu_is_short_and_its_names_too(site):
    for language in LANGUAGES:
        menu = site.get(f"/{language}/").context["navigation"]

        assert len(menu) == 7
        assert all(len(entry["label"]) <= 16 for entry in menu)


def test_menu_opens_without_a_script(site):
    page = site.get("/en/").content.decode()

    assert 'popovertarget="site-menu"' in page
    assert re.search(r'<nav[^>]*id="site-menu"[^>]*popover', page)


def test_footer_has_its_groups_in_order(site):
    groups = site.get("/en/").context["footer_groups"]

    assert [str(group["label"]) for group in groups] == ["What we do", "Good to know", "About this site"]
    assert {"Legal notice", "Privacy", "Terms", "Contact"} <= {entry["label"] for entry in groups[2]["entries"]}


def test_page_under_another_leads_back_to_it(site):
    assert re.search(r'site-above">\s*<a href="/en/help/"', site.get("/en/help/locks/").content.decode())
    assert "site-above" not in site.get("/en/help/").content.decode()


@pytest.mark.parametrize("grade", ["A", "B", "C", "D"])
def test_grade_is_drawn_as_a_laptop_and_a_phone_with_words_for_it(site, grade):
    page = site.get("/en/grades/").content.decode()

    card = page.split(f'id="grade-{grade.lower()}"')[1].split("</article>")[0]
    assert card.count("<svg") == 2
    assert f'aria-label="Drawing: a laptop of grade {grade},' in card
    assert f'aria-label="Drawing: a phone of grade {grade},' in card


def test_drawings_of_the_grades_show_more_and_more_wear(site):
    page = site.get("/en/grades/").content.decode()
    drawn = [page.split(f'id="grade-{grade}"')[1].split("</article>")[0] for grade in "abcd"]

    marks = [len(re.findall(r"drawing-(?:fine|wear|worn|crack|gap|broken)", card)) for card in drawn]
    assert marks[0] == 0
    assert marks == sorted(set(marks))


def test_questions_open_without_a_script(site):
    page = site.get("/en/questions/").content.decode()

    assert page.count("<details>") == page.count("<summary>") > 10


def test_price_example_adds_up(site):
    block = HomePage.objects.get(locale__language_code="en").example[0]

    assert str(block.value.total) == "97.98"


def test_missing_page_is_a_404_in_our_words(site):
    answer = site.get("/fr/nulle-part/")

    assert answer.status_code == 404
    assert "plain-title" in answer.content.decode()
