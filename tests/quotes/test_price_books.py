"""The published book as the value that pricing takes, and the words that both sides share."""

import pytest
from django.utils import timezone

from catalogue.condition import NOT_SHIPPED, Defect, FunctionalState, Grade, Lock
from catalogue.models import PriceBook
from catalogue.models.price_rows import PRICE_ROWS
from quotes.price_books import price_book
from quotes.pricing import facts
from quotes.pricing.warnings import warnings_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> PriceBook:
    return PriceBook.objects.in_force(currency="EUR", at=timezone.now())


def test_it_works(published):
    book = price_book(published.pk)

    assert (book.version, book.currency) == (published.version, "EUR")


def test_every_row_of_the_published_book_is_a_rule(published):
    book = price_book(published.pk)
    rows = sum(row_type._default_manager.filter(book=published).count() for row_type in PRICE_ROWS.values())

    assert len(book.rules) + len(book.base_prices) + len(book.new_prices) == rows


def test_published_book_pays_no_worse_condition_more(published):
    assert warnings_of(price_book(published.pk)) == ()


@pytest.mark.parametrize("defect", [defect for defect in Defect.values if defect not in NOT_SHIPPED])
def test_published_book_has_a_price_for_every_defect(published, defect):
    assert price_book(published.pk).defect_deduction_of(category="printer", code=defect)


def test_pricing_and_catalogue_have_the_same_words():
    assert tuple(Defect.values) == facts.DEFECTS
    assert frozenset(NOT_SHIPPED) == facts.NOT_SHIPPED
    assert (
        tuple(Grade.values),
        tuple(FunctionalState.values),
        tuple(Lock.values),
    ) == (facts.GRADES, facts.FUNCTIONAL_STATES, facts.LOCKS)
