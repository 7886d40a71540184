import pytest

from catalogue.loading.data_file import FileRefused
from catalogue.loading.merging import Merged
from catalogue.loading.prices import load_prices
from catalogue.models import BasePrice, PriceBook
from tests.catalogue import files
from tests.catalogue.queries import queries


@pytest.fixture
def load(small_catalogue, tmp_path, as_sam, now):
    def _load(spoil=lambda content: None):
        content = files.prices_content()
        spoil(content)
        return load_prices(path=files.write(tmp_path, content), by=as_sam, at=now)

    return _load


def test_it_works(load, as_sam):
    loaded = load()

    assert (loaded.book.status, loaded.book.published_by_name) == ("published", as_sam.name)
    assert loaded.total == Merged(created=35)
    assert BasePrice.objects.get(storage_gb=512).amount == 230


def test_load_prices_same_file_again_changes_nothing(load):
    first = load()

    again = load()

    assert again.book == first.book
    assert again.total == Merged(unchanged=35)


def test_load_prices_same_version_with_other_prices_is_refused(load):
    load()

    with pytest.raises(FileRefused, match="test-1 EUR stands already with other prices"):
        load(lambda content: content["base"][0].update(amount="201.00"))


def test_load_prices_new_version_leaves_the_old_one_as_it_was(load):
    first = load().book

    second = load(lambda content: content.update(version="test-2", effective_at="2026-12-01T00:00:00+01:00")).book

    assert PriceBook.objects.in_force(currency="EUR", at=first.effective_at) == first
    assert PriceBook.objects.in_force(currency="EUR", at=second.effective_at) == second


def test_load_prices_refused_file_changes_nothing(load):
    with pytest.raises(FileRefused):
        load(lambda content: content["base"][0].update(model="acme-1"))

    assert not PriceBook.objects.exists()


def test_load_prices_number_of_queries_does_not_grow(load):
    rows = [{"model": "brevia-note-8", "storage_gb": size, "amount": "1.00"} for size in range(1, 1500)]

    with queries() as ran:
        load(lambda content: content["base"].extend(rows))

    assert len(ran) <= 35
