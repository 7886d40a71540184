import pytest

from catalogue.loading.data_file import FileRefused
from catalogue.loading.merging import Merged
from catalogue.loading.stock import load_stock
from catalogue.models import Reconditioner, StockOffer
from catalogue.stock import reserve_stock
from tests.catalogue import files


@pytest.fixture
def load(small_catalogue, tmp_path, now):
    def _load(spoil=lambda content: None):
        content = files.stock_content()
        spoil(content)
        return load_stock(path=files.write(tmp_path, content), at=now)

    return _load


def offer(content):
    return content["offers"][0]


def test_it_works(load):
    loaded = load()

    assert loaded.total == Merged(created=2)
    assert StockOffer.objects.available().get().sku == "AT-1"


def test_load_stock_same_file_again_changes_nothing(load):
    load()

    assert load().total == Merged(unchanged=2)


def test_load_stock_new_price_keeps_the_id_and_what_is_reserved(load):
    load()
    before = reserve_stock(stock_id=StockOffer.objects.get().pk, quantity=4)

    load(lambda content: offer(content).update(unit_price_amount="310.00"))

    after = StockOffer.objects.get()
    assert (after.pk, after.reserved_quantity, after.unit_price_amount) == (before.pk, 4, 310)


def test_load_stock_offer_left_out_is_withdrawn(load):
    load()

    loaded = load(lambda content: content.update(offers=[]))

    assert loaded.tables["offers"] == Merged(removed=1)
    assert not StockOffer.objects.active().exists()


def test_load_stock_withdrawn_offer_comes_back(load):
    load()
    load(lambda content: content.update(offers=[]))

    loaded = load()

    assert loaded.tables["offers"] == Merged(updated=1)
    assert StockOffer.objects.active().exists()


def test_load_stock_another_reconditioner_s_offers_stay(load):
    load()
    Reconditioner.objects.create(slug="other", name="Other", vetted_on="2025-01-01", commission_percent=5)
    StockOffer.objects.update(reconditioner="other", sku="OT-1")

    load()

    assert set(StockOffer.objects.active().values_list("sku", flat=True)) == {"AT-1", "OT-1"}


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda c: c.pop("stated_on"), "file: stated_on: is a day"),
        (lambda c: c.update(stated_on="2026-11-31"), "file: stated_on: is a day"),
        (lambda c: offer(c).update(model="acme-1"), "offers 1 (AT-1): model: 'acme-1' is not a model"),
        (lambda c: offer(c).update(reconditioner="acme"), "'acme' is not one of the file's reconditioners"),
        (lambda c: offer(c).update(quantity=-1), "offers 1 (AT-1): quantity"),
        (
            lambda c: offer(c).update(warranty_months=6),
            "warranty_months: Ensure this value is greater",
        ),
        (lambda c: offer(c).update(grade="E"), "grade: Value 'E' is not a valid choice"),
        (lambda c: offer(c).update(vat_scheme="none"), "vat_scheme"),
        (lambda c: offer(c).update(currency="eur"), "currency: is three capital letters"),
        (lambda c: offer(c).update(unit_price_amount="-1"), "unit_price_amount"),
        (lambda c: offer(c).update(reserved_quantity=0), "reserved_quantity: is not a field"),
        (lambda c: c["offers"].append(offer(c)), "sku: stands in the file already"),
        (lambda c: c["reconditioners"][0].update(commission_percent="101"), "commission_percent"),
    ],
)
def test_load_stock_mistake_is_refused_by_name(load, spoil, problem):
    with pytest.raises(FileRefused) as refused:
        load(spoil)

    assert problem in str(refused.value)
    assert not StockOffer.objects.exists()


def test_load_stock_quantity_below_what_is_reserved_is_refused(load):
    load()
    reserve_stock(stock_id=StockOffer.objects.get().pk, quantity=4)

    with pytest.raises(FileRefused, match="quantity: is 3, but 4 are reserved"):
        load(lambda content: offer(content).update(quantity=3))


def test_load_stock_number_of_another_reconditioner_is_refused(load):
    load()
    Reconditioner.objects.create(slug="other", name="Other", vetted_on="2025-01-01", commission_percent=5)
    StockOffer.objects.update(reconditioner="other")

    with pytest.raises(FileRefused, match="sku: belongs to other"):
        load()
