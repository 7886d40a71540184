"""docs/tour.md leads nobody to a word that is not on the screen, nor to an address that is not there."""

import re
from functools import cache

import pytest
from django.conf import settings
from django.urls import resolve
from django.utils.text import capfirst
from django.utils.translation import trans_real
from wagtail.models import Page

from b2b_portal.demo.cast import CUSTOMERS, PEOPLE
from cms.models import ContentPage
from tests.conventions.markdown import ROOT

PAGE = (ROOT / "docs/tour.md").read_text(encoding="utf-8")
STORIES = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "b2b_portal/demo").rglob("*.py")))
LABELS = sorted({re.sub(r"\s+", " ", label) for label in re.findall(r"\*\*(.+?)\*\*", PAGE, re.DOTALL)} - {"Bold"})
DATA = sorted(
    {re.sub(r"\s+", " ", words) for words in re.findall(r"(?<![*\w])\*([^*]+?)\*(?![*\w])", PAGE)} - {"slanted"}
)
MOST_BYTES = 250_000
MESSAGES = ROOT / "locale/fr/LC_MESSAGES/django.po"


@cache
def words_of_the_portal() -> set[str]:
    """Every text that has a French one: ours, Wagtail's and Django's, with anything where a figure stands."""
    found = {key.split("\x04")[-1] for key in plain(trans_real.translation("fr")._catalog)}
    found |= set(re.findall(r'^msgid_plural "(.+)"$', MESSAGES.read_text(encoding="utf-8"), re.MULTILINE))
    return {capfirst(re.sub(r"%\(\w+\)[sd]", "…", text)) for text in found}


def plain(catalog) -> set[str]:
    keys = (key for part in catalog._catalogs for key in part)
    return {key[0] if isinstance(key, tuple) else key for key in keys}


def test_it_works():
    assert "Request buy-back offer" in LABELS
    assert "Request buy-back offer" in words_of_the_portal()
    assert "Push the red button" not in words_of_the_portal()


@pytest.mark.parametrize("label", LABELS)
def test_label_stands_on_a_page(db, label):
    in_menus = set(ContentPage.objects.values_list("menu_label", flat=True))

    known = words_of_the_portal() | {"EN", "FR"} | in_menus | set(Page.objects.values_list("title", flat=True))

    assert label in known, f"no page says {label!r}"


@pytest.mark.parametrize("words", DATA)
def test_data_is_in_the_demonstration(db, words):
    titles = "".join(Page.objects.values_list("title", flat=True))
    towns = (ROOT / "catalogue/data").glob("*towns*")

    assert words in STORIES + titles + "".join(path.read_text(encoding="utf-8") for path in towns)


def test_everybody_signs_in_where_he_belongs():
    for email in re.findall(r"`(\S+@\S+)`", PAGE):
        [person] = [person for person in PEOPLE if person.email == email]
        section = next(part for part in PAGE.split("\n## ") if email in part)
        assert f"`http://{person.organisation or 'desk'}.localhost:8000`" in section


def test_hosts_are_those_of_the_demonstration():
    hosts = set(re.findall(r"http://(\w[\w-]*)\.localhost:8000", PAGE))

    assert hosts <= {customer.slug for customer in CUSTOMERS} | {"desk"}


def test_every_persona_has_numbered_steps_without_a_gap():
    for section in PAGE.split("\n## ")[1:]:
        numbers = [int(number) for number in re.findall(r"^(\d+)\. ", section, re.MULTILINE)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= 4


def test_pictures_are_there_and_small():
    for name in re.findall(r"\(pictures/([\w-]+\.png)\)", PAGE):
        picture = ROOT / "docs/pictures" / name
        assert picture.stat().st_size <= MOST_BYTES, name


@pytest.mark.parametrize(
    "path", ["/", "/fleet/", "/offers/", "/quotes/", "/documents/", "/impact/", "/fleet/uploads/new/"]
)
def test_places_of_the_portal_are_there(path):
    assert resolve(path, urlconf=settings.PORTAL_URLCONFS["portal"])
