"""What the demonstration tells, when it has been loaded."""

from collections import Counter

import pytest
from django.db.models import Model
from django.utils import timezone
from django_tenants.utils import schema_context, tenant_context

from catalogue.models import PriceBook, StockOffer
from fleet.models import Device, Site, Upload
from impact.models import ImpactReport
from invoices.models import Invoice
from quotes.models import BuyBackOffer, Order, Quote
from records.models import Document, Event
from tenants.models import Job, NumberSeries, Organisation, SignUpRequest
from tests.demo.conftest import run

pytestmark = pytest.mark.usefixtures("demo")


def in_portal(slug: str):
    with schema_context("public"):
        return tenant_context(Organisation.objects.get(slug=slug))


def states(table: type[Model]) -> Counter:
    return Counter(table._default_manager.order_by("pk").values_list("state", flat=True))


def test_it_works():
    with schema_context("public"):
        assert Organisation.objects.ready().count() == 3
        assert Counter(Job.objects.order_by("pk").values_list("state", flat=True)).keys() == {"done"}


def test_loading_again_changes_nothing():
    assert run("demo_load") == "The demonstration is loaded already.\n"


def test_acme_has_a_fleet_at_several_sites_of_many_kinds():
    with in_portal("acme"):
        assert 430 <= Device.objects.count() <= 520
        assert Site.objects.count() == 4
        assert len(set(Device.objects.order_by().values_list("category", flat=True))) >= 10
        assert len(set(Device.objects.order_by().values_list("cost_centre", flat=True))) >= 5
        assert Device.objects.filter(model=None).count() == 0


def test_acme_has_offers_quotes_and_orders_in_many_states():
    with in_portal("acme"):
        assert states(Upload) == {"committed": 4}
        assert states(BuyBackOffer) == {"accepted": 2, "partly_accepted": 1, "declined": 1, "open": 1}
        assert states(Quote) == {"accepted": 3, "declined": 1, "viewed": 1, "draft": 1}
        assert states(Order) == {"delivered": 2, "shipped": 1}
        assert (Invoice.objects.count(), ImpactReport.objects.count()) == (2, 2)


def test_school_sells_after_its_council_has_decided():
    with in_portal("rosa-parks"):
        assert states(BuyBackOffer) == {"accepted": 1, "awaiting_authorisation": 1, "indicative": 1}
        sold = BuyBackOffer.objects.get(state="accepted")
        verbs = list(Event.objects.of(sold).order_by("at", "id").values_list("verb", flat=True))

        assert verbs == [
            *("offer.opened", "offer.authorisation_requested", "offer.firmed", "offer.accepted"),
            *["offer.arrived"] * (len(verbs) - 4),
        ]
        assert sold.decision_on < timezone.localdate(sold.decided_at)


def test_school_has_quotes_in_several_states_and_a_delivered_order():
    with in_portal("rosa-parks"):
        assert states(Quote) == {"accepted": 1, "declined": 1, "viewed": 1, "draft": 1}
        assert states(Order) == {"delivered": 1}
        assert (Invoice.objects.count(), ImpactReport.objects.count()) == (1, 1)


def test_newcomer_has_one_list_to_check_and_nothing_else():
    with in_portal("globex"):
        [upload] = Upload.objects.all()

        assert upload.state == "checked"
        assert {"duplicate_in_file", "no_identifier", "imei_invalid", "model_unknown"} <= upload.summary[
            "problems"
        ].keys()
        assert not Device.objects.exists()
        assert not Document.objects.exists()


@pytest.mark.parametrize("slug", ["acme", "rosa-parks", "globex"])
def test_nothing_lies_in_the_future_or_before_what_it_follows_from(slug):
    now = timezone.now()

    with in_portal(slug):
        assert not Event.objects.filter(at__gt=now).exists()
        assert not Document.objects.filter(created_at__gt=now).exists()
        for order in Order.objects.select_related("quote"):
            assert order.quote.sent_at < order.placed_at < (order.shipped_at or now)
        for offer in BuyBackOffer.objects.exclude(decided_at=None):
            assert offer.opened_at < offer.decided_at
            assert timezone.localdate(offer.decided_at) <= offer.valid_until_on


def test_offers_are_priced_by_the_book_of_their_time():
    with schema_context("public"):
        books = {book.pk: book for book in PriceBook.objects.all()}

    for slug in ("acme", "rosa-parks"):
        with in_portal(slug):
            for offer in BuyBackOffer.objects.all():
                in_force = [book for book in books.values() if book.effective_at <= offer.opened_at]
                assert books[offer.price_book_id] == max(in_force, key=lambda book: book.effective_at)


def test_invoices_are_numbered_in_the_order_of_their_dates():
    issued = []
    for slug in ("acme", "rosa-parks"):
        with in_portal(slug):
            issued += Invoice.objects.values_list("issued_on", "number")

    numbers = [number for _, number in sorted(issued)]

    assert numbers == sorted(numbers)
    with schema_context("public"):
        assert NumberSeries.objects.get().last_number == len(numbers)


def test_order_under_way_holds_its_stock():
    with schema_context("public"):
        assert StockOffer.objects.get(sku="AR-PR3650-32-1024-A").reserved_quantity == 6


def test_somebody_asks_for_an_account():
    with schema_context("public"):
        assert SignUpRequest.objects.open().get().organisation_name == "Collège Simone-Veil (fictitious)"
