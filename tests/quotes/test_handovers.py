"""What becomes of the devices of an accepted offer: a paper for each decision, and who says that they have left."""

import io
from decimal import Decimal

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context

from fleet.models import Device
from quotes.actions.handovers import NothingLeft, note_handed_over
from quotes.actions.offers import accept_offer, decide_lines
from quotes.actions.outcomes import name_recipient, set_staff_price
from quotes.models import BuyBackOffer
from quotes.states import LineDecision
from records.documents import read_document
from records.models import Document, DocumentKind
from tenants.actor import Actor
from tenants.models import Job, User, VerifyCode
from tenants.permissions import PermissionRefused
from tests.conftest import HostClient
from tests.deals import ALL_DEDUCTED, offer_for, run_what_follows, today
from tests.devices import make_device
from tests.outcomes import RECIPIENT

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

DECIDED = {
    "F2LXK1AAAA02": LineDecision.DONATE,
    "F2LXK1AAAA03": LineDecision.STAFF_SALE,
    "F2LXK1AAAA04": LineDecision.RECYCLE,
    "F2LXK1AAAA05": LineDecision.KEEP,
}


def accepted(by: Actor) -> BuyBackOffer:
    """Five devices, a different decision for each."""
    offer = offer_for([make_device(f"F2LXK1AAAA0{place}") for place in range(1, 6)], by)
    for serial, decision in DECIDED.items():
        decide_lines(offer=offer, line_ids=[offer.lines.get(serial=serial).pk], decision=decision, by=by)
    name_recipient(offer=offer, recipient={**RECIPIENT, "registration": "999001001"}, by=by, at=timezone.now())
    set_staff_price(offer=offer, percent=Decimal(50), by=by, at=timezone.now())
    accept_offer(offer=offer, by=by, at=timezone.now(), today=today(), vat=ALL_DEDUCTED)
    run_what_follows()
    offer.refresh_from_db()
    return offer


@pytest.fixture
def offer(in_acme, as_alice) -> BuyBackOffer:
    return accepted(as_alice)


def paper(kind: DocumentKind) -> str:
    content = read_document(Document.objects.get(kind=kind))
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def words(response) -> str:
    return " ".join(response.content.decode().split())


def page_of(client: HostClient, offer: BuyBackOffer) -> str:
    return words(client.get(reverse("quotes:offer", args=[offer.pk])))


def test_it_works(offer):
    written = Document.objects.about(offer).exclude(kind=DocumentKind.OFFER).values_list("kind", "number")

    assert set(written) == {
        (DocumentKind.SALE, f"{offer.reference}-S"),
        (DocumentKind.DONATION, f"{offer.reference}-D"),
        (DocumentKind.STAFF_SALE, f"{offer.reference}-P"),
        (DocumentKind.RECYCLING, f"{offer.reference}-R"),
    }


def test_donation_names_both_sides_its_devices_and_the_erasure(offer):
    text = paper(DocumentKind.DONATION)

    for expected in ("Acme Industrie", "Ateliers du Réemploi", "5 quai de l’Exemple", "SIREN 999 001 001"):
        assert expected in text
    assert ("F2LXK1AAAA02" in text, "F2LXK1AAAA01" in text) == (True, False)
    assert "all data on them was erased" in text
    assert "Recipient: name, role, date, signature" in text


def test_staff_list_has_the_price_of_each_device(offer):
    line = offer.lines.get(serial="F2LXK1AAAA03")
    price = (line.net_amount / 2).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")

    text = paper(DocumentKind.STAFF_SALE)

    assert f"F2LXK1AAAA03 €{price}" in text
    assert "Buyer: name, date, signature" in text


def test_sale_is_confirmed_with_what_was_agreed(offer):
    text = paper(DocumentKind.SALE)

    assert ("F2LXK1AAAA01" in text, f"€{offer.total_amount}" in text) == (True, True)


def test_recycling_list_leaves_the_recycler_to_be_written(offer):
    text = paper(DocumentKind.RECYCLING)

    assert ("F2LXK1AAAA04" in text, "To be filled in: name, address, approval number" in text) == (True, True)


def test_papers_speak_the_language_of_the_organisation(in_acme, as_alice):
    type(in_acme).objects.filter(pk=in_acme.pk).update(language="fr")
    in_acme.language = "fr"

    accepted(as_alice)

    assert "Bénéficiaire" in paper(DocumentKind.DONATION)
    assert "Certificat de don" in Document.objects.get(kind=DocumentKind.DONATION).title


def test_price_of_a_device_that_we_cannot_price_is_to_be_agreed(in_acme, as_alice):
    sold, unknown = make_device("F2LXK1AAAA01"), make_device("F2LXK1AAAA02", model_id=None, model_label="")
    offer = offer_for([sold, unknown], as_alice)
    line = offer.lines.get(serial="F2LXK1AAAA02")
    assert line.net_amount == 0
    decide_lines(offer=offer, line_ids=[line.pk], decision=LineDecision.STAFF_SALE, by=as_alice)
    set_staff_price(offer=offer, percent=Decimal(50), by=as_alice, at=timezone.now())

    accept_offer(offer=offer, by=as_alice, at=timezone.now(), today=today(), vat=ALL_DEDUCTED)
    run_what_follows()

    assert "to be agreed" in paper(DocumentKind.STAFF_SALE)


def test_second_try_writes_no_second_paper(offer):
    before = Document.objects.count()
    job = Job.objects.get(kind="quotes.keep_handovers")
    Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None)

    run_what_follows()

    assert Document.objects.count() == before


def test_everybody_can_check_a_paper(offer):
    document = Document.objects.get(kind=DocumentKind.DONATION)

    assert VerifyCode.objects.get(code=document.verify_code).sha256 == document.sha256


def test_page_shows_each_decision_with_its_paper(acme_portal, offer):
    page = page_of(acme_portal, offer)

    for kind in (DocumentKind.SALE, DocumentKind.DONATION, DocumentKind.STAFF_SALE, DocumentKind.RECYCLING):
        document = Document.objects.get(kind=kind)
        assert reverse("records:download", args=[document.pk]) in page
        assert str(document.get_kind_display()) in page


def test_page_says_when_a_paper_is_being_written(acme_portal, in_acme, as_alice):
    offer = offer_for([make_device("F2LXK1AAAA01")], as_alice)

    assert "What becomes of the devices" not in page_of(acme_portal, offer)

    accept_offer(offer=offer, by=as_alice, at=timezone.now(), today=today(), vat=ALL_DEDUCTED)

    assert "is being written" in page_of(acme_portal, offer)


def test_devices_stay_in_the_fleet_until_they_are_handed_over(acme_portal, offer, alice):
    device = Device.objects.get(serial="F2LXK1AAAA02")
    assert (device.gone_at, device.offer_id) == (None, None)

    acme_portal.post(reverse("quotes:offer_handed_over", args=[offer.pk]), {"decision": "donate"})

    device.refresh_from_db()
    assert (device.gone_at is not None, device.gone_by_name) == (True, str(alice))
    assert set(Device.objects.in_fleet().values_list("serial", flat=True)) == {
        "F2LXK1AAAA01", "F2LXK1AAAA03", "F2LXK1AAAA04", "F2LXK1AAAA05",
    }  # fmt: skip
    page = page_of(acme_portal, offer)
    assert ("Gone from your fleet" in page, "Donated devices handed over" in page) == (True, True)


def test_device_in_another_offer_is_not_marked_as_gone(offer, as_alice, now):
    offer_for([Device.objects.get(serial="F2LXK1AAAA04")], as_alice)

    with pytest.raises(NothingLeft):
        note_handed_over(offer=offer, decision=LineDecision.RECYCLE, by=as_alice, at=now)

    assert Device.objects.get(serial="F2LXK1AAAA04").gone_at is None


@pytest.mark.parametrize("decision", ["sell", "keep", "return_to_lessor", "return_to_funder", "burn", ""])
def test_only_what_leaves_without_us_can_be_marked(acme_portal, offer, decision):
    answer = acme_portal.post(reverse("quotes:offer_handed_over", args=[offer.pk]), {"decision": decision})

    assert answer.status_code == 400
    assert not Device.objects.filter(gone_at__isnull=False).exists()


def test_nothing_leaves_from_an_offer_that_is_open(in_acme, as_alice, now):
    offer = offer_for([make_device("F2LXK1AAAA01")], as_alice)
    decide_lines(offer=offer, line_ids=[offer.lines.get().pk], decision=LineDecision.DONATE, by=as_alice)

    with pytest.raises(NothingLeft):
        note_handed_over(offer=offer, decision=LineDecision.DONATE, by=as_alice, at=now)


def test_viewer_sees_the_papers_and_marks_nothing(acme, bob, offer, now):
    page = page_of(HostClient("acme").sign_in(bob, "portal", acme), offer)

    assert ("Donation certificate" in page, "They have left" in page) == (True, False)
    with pytest.raises(PermissionRefused):
        note_handed_over(offer=offer, decision=LineDecision.DONATE, by=Actor.of(bob, role="viewer"), at=now)


def test_another_organisation_finds_neither_paper_nor_offer(globex_portal, acme, offer):
    with tenant_context(acme):
        document = Document.objects.get(kind=DocumentKind.DONATION)

    assert globex_portal.get(reverse("records:download", args=[document.pk])).status_code == 404
    answer = globex_portal.post(reverse("quotes:offer_handed_over", args=[offer.pk]), {"decision": "donate"})
    assert answer.status_code == 404


def test_page_says_it_in_french(acme_portal, alice, offer):
    User.objects.filter(pk=alice.pk).update(language="fr")

    assert "Ce que deviennent les appareils" in page_of(acme_portal, offer)
