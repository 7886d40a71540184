"""What a draft changes beside the book in force, counted and listed by the database."""

from datetime import timedelta
from decimal import Decimal

import pytest

from catalogue.drafting import copy_price_book
from catalogue.models import BasePrice, Floor, PriceBook
from catalogue.price_difference import Narrowed, largest_changes, list_changes, sum_changes
from tenants.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped():
    return PriceBook.objects.newest_first().first()


@pytest.fixture
def draft(shipped, now):
    by = Actor("1", "Paula", "price_manager")
    return copy_price_book(book=shipped, version="2027-01", effective_at=now + timedelta(days=30), by=by, at=now)


@pytest.fixture
def prices(draft):
    """Three base prices of the draft: one raised by 50, one lowered by 2, one removed."""
    first, second, third = BasePrice.objects.filter(book=draft).order_by("id")[:3]
    BasePrice.objects.filter(pk=first.pk).update(amount=first.amount + 50)
    BasePrice.objects.filter(pk=second.pk).update(amount=second.amount - 2)
    third.delete()
    return first, second, third


def test_it_works(draft, shipped, prices):
    (kind,) = sum_changes(book=draft.pk, beside=shipped.pk)

    assert (kind.kind, kind.rises, kind.falls, kind.gone, kind.new) == ("base", 1, 1, 1, 0)
    assert kind.median in (Decimal(50), Decimal(-2))


def test_copy_changes_nothing(draft, shipped):
    assert sum_changes(book=draft.pk, beside=shipped.pk) == []


def test_biggest_change_comes_first_with_its_share(draft, shipped, prices):
    first, *_others = prices

    changes = list_changes(book=draft.pk, beside=shipped.pk, narrowed=Narrowed())

    risen = next(change for change in changes if change.what == "rises")
    assert (risen.by, risen.share) == (Decimal(50), Decimal(50) / first.amount)
    assert risen.about == {"model_id": first.model_id, "storage_gb": first.storage_gb}
    assert risen.model_label
    sizes = [abs((change.new or 0) - (change.old or 0)) for change in changes]
    assert sizes == sorted(sizes, reverse=True)


def test_changes_are_narrowed_to_a_maker_and_a_category(draft, shipped, prices):
    maker, category = prices[0].model.maker_id, prices[0].model.category_id

    assert list_changes(book=draft.pk, beside=shipped.pk, narrowed=Narrowed(maker=maker, category=category))
    assert not list_changes(book=draft.pk, beside=shipped.pk, narrowed=Narrowed(maker="nobody"))
    assert not list_changes(book=draft.pk, beside=shipped.pk, narrowed=Narrowed(kind="lock"))


def test_another_reason_for_the_same_amount_is_told(draft, shipped):
    floor = Floor.objects.filter(book=draft).first()
    Floor.objects.filter(pk=floor.pk).update(reason="parts" if floor.reason == "recycling" else "recycling")

    assert [(kind.kind, kind.other) for kind in sum_changes(book=draft.pk, beside=shipped.pk)] == [("floor", 1)]


def test_without_a_book_in_force_all_is_new(draft):
    kinds = sum_changes(book=draft.pk, beside=None)

    assert all(kind.new == kind.total for kind in kinds)
    assert len(largest_changes(book=draft.pk, beside=None)) == 3


def test_difference_takes_one_query_however_many_rows_differ(draft, shipped, prices, django_assert_num_queries):
    with django_assert_num_queries(1):
        list_changes(book=draft.pk, beside=shipped.pk, narrowed=Narrowed())
