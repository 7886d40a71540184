"""The search for partner shops, as part of a page of the site."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Touchpoint
from catalogue.towns import find_towns

pytestmark = pytest.mark.django_db

EN, FR = "/en/partner-shops/", "/fr/magasins-partenaires/"


def ask(site, address=EN, **query):
    answer = site.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def shops_in(page):
    return re.findall(r"<h4>([^<]+)</h4>", page)


def test_it_works(site):
    page = ask(site, town="nantes")

    assert "Partner shops around Nantes (Pays de la Loire)" in page
    assert shops_in(page)[0] == "Renew Nantes (sample)"
    assert "less than 1 km" in page


def test_page_without_a_question_shows_the_form_and_no_answer(site):
    page = ask(site)

    assert 'name="town"' in page
    assert '<option value="Nantes">' in page
    assert not shops_in(page)


def test_shops_are_in_the_readers_language(site):
    page = ask(site, FR, town="Évreux")

    assert "Magasins partenaires autour de Évreux" in page
    assert shops_in(page)[0] == "Renew Évreux (exemple)"
    assert "Un magasin inventé, à titre d’exemple" in page


def test_several_towns_are_offered_with_their_region_and_each_leads_on(site):
    page = ask(site, town="villeneuve", service="lots")

    links = re.findall(r'href="(\?town=[^"]+)"', page)
    assert "Several towns fit “villeneuve”" in page
    assert len(links) == len(find_towns("villeneuve").towns)
    assert "Hauts-de-France" in page
    assert shops_in(site.get(EN + links[0].replace("&amp;", "&")).content.decode())


def test_misspelt_town_is_asked_back(site):
    page = ask(site, town="Marseile")

    assert "Did you mean one of these?" in page
    assert ">Marseille</a>" in page
    assert not shops_in(page)


def test_unknown_town_is_an_empty_state(site):
    page = ask(site, town="Xyzzyville-les-Bains")

    assert "We know no town of this name" in page


def test_service_that_no_shop_offers_is_an_empty_state(site):
    Touchpoint.objects.update(repairs=False, takes_lots=True)

    page = ask(site, town="Nantes", service="repair")

    assert "No partner shop offers this yet" in page


@pytest.mark.parametrize(
    "query",
    [
        {"town": ""},
        {"town": "x"},
        {"town": "x" * 300},
        {"town": "Nantes", "service": "coffee"},
        {"town": "Nantes", "place": "abc"},
        {"town": "Nantes", "place": "-1"},
        {"town": "Nantes", "place": "9" * 30},
        {"town": "<script>alert(1)</script>"},
        {"town": "a\x00b"},
    ],
)
def test_strange_question_gets_a_page(site, query):
    page = ask(site, **query)

    assert "<script>alert(1)" not in page


def test_empty_town_gets_a_sentence_beside_the_field(site):
    assert "This field is required." in ask(site, town="")


def test_number_of_queries_is_the_same_for_any_town(site):
    ask(site, town="Nantes")
    counts = []
    for town in ("Paris", "Quimper", "Bordeaux"):
        with CaptureQueriesContext(connection) as asked:
            ask(site, town=town)
        counts.append(len([query for query in asked if not query["sql"].startswith("SET ")]))

    assert len(set(counts)) == 1
    assert counts[0] <= 20


def test_shop_that_is_taken_off_is_not_shown(site):
    Touchpoint.objects.filter(town="Nantes").update(is_active=False)

    assert "Renew Nantes (sample)" not in shops_in(ask(site, town="Nantes"))


def test_real_shop_is_not_called_a_sample(site):
    Touchpoint.objects.filter(town="Nantes").update(is_sample=False, name="Atelier <b>Loire</b>")

    page = ask(site, town="Nantes")

    assert "Atelier &lt;b&gt;Loire&lt;/b&gt;" in page
    assert shops_in(page)[0] == "Atelier &lt;b&gt;Loire&lt;/b&gt;"
