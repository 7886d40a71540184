from datetime import datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from catalogue.loading.catalogue import load_catalogue
from catalogue.loading.prices import load_prices
from catalogue.loading.stock import load_stock
from catalogue.models import PriceBook, StockOffer
from tenants.actor import Actor
from tests.catalogue import files


@pytest.fixture
def empty_catalogue(db) -> None:
    """Nothing: the shipped files, which every test database holds, are gone (rows refuse DELETE; TRUNCATE has none)."""
    tables = ", ".join(f'"{table._meta.db_table}"' for table in apps.get_app_config("catalogue").get_models())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables}")


@pytest.fixture
def small_catalogue(empty_catalogue: None, tmp_path: Path, now: datetime) -> None:
    """Two models of an invented maker."""
    load_catalogue(path=files.write(tmp_path, files.models_content()), at=now)


@pytest.fixture
def price_book(small_catalogue: None, tmp_path: Path, as_sam: Actor, now: datetime) -> PriceBook:
    """A published book for them."""
    return load_prices(path=files.write(tmp_path, files.prices_content()), by=as_sam, at=now).book


@pytest.fixture
def stock_offer(small_catalogue: None, tmp_path: Path, now: datetime) -> StockOffer:
    """Ten units of one offer."""
    load_stock(path=files.write(tmp_path, files.stock_content()), at=now)
    return StockOffer.objects.get(sku="AT-1")
