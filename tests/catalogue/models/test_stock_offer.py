import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from catalogue.models import DeviceModel, Reconditioner, StockOffer


def found(text: str) -> list[str]:
    return [offer.sku for offer in StockOffer.objects.available().search(text).by_title()]


def test_it_works(stock_offer):
    assert found("brevia note") == ["AT-1"]


@pytest.mark.parametrize("text", ["NOTE 7+", "clavier azerty", "keyboard", "at-1", "  ", "7 brevia"])
def test_search_every_word_in_a_title_or_the_number_finds_it(stock_offer, text):
    assert found(text) == ["AT-1"]


@pytest.mark.parametrize("text", ["qwertz", "note 9", "brevia qwertz"])
def test_search_a_word_that_is_missing_finds_nothing(stock_offer, text):
    assert found(text) == []


def test_available_all_reserved_is_left_out(stock_offer):
    StockOffer.objects.update(reserved_quantity=10)

    assert found("") == []


def test_available_inactive_reconditioner_is_left_out(stock_offer):
    Reconditioner.objects.update(is_active=False)

    assert found("") == []


def test_available_inactive_model_is_left_out(stock_offer):
    DeviceModel.objects.filter(slug="brevia-note-7").update(is_active=False)

    assert found("") == []


def test_title_is_in_the_reader_s_language(stock_offer):
    with translation.override("fr"):
        assert stock_offer.title == "Brevia Note 7+, clavier AZERTY"


def test_stock_offer_warranty_below_a_year_cannot_be_written(stock_offer):
    with pytest.raises(IntegrityError, match="stock_warranty_at_least_a_year"), transaction.atomic():
        StockOffer.objects.update(warranty_months=11)
