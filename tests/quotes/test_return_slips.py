"""Slips for the lessors of the leased devices that an offer left out."""

import datetime as dt
import io

import pypdf
import pytest
from django.urls import reverse

from quotes.actions.return_slips import NothingGoesBack, request_return_slips
from quotes.actions.routes import set_references
from quotes.models import BuyBackOffer
from quotes.return_slips import slips_of
from records.documents import read_document
from records.models import Document
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job
from tenants.permissions import PermissionRefused
from tests.conftest import HostClient
from tests.deals import offer_for
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]


@pytest.fixture
def offer(in_acme, as_alice) -> BuyBackOffer:
    """One device to sell, and three of two lessors that are left out."""
    lease = {"owner": "lessor", "lease_reference": "LC-7", "lease_ends_on": dt.date(2027, 3, 31)}
    devices = [
        make_device("F2LXK1AAAA01"),
        make_device("F2LXK1AAAA02", lessor="Bail Exemple", **lease),
        make_device("F2LXK1AAAA03", lessor="Bail Exemple", owner="lessor"),
        make_device("F2LXK1AAAA04", lessor="Autre Bail", **lease),
    ]
    return offer_for(devices, as_alice)


def text_of(document: Document) -> str:
    pages = pypdf.PdfReader(io.BytesIO(read_document(document))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def left_out(offer: BuyBackOffer) -> str:
    return reverse("quotes:offer_left_out", args=[offer.pk])


def test_it_works(offer, as_alice, now):
    run_job_here(request_return_slips(offer=offer, by=as_alice, at=now))

    other, first = slips_of(offer)
    assert (other.number, first.number) == (f"{offer.reference}-L1", f"{offer.reference}-L2")
    text = text_of(first)
    for expected in ("Bail Exemple", "F2LXK1AAAA02", "F2LXK1AAAA03", "contract LC-7 · until 31 Mar 2027"):
        assert expected in text
    assert "F2LXK1AAAA04" not in text


def test_second_click_writes_nothing_twice(offer, as_alice, now):
    for _click in range(2):
        run_job_here(request_return_slips(offer=offer, by=as_alice, at=now))

    assert slips_of(offer).count() == 2


def test_slip_speaks_the_language_of_the_organisation(in_acme, offer, as_alice, now):
    type(in_acme).objects.filter(pk=in_acme.pk).update(language="fr")
    in_acme.language = "fr"

    run_job_here(request_return_slips(offer=offer, by=as_alice, at=now))

    assert "contrat LC-7 · jusqu’au 31 mars 2027" in text_of(slips_of(offer)[1])


def test_page_asks_and_then_gives_them(acme_portal, offer):
    assert "Write return slips" in acme_portal.get(left_out(offer)).content.decode()

    acme_portal.post(reverse("quotes:offer_return_slips", args=[offer.pk]))
    run_job_here(Job.objects.get(kind="quotes.keep_return_slips"))

    page = acme_portal.get(left_out(offer)).content.decode()
    assert "Write return slips" not in page
    assert all(reverse("records:download", args=[slip.pk]) in page for slip in slips_of(offer))


def test_offer_that_left_out_nothing_leased_has_none(acme_portal, in_acme, as_alice, now):
    offer = offer_for([make_device("F2LXK1AAAA01")], as_alice)

    with pytest.raises(NothingGoesBack):
        request_return_slips(offer=offer, by=as_alice, at=now)
    assert "Give leased devices back" not in acme_portal.get(left_out(offer)).content.decode()


@pytest.fixture
def funded(in_rosa_parks, as_dora) -> BuyBackOffer:
    """One device to sell; three that others paid for, and one of which nobody knows who did."""
    devices = [
        make_device("F2LXK1AAAA01"),
        make_device("F2LXK1AAAA02", owner="funder", funding="region", grant_name="Tablets for all"),
        make_device("F2LXK1AAAA03", owner="funder", funding="region", grant_name="Tablets for all"),
        make_device("F2LXK1AAAA04", owner="funder", funding="state"),
        make_device("F2LXK1AAAA05", owner="funder"),
        make_device("F2LXK1AAAA06", owner="lessor", lessor="Bail Exemple"),
    ]
    return offer_for(devices, as_dora)


def test_each_funder_and_grant_has_its_slip(funded, as_dora, now):
    run_job_here(request_return_slips(offer=funded, by=as_dora, at=now))

    slips = {slip.number.rpartition("-")[2]: text_of(slip) for slip in slips_of(funded)}
    assert list(slips) == ["F1", "F2", "F3", "L1"]
    of_region = next(text for text in slips.values() if "Tablets for all" in text)
    assert "Region" in of_region
    assert "F2LXK1AAAA02" in of_region
    assert "F2LXK1AAAA03" in of_region
    assert "F2LXK1AAAA04" not in of_region
    assert "put at its disposal again" in of_region
    assert "To be filled in" in next(text for text in slips.values() if "F2LXK1AAAA05" in text)


def test_slip_prints_the_legal_reference_that_was_saved_and_no_other(funded, as_dora, now):
    chief = Actor(id=as_dora.id, name=as_dora.name, role="admin")
    set_references(given={"return_to_funder": "Art. 9 of our statutes", "return_to_lessor": ""}, by=chief, at=now)

    run_job_here(request_return_slips(offer=funded, by=as_dora, at=now))

    texts = [text_of(slip) for slip in slips_of(funded)]
    assert ["Art. 9 of our statutes" in text for text in texts] == [True, True, True, False]
    assert not any("421-17" in text for text in texts)


def test_page_gives_what_goes_to_funders_apart_from_what_goes_to_lessors(rosa_parks_portal, funded, as_dora, now):
    asked = rosa_parks_portal.get(left_out(funded)).content.decode()
    run_job_here(request_return_slips(offer=funded, by=as_dora, at=now))

    page = rosa_parks_portal.get(left_out(funded)).content.decode()

    assert asked.count("Write return slips") == 2
    assert "Give devices back to who paid for them" in page
    assert "Give leased devices back" in page
    assert all(page.count(reverse("records:download", args=[slip.pk])) == 1 for slip in slips_of(funded))


def test_slip_of_a_funder_in_french(in_rosa_parks, funded, as_dora, now):
    type(in_rosa_parks).objects.filter(pk=in_rosa_parks.pk).update(language="fr")
    in_rosa_parks.language = "fr"

    run_job_here(request_return_slips(offer=funded, by=as_dora, at=now))

    texts = [text_of(slip) for slip in slips_of(funded)]
    assert any("Région" in text and "Bon de restitution au financeur" in text for text in texts)


def test_viewer_asks_for_none(acme, bob, offer, now):
    with pytest.raises(PermissionRefused):
        request_return_slips(offer=offer, by=Actor.of(bob, role="viewer"), at=now)
    page = HostClient("acme").sign_in(bob, "portal", acme).get(left_out(offer)).content.decode()

    assert ("Give leased devices back" in page, "Write return slips" in page) == (True, False)


def test_another_organisation_finds_no_such_offer(globex_portal, offer):
    assert globex_portal.post(reverse("quotes:offer_return_slips", args=[offer.pk])).status_code == 404
