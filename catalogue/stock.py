"""Units set aside for a customer, so that no two orders are promised the same one."""

import uuid

from django.db import transaction
from django.utils.translation import ngettext

from catalogue.models import StockOffer


class StockShort(Exception):
    """Fewer units are available than asked for: ask for fewer, or choose another offer."""

    def __init__(self, *, sku: str, asked: int, available: int) -> None:
        self.sku, self.asked, self.available = sku, asked, available
        message = ngettext(
            "%(sku)s: %(asked)d asked for, but only %(available)d is available.",
            "%(sku)s: %(asked)d asked for, but only %(available)d are available.",
            available,
        )
        super().__init__(message % {"sku": sku, "asked": asked, "available": available})


class NotReserved(Exception):
    """More units were to be given back than are reserved: nothing was changed."""

    def __init__(self, *, sku: str, asked: int, reserved: int) -> None:
        self.sku, self.asked, self.reserved = sku, asked, reserved
        super().__init__(f"{sku}: {asked} to give back, but only {reserved} reserved")


@transaction.atomic
def reserve_stock(*, stock_id: uuid.UUID, quantity: int) -> StockOffer:
    """Set units of one offer aside, under its row lock. Reserve several offers in the order of their ids.

    Raises: StockShort, with what is available.
    """
    _check_quantity(quantity)
    offer = StockOffer.objects.select_for_update().get(pk=stock_id)
    available = offer.available_quantity if offer.is_active else 0
    if quantity > available:
        raise StockShort(sku=offer.sku, asked=quantity, available=available)
    offer.reserved_quantity += quantity
    offer.save(update_fields=["reserved_quantity"])
    return offer


@transaction.atomic
def release_stock(*, stock_id: uuid.UUID, quantity: int) -> StockOffer:
    """Give reserved units back, under the row lock.

    Raises: NotReserved.
    """
    _check_quantity(quantity)
    offer = StockOffer.objects.select_for_update().get(pk=stock_id)
    if quantity > offer.reserved_quantity:
        raise NotReserved(sku=offer.sku, asked=quantity, reserved=offer.reserved_quantity)
    offer.reserved_quantity -= quantity
    offer.save(update_fields=["reserved_quantity"])
    return offer


def _check_quantity(quantity: int) -> None:
    if quantity < 1:
        raise ValueError(f"a quantity is 1 or more, not {quantity}")
