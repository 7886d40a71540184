"""The stock at the desk, and the suggestions of the sheet."""

import pytest

from catalogue.models import StockOffer
from tenants.models import User
from tests.catalogue.queries import queries
from tests.conftest import HostClient
from tests.deals import stock

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


def words(response) -> str:
    return response.content.decode()


def test_it_works(desk):
    article = stock()

    page = words(desk.get("/stock/"))

    assert [text in page for text in (article.sku, article.title_en, f"€{article.unit_cost_amount}")] == [True] * 3


def test_stock_is_searched_by_words_in_any_order(desk):
    article = stock()
    first, last = article.title_en.split()[0], article.title_en.split()[1]

    assert article.sku in words(desk.get(f"/stock/?q={last.upper()} {first.lower()}"))


def test_search_without_a_match_says_so(desk):
    assert "Nothing in stock matches" in words(desk.get("/stock/?q=zzz"))


def test_sold_out_article_is_shown_only_on_demand(desk):
    article = stock()
    StockOffer.objects.filter(pk=article.pk).update(reserved_quantity=article.quantity)

    assert [article.sku in words(desk.get(url)) for url in ("/stock/", "/stock/?all=1")] == [False, True]


def test_suggestions_carry_what_fills_a_row(desk):
    article = stock()

    options = words(desk.get(f"/stock/options/?q={article.sku.lower()}"))

    assert f'value="{article.sku}"' in options
    assert f'data-unit_cost="{article.unit_cost_amount}"' in options
    assert f'data-available="{article.available_quantity}"' in options


def test_pasted_skus_are_looked_up_exactly(desk):
    skus = list(StockOffer.objects.available().order_by("sku").values_list("sku", flat=True)[:2])

    options = words(desk.get("/stock/options/", {"sku": [*skus, "NO-SUCH-SKU"]}))

    assert [options.count("<option"), *(sku in options for sku in skus)] == [2, True, True]


def test_descriptions_come_in_the_language_of_the_customer(desk):
    article = StockOffer.objects.available().exclude(title_fr="").order_by("sku").first()
    StockOffer.objects.filter(pk=article.pk).update(title_fr="Un titre français")

    assert "Un titre français" in words(desk.get("/stock/options/", {"sku": article.sku, "language": "fr"}))


def test_finance_has_no_business_in_the_stock(db):
    nora = User.objects.create_user(
        "nora@renew.example", "x", full_name="Nora", language="en", staff_role="finance_desk"
    )
    client = HostClient("desk").sign_in(nora, "desk")

    assert [client.get(url).status_code for url in ("/stock/", "/stock/options/")] == [403, 403]


def test_page_keeps_within_its_queries(desk):
    with queries() as ran:
        desk.get("/stock/")

    assert len(ran) <= 25
