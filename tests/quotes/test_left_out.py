"""What may not be offered: why, what to do, as it is now and as an offer left it out."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context
from openpyxl import load_workbook

from fleet.models import Device
from quotes.actions.offers import decline_offer
from quotes.eligibility import REASONS, REMEDIES
from quotes.models import BuyBackOffer
from tenants.models import User
from tests.catalogue.queries import queries
from tests.deals import offer_for, today
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

NOT_OFFERED = reverse("quotes:not_offered", urlconf="b2b_portal.urls_portal")
SHEET = reverse("quotes:not_offered_sheet", urlconf="b2b_portal.urls_portal")


def mixed_fleet() -> list[Device]:
    """One that may be offered, and one for each of four reasons."""
    lease = {"owner": "lessor", "lessor": "=Lessor SA", "lease_reference": "L-7", "lease_ends_on": dt.date(2027, 3, 31)}
    return [
        make_device("F2LXK1AAAA01"),
        make_device("F2LXK1AAAA02", **lease),
        make_device("F2LXK1AAAA03", owner="person"),
        make_device("F2LXK1AAAA04", owner="funder"),
        make_device("F2LXK1AAAA05", gone_at=timezone.now(), gone_by_name="Alice"),
    ]


@pytest.fixture
def offer(acme, as_alice) -> BuyBackOffer:
    with tenant_context(acme):
        return offer_for(mixed_fleet(), as_alice)


def left_out(offer: BuyBackOffer, name: str = "offer_left_out") -> str:
    return reverse(f"quotes:{name}", args=[offer.pk], urlconf="b2b_portal.urls_portal")


def rows_of(response) -> list[tuple]:
    sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_it_works(acme_portal, acme):
    with tenant_context(acme):
        mixed_fleet()

    page = acme_portal.get(NOT_OFFERED).content.decode()

    assert "F2LXK1AAAA01" not in page
    assert all(f"F2LXK1AAAA0{n}" in page for n in (2, 3, 4))  # what is gone is not in the table that leads here
    assert "=Lessor SA" in page
    assert "3 of them cannot be offered" in page


def test_every_reason_says_what_to_do():
    assert REASONS.keys() == REMEDIES.keys()


def test_one_reason_alone(acme_portal, acme):
    with tenant_context(acme):
        mixed_fleet()

    page = acme_portal.get(NOT_OFFERED, {"why": "leased"}).content.decode()

    assert "F2LXK1AAAA02" in page
    assert "F2LXK1AAAA03" not in page


def test_reason_that_is_none_shows_all(acme_portal, acme):
    with tenant_context(acme):
        mixed_fleet()

    assert acme_portal.get(NOT_OFFERED, {"why": "moon"}).content.decode().count("F2LXK1AAAA0") == 3


def test_named_devices_only(acme_portal, acme):
    with tenant_context(acme):
        named = mixed_fleet()[1]

    page = acme_portal.get(NOT_OFFERED, {"device": str(named.pk)}).content.decode()

    assert "F2LXK1AAAA02" in page
    assert "F2LXK1AAAA03" not in page


def test_ticked_devices_lead_to_their_address(acme_portal, acme):
    with tenant_context(acme):
        ticked = mixed_fleet()[2]

    response = acme_portal.post(NOT_OFFERED, {"device": str(ticked.pk)}, follow=True)

    assert response.redirect_chain == [(f"{NOT_OFFERED}?device={ticked.pk}", 302)]
    assert "F2LXK1AAAA03" in response.content.decode()


def test_fleet_that_may_all_be_offered_says_so(acme_portal, acme):
    with tenant_context(acme):
        make_device("F2LXK1AAAA01")

    assert "Everything can be offered" in acme_portal.get(NOT_OFFERED).content.decode()


@pytest.mark.parametrize("wrong", ["moon", "1", "' OR 1=1"])
def test_device_that_is_no_id_is_a_bad_request(acme_portal, wrong):
    assert acme_portal.get(NOT_OFFERED, {"device": wrong}).status_code == 400


def test_returns_to_a_lessor_as_a_workbook(acme_portal, acme):
    with tenant_context(acme):
        mixed_fleet()

    (row,) = rows_of(acme_portal.get(SHEET, {"why": "leased"}))

    assert row[0] == "F2LXK1AAAA02"
    assert row[5].lstrip("'") == "=Lessor SA"
    assert (row[6], row[7].date()) == ("L-7", dt.date(2027, 3, 31))
    sheet = load_workbook(io.BytesIO(acme_portal.get(SHEET).content)).worksheets[0]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_offer_keeps_what_it_left_out(acme_portal, offer):
    page = acme_portal.get(left_out(offer)).content.decode()

    assert all(f"F2LXK1AAAA0{n}" in page for n in (2, 3, 4, 5))
    assert "F2LXK1AAAA01" not in page
    assert "Today:" not in page
    assert len(rows_of(acme_portal.get(left_out(offer, "offer_left_out_sheet")))) == 4


def test_what_has_changed_since_is_said(acme_portal, acme, offer):
    with tenant_context(acme):
        Device.objects.filter(serial="F2LXK1AAAA03").update(owner="organisation")
        Device.objects.filter(serial="F2LXK1AAAA04").delete()

    page = acme_portal.get(left_out(offer)).content.decode()

    assert "Today: may be offered now" in page
    assert "Today: no longer in the fleet" in page


def test_device_of_another_offer_names_it(acme_portal, acme, as_alice, offer):
    with tenant_context(acme):
        devices = [Device.objects.get(serial="F2LXK1AAAA01"), make_device("F2LXK1AAAA09")]
        second = offer_for(devices, as_alice)

    page = acme_portal.get(left_out(second)).content.decode()

    assert reverse("quotes:offer", args=[offer.pk]) in page

    with tenant_context(acme):
        decline_offer(offer=offer, reason="no", by=as_alice, at=timezone.now())
    assert "Today: may be offered now" in acme_portal.get(left_out(second)).content.decode()


def test_queries_do_not_grow(acme_portal, acme, as_alice):
    with tenant_context(acme):
        made = [make_device(f"F2LXK1AAA{n:03}", owner="person") for n in range(60)]
        offer = offer_for([make_device("F2LXK1AAAA01"), *made], as_alice)

    with queries() as ran:
        first = acme_portal.get(left_out(offer)).content.decode()

    assert first.count("F2LXK1AAA0") == 50
    assert len(ran) <= 20


def test_another_organisation_sees_none_of_it(globex_portal, acme, offer):
    assert globex_portal.get(left_out(offer)).status_code == 404
    assert globex_portal.get(left_out(offer, "offer_left_out_sheet")).status_code == 404
    assert "F2LXK1AAAA0" not in globex_portal.get(NOT_OFFERED).content.decode()


def test_page_is_in_the_readers_language(acme_portal, alice, offer):
    User.objects.filter(pk=alice.pk).update(language="fr")

    page = acme_portal.get(left_out(offer)).content.decode()

    assert "Que faire" in page
    assert "What to do" not in page


def test_what_who_paid_forbids_to_sell_is_left_out_with_its_reason(acme_portal, in_acme, as_alice):
    devices = [
        make_device("F2LXK1AAAA01"),
        make_device("F2LXK1AAAA02", funding="e_rate", age_from_on=today() - dt.timedelta(days=400)),
        make_device("F2LXK1AAAA03", funding="grant", age_from_on=None),
        make_device("F2LXK1AAAA04", funding="region", restricted_until_year=today().year + 1),
    ]

    offer = offer_for(devices, as_alice)

    page = acme_portal.get(left_out(offer)).content.decode()
    assert offer.left_out == {"e_rate": 1, "grant": 1, "restricted": 1}
    assert "paid for by E-rate: not to be sold for five years" in page
    assert "say in the fleet until the end of which year the grant forbids it" in page
