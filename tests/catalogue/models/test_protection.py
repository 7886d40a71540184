"""Organisations keep the ids of these rows without a foreign key: nothing may delete one."""

import pytest
from django.db import ProgrammingError, connection, transaction

from catalogue.models import DeviceModel, StockOffer, Variant


def test_it_works(stock_offer):
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        stock_offer.delete()


@pytest.mark.parametrize("row_type", [DeviceModel, Variant, StockOffer])
def test_delete_in_raw_sql_is_refused(stock_offer, row_type):
    table = row_type._meta.db_table

    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}"')


def test_deactivate_is_allowed(stock_offer):
    StockOffer.objects.update(is_active=False)

    assert not StockOffer.objects.active().exists()
