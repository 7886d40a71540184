"""A name of 300 characters, wherever one can be given: taken as it is, or refused beside its field; never an error."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tenants.utils import tenant_context

from cms.models import ContactMessage
from fleet.models import Device, Site, Upload
from quotes.actions.offers import record_decision
from quotes.models import BuyBackOffer, Quote
from tenants.jobs import run_job_here
from tenants.models import Job, Organisation, SignUpRequest, User
from tests.deals import draft, offer_for, ordered, run_what_follows, sent, three_devices

pytestmark = pytest.mark.django_db

LONG = "W" * 300
SIGN_UP = {"kind": "school", "country": "FR", "full_name": LONG, "email": "ines@initech.example", "message": "Hello"}
CONTACT = {"subject": "other", "email": "ines@initech.example", "message": "Hello"}
HEADERS = "Serial number,Asset tag,Manufacturer,Model,Location,Cost centre,Remarks"


def words(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def run_queued() -> None:
    for job in Job.objects.filter(state=Job.State.QUEUED).order_by("created_at"):
        run_job_here(job)


def typed(quote: Quote, **terms: str) -> dict[str, str]:
    return {
        "title": "",
        "customer_note": "",
        "delivery_line": "",
        "internal_note": "",
        "valid_until_on": quote.valid_until_on.isoformat(),
        "seen_at": quote.changed_at.isoformat(),
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-0-sku": "SERVICE-1",
        "lines-0-quantity": "1",
        "lines-0-unit_cost": "1",
        "lines-0-unit_price": "2",
        "lines-0-description": LONG,
        **terms,
    }


def test_it_works(site, desk):
    site.post("/en/sign-up/", {**SIGN_UP, "organisation_name": LONG})

    sign_up = SignUpRequest.objects.get()

    assert sign_up.organisation_name == LONG
    assert LONG in words(desk.get(f"/sign-ups/{sign_up.pk}/"))


def test_organisation_with_a_long_name_is_made_and_found(site, desk):
    site.post("/en/sign-up/", {**SIGN_UP, "organisation_name": LONG})

    desk.post(f"/sign-ups/{SignUpRequest.objects.get().pk}/approve/", {"slug": "long"})
    run_queued()

    assert Organisation.objects.get(slug="long").status == Organisation.Status.READY
    assert LONG in words(desk.get("/organisations/"))
    assert LONG in words(desk.get("/o/long/"))


def test_message_with_long_names_is_kept(site, desk):
    site.post("/en/contact/send/", {**CONTACT, "full_name": LONG, "organisation_name": LONG})

    assert ContactMessage.objects.get().organisation_name == LONG
    assert LONG in words(desk.get("/messages/"))


def test_e_mail_address_that_is_too_long_is_refused_beside_its_field(site):
    answer = site.post("/en/sign-up/", {**SIGN_UP, "organisation_name": "Initech", "email": f"{LONG}@initech.example"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["email"]


def test_file_with_a_long_name_keeps_the_end_of_it(acme_portal, in_acme):
    file = SimpleUploadedFile(f"{LONG}{LONG}.csv", b"Serial number\nF2LXK1AAAA01\n")

    page = acme_portal.post("/fleet/uploads/new/", {"file": file})["Location"]

    assert Upload.objects.get().filename.endswith("W.csv")
    assert words(acme_portal.get(page))
    assert words(acme_portal.get("/fleet/uploads/"))


def test_long_cells_of_a_list_are_imported_or_left_out_with_a_reason(acme_portal, in_acme):
    rows = [
        f"F2LXK1AAAA01,{LONG},{LONG},{LONG},{LONG},{LONG},{LONG}",
        f"F2LXK1AAAA02,T-2,Apple,iPhone 13,{LONG},{LONG},",
    ]
    file = SimpleUploadedFile("long.csv", "\n".join([HEADERS, *rows]).encode())

    page = acme_portal.post("/fleet/uploads/new/", {"file": file})["Location"]
    run_queued()
    acme_portal.post(f"{page}commit/")
    run_queued()

    upload = Upload.objects.get()
    assert (upload.state, upload.problem) == ("committed", "")
    assert Device.objects.filter(serial="F2LXK1AAAA02").exists()
    assert all(len(site.name) <= 300 for site in Site.objects.all())
    assert words(acme_portal.get("/fleet/"))
    assert words(acme_portal.get(page))


def test_search_for_a_long_word_finds_nothing(acme_portal, desk):
    assert words(acme_portal.get("/fleet/", {"q": LONG}))
    assert words(desk.get("/", {"q": LONG}))
    assert words(desk.get("/stock/", {"q": LONG}))
    assert words(desk.get("/organisations/", {"q": LONG}))


def test_quote_with_long_title_and_delivery_is_sent_and_read(desk, acme_portal, acme, as_sam):
    with tenant_context(acme):
        quote = draft(as_sam)

    saved = desk.post(f"/o/acme/quotes/{quote.pk}/", typed(quote, title=LONG, delivery_line=LONG))
    desk.post(f"/o/acme/quotes/{quote.pk}/send/")
    with tenant_context(acme):
        run_what_follows()

    assert saved.status_code == 302
    assert LONG in words(acme_portal.get(f"/quotes/{quote.pk}/"))
    assert LONG in words(acme_portal.get("/quotes/"))
    assert LONG in words(desk.get("/?view=customer"))


@pytest.mark.parametrize("field", ["title", "delivery_line"])
def test_longer_than_that_is_refused_beside_the_field(desk, acme, as_sam, field):
    with tenant_context(acme):
        quote = draft(as_sam)

    answer = desk.post(f"/o/acme/quotes/{quote.pk}/", typed(quote, **{field: f"{LONG}W"}))

    assert answer.status_code == 422
    assert "at most 300 characters" in answer.content.decode()


def test_long_purchase_order_number_is_refused_beside_its_field(acme_portal, acme, as_sam):
    with tenant_context(acme):
        quote = sent(as_sam)

    answer = acme_portal.post(f"/quotes/{quote.pk}/accept/", {"po_number": LONG, "agreed": "on"})

    assert answer.status_code == 422
    assert "at most 50 characters" in answer.content.decode()


def test_long_tracking_number_is_refused_beside_its_field(desk, acme, as_sam, as_alice):
    with tenant_context(acme):
        order = ordered(as_sam, as_alice)

    answer = desk.post(f"/o/acme/orders/{order.pk}/ship/", {"tracking": LONG})

    assert answer.status_code == 422
    assert "at most 200 characters" in answer.content.decode()


def test_long_reference_of_a_decision_is_refused_beside_its_field(rosa_parks_portal, rosa_parks, as_dora):
    with tenant_context(rosa_parks):
        offer = offer_for(three_devices(), as_dora)

    answer = rosa_parks_portal.post(
        f"/offers/{offer.pk}/decision/", {"reference": LONG, "decided_on": timezone.localdate().isoformat()}
    )

    assert answer.status_code == 422
    assert "at most 100 characters" in answer.content.decode()


def test_reference_as_long_as_allowed_is_shown_at_both_ends(rosa_parks_portal, desk, rosa_parks, as_dora, now):
    with tenant_context(rosa_parks):
        offer: BuyBackOffer = offer_for(three_devices(), as_dora)
        day = timezone.localdate() - dt.timedelta(days=1)
        record_decision(offer=offer, reference=LONG[:100], decided_on=day, by=as_dora, at=now)

    assert LONG[:100] in words(rosa_parks_portal.get(f"/offers/{offer.pk}/"))
    assert LONG[:100] in words(desk.get(f"/o/rosa-parks/offers/{offer.pk}/"))


def test_person_with_a_long_name_signs_and_is_named(acme_portal, desk, acme, alice, as_sam):
    User.objects.filter(pk=alice.pk).update(full_name=LONG)
    with tenant_context(acme):
        quote = sent(as_sam)

    acme_portal.post(f"/quotes/{quote.pk}/accept/", {"po_number": "PO-1", "agreed": "on"})
    with tenant_context(acme):
        run_what_follows()

    assert LONG in words(acme_portal.get(f"/quotes/{quote.pk}/"))
    assert LONG in words(desk.get(f"/o/acme/quotes/{quote.pk}/"))
