"""The catalogue as a list: what narrows it, and what stands beside each model."""

import pytest

from catalogue.browsing import Sought, list_models, priced_among, prices_of
from catalogue.models import DeviceModel, HeldDevices
from tests.catalogue.queries import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(price_book, now):
    def _found(**sought):
        return [model.slug for model in list_models(Sought(**sought), at=now).by_name()]

    return _found


@pytest.fixture
def held(small_catalogue, acme, globex):
    for organisation, devices in ((acme, 5), (globex, 2)):
        HeldDevices.objects.create(model_id="brevia-note-7", organisation=organisation, devices=devices)


def test_it_works(found):
    assert found() == ["brevia-note-7", "brevia-note-8"]


@pytest.mark.parametrize("text", ["note 7", "BREVIA plus", "brevia note 7+", "bn7-256", "note VII"])
def test_words_are_found_in_maker_name_and_keys(found, text):
    assert found(text=text) == ["brevia-note-7"]


@pytest.mark.parametrize("text", ["note 9", "note 256", "vii brevia"])
def test_word_that_is_missing_finds_nothing(found, text):
    assert found(text=text) == []


@pytest.mark.parametrize(
    ("sought", "slugs"),
    [
        ({"maker": "brevia"}, ["brevia-note-7", "brevia-note-8"]),
        ({"maker": "apple"}, []),
        ({"category": "laptop", "text": "8"}, ["brevia-note-8"]),
        ({"without_launch": True}, ["brevia-note-8"]),
        ({"without_price": True}, ["brevia-note-8"]),
    ],
)
def test_list_is_narrowed(found, sought, slugs):
    assert found(**sought) == slugs


def test_held_models_say_by_how_many(found, held, now):
    (model,) = list_models(Sought(held=True), at=now)

    assert (model.pk, model.customers, model.devices) == ("brevia-note-7", 2, 7)


def test_model_that_nobody_holds_says_none(found, held, now):
    model = list_models(Sought(), at=now).get(pk="brevia-note-8")

    assert (model.customers, model.devices) == (0, 0)


def test_prices_are_those_of_the_book_in_force(price_book, now):
    told = [(price.kind, price.storage_gb, str(price.amount)) for price in prices_of(_note_7(), at=now)]

    assert told == [("base", 256, "200.00"), ("base", 512, "230.00"), ("new", None, "1200.00")]
    assert priced_among(["brevia-note-7", "brevia-note-8"], at=now) == {"brevia-note-7"}


def test_book_to_come_prices_nothing_yet(price_book, now):
    assert list(prices_of(_note_7(), at=price_book.effective_at.replace(year=2020))) == []


def test_list_is_one_query(found, held, now):
    with queries() as ran:
        list(list_models(Sought(text="note", held=True, without_price=True), at=now))

    assert len(ran) == 1


def _note_7():
    return DeviceModel.objects.get(slug="brevia-note-7")
