import pytest
from django.db import IntegrityError, transaction

from catalogue.models import StockOffer
from catalogue.stock import NotReserved, StockShort, release_stock, reserve_stock


def test_it_works(stock_offer):
    reserved = reserve_stock(stock_id=stock_offer.pk, quantity=4)

    assert reserved.available_quantity == 6


def test_reserve_stock_all_that_is_left_is_allowed(stock_offer):
    reserve_stock(stock_id=stock_offer.pk, quantity=10)

    assert not StockOffer.objects.available().exists()


def test_reserve_stock_more_than_available_is_refused_with_what_there_is(stock_offer):
    reserve_stock(stock_id=stock_offer.pk, quantity=7)

    with pytest.raises(StockShort, match="only 3 are available") as short:
        reserve_stock(stock_id=stock_offer.pk, quantity=4)

    assert short.value.available == 3
    assert StockOffer.objects.get().reserved_quantity == 7


def test_reserve_stock_withdrawn_offer_has_none(stock_offer):
    StockOffer.objects.update(is_active=False)

    with pytest.raises(StockShort) as short:
        reserve_stock(stock_id=stock_offer.pk, quantity=1)

    assert short.value.available == 0


@pytest.mark.parametrize("quantity", [0, -1])
def test_reserve_stock_quantity_below_one_is_a_mistake(stock_offer, quantity):
    with pytest.raises(ValueError, match="1 or more"):
        reserve_stock(stock_id=stock_offer.pk, quantity=quantity)


def test_release_stock_reserved_units_are_available_again(stock_offer):
    reserve_stock(stock_id=stock_offer.pk, quantity=7)

    released = release_stock(stock_id=stock_offer.pk, quantity=3)

    assert released.available_quantity == 6


def test_release_stock_more_than_reserved_is_refused(stock_offer):
    reserve_stock(stock_id=stock_offer.pk, quantity=2)

    with pytest.raises(NotReserved):
        release_stock(stock_id=stock_offer.pk, quantity=3)

    assert StockOffer.objects.get().reserved_quantity == 2


def test_stock_offer_more_reserved_than_there_is_cannot_be_written(stock_offer):
    with pytest.raises(IntegrityError, match="stock_reserved_within_quantity"), transaction.atomic():
        StockOffer.objects.update(reserved_quantity=11)
