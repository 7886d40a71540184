"""A form that is sent twice: by a double click, by the back button, or twice at the same time. Nothing is doubled."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponseBase
from django.utils import timezone
from django_tenants.utils import tenant_context

from cms.models import ContactMessage
from fleet.actions.uploads import discard_upload, receive_upload
from fleet.models import Upload
from quotes.actions.offers import request_offer
from quotes.actions.quotes import draft_quote
from quotes.models import BuyBackOffer, Order, Quote
from records.models import Document
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, Organisation, SignUpRequest, User
from tenants.sent_twice import WINDOW
from tests.conftest import HostClient
from tests.deals import draft, offer_for, ordered, run_what_follows, sent, three_devices, today

LIST = b"Serial number,Manufacturer,Model\nF2LXK1AAAA01,Apple,iPhone 13\n"
ACCEPT = {"po_number": "PO-1", "agreed": "on"}


def twice(send: Callable[[], HttpResponseBase]) -> list[HttpResponseBase]:
    answers = [send(), send()]
    assert {answer.status_code for answer in answers} == {302}, "the second click is led on as the first one"
    return answers


def upload(client: HostClient) -> HttpResponseBase:
    return client.post("/fleet/uploads/new/", {"file": SimpleUploadedFile("list.csv", LIST)})


def test_it_works(acme_portal, in_acme):
    first, second = twice(lambda: upload(acme_portal))

    assert first["Location"] == second["Location"]
    assert Upload.objects.count() == Job.objects.filter(kind="fleet.read_upload").count() == 1


def test_same_file_later_is_an_upload_of_its_own(in_acme, as_alice, now):
    for at in (now, now + 2 * WINDOW):
        receive_upload(file=ContentFile(LIST), filename="list.csv", by=as_alice, at=at)

    assert Upload.objects.count() == 2


def test_same_file_of_somebody_else_is_an_upload_of_its_own(in_acme, as_alice, now):
    other = Actor(id="somebody", name="Somebody", role="admin")
    for person in (as_alice, other):
        receive_upload(file=ContentFile(LIST), filename="list.csv", by=person, at=now)

    assert Upload.objects.count() == 2


def test_file_that_was_just_discarded_may_be_uploaded_again(in_acme, as_alice, now):
    first = receive_upload(file=ContentFile(LIST), filename="list.csv", by=as_alice, at=now)
    run_job_here(Job.objects.get(pk=first.job_id))
    first.refresh_from_db()
    discard_upload(upload=first, by=as_alice, at=now)

    again = receive_upload(file=ContentFile(LIST), filename="list.csv", by=as_alice, at=now + timedelta(seconds=3))

    assert again.pk != first.pk


def test_offer_is_asked_for_once(acme_portal, in_acme):
    devices = [str(device.pk) for device in three_devices()]

    first, second = twice(lambda: acme_portal.post("/fleet/request-offer/", {"device": devices}))

    assert first["Location"] == second["Location"]
    assert Job.objects.filter(kind="quotes.open_offer").count() == 1


def test_second_click_after_the_offer_is_there_leads_to_it(acme_portal, in_acme):
    devices = [str(device.pk) for device in three_devices()]
    acme_portal.post("/fleet/request-offer/", {"device": devices})
    run_job_here(Job.objects.get(kind="quotes.open_offer"))

    answer = acme_portal.post("/fleet/request-offer/", {"device": devices})

    assert acme_portal.get(answer["Location"], follow=True).request["PATH_INFO"].startswith("/offers/")
    assert BuyBackOffer.objects.count() == 1


def test_offer_for_other_devices_is_another(in_acme, as_alice, now):
    devices = three_devices()

    jobs = [request_offer(selection={"devices": [str(one.pk)]}, by=as_alice, at=now) for one in devices]

    assert len({job.pk for job in jobs}) == 3


def test_offer_is_accepted_once(acme_portal, acme, as_alice):
    with tenant_context(acme):
        offer = offer_for(three_devices(), as_alice)

    twice(
        lambda: acme_portal.post(
            f"/offers/{offer.pk}/accept/", {"seen_total": str(offer.total_amount), "deducted": "all"}
        )
    )

    with tenant_context(acme):
        run_what_follows()
        assert BuyBackOffer.objects.get().state == "accepted"
        assert Document.objects.filter(kind="offer").count() == 1


def test_offer_is_declined_once(acme_portal, acme, as_alice):
    with tenant_context(acme):
        offer = offer_for(three_devices(), as_alice)

    twice(lambda: acme_portal.post(f"/offers/{offer.pk}/decline/", {"reason": "No."}))

    with tenant_context(acme):
        assert BuyBackOffer.objects.get().state == "declined"


def test_decision_is_recorded_and_confirmed_once(rosa_parks_portal, desk, rosa_parks, as_dora):
    with tenant_context(rosa_parks):
        offer = offer_for(three_devices(), as_dora)
    decision = {"reference": "CA 1", "decided_on": today().isoformat()}

    twice(lambda: rosa_parks_portal.post(f"/offers/{offer.pk}/decision/", decision))
    twice(lambda: desk.post(f"/o/rosa-parks/offers/{offer.pk}/firm/"))

    with tenant_context(rosa_parks):
        assert BuyBackOffer.objects.get().state == "firm"


def test_quote_is_started_once(desk, acme):
    first, second = twice(lambda: desk.post("/o/acme/quotes/new/"))

    assert first["Location"] == second["Location"]
    with tenant_context(acme):
        assert Quote.objects.count() == 1


def test_quote_that_was_begun_is_left_alone_by_the_next(in_acme, as_sam):
    begun = draft(as_sam)

    another = draft_quote(by=as_sam, at=timezone.now(), today=today())

    assert another.pk != begun.pk


def test_quote_is_sent_once(desk, acme, as_sam, mailoutbox):
    with tenant_context(acme):
        quote = draft(as_sam)

    twice(lambda: desk.post(f"/o/acme/quotes/{quote.pk}/send/"))

    with tenant_context(acme):
        run_what_follows()
        assert Document.objects.filter(kind="quote").count() == 1
    told = [mail.to[0] for mail in mailoutbox]
    assert sorted(told) == ["alice@acme.example", "erin@acme.example"]


def test_quote_is_accepted_once(acme_portal, acme, as_sam):
    with tenant_context(acme):
        quote = sent(as_sam)

    twice(lambda: acme_portal.post(f"/quotes/{quote.pk}/accept/", ACCEPT))

    with tenant_context(acme):
        assert Order.objects.count() == 1


def test_quote_is_withdrawn_once(desk, acme, as_sam):
    with tenant_context(acme):
        quote = sent(as_sam)

    twice(lambda: desk.post(f"/o/acme/quotes/{quote.pk}/withdraw/", {"reason": "A mistake."}))

    with tenant_context(acme):
        assert Quote.objects.get().state == "withdrawn"


def test_order_is_shipped_and_delivered_once(desk, acme, as_sam, as_alice):
    with tenant_context(acme):
        order = ordered(as_sam, as_alice)

    twice(lambda: desk.post(f"/o/acme/orders/{order.pk}/ship/", {"tracking": "T"}))
    twice(lambda: desk.post(f"/o/acme/orders/{order.pk}/deliver/", {"delivered_on": today().isoformat()}))

    with tenant_context(acme):
        run_what_follows()
        assert Document.objects.filter(kind="invoice").count() == 1


def test_list_is_imported_once(acme_portal, in_acme):
    page = upload(acme_portal)["Location"]
    run_job_here(Job.objects.get(kind="fleet.read_upload"))

    twice(lambda: acme_portal.post(f"{page}commit/"))

    assert Job.objects.filter(kind="fleet.commit_upload").count() == 1


def test_account_is_asked_for_once(site):
    answers = {"kind": "school", "country": "FR", "email": "ines@initech.example", "message": "Hello"}

    twice(lambda: site.post("/en/sign-up/", {**answers, "organisation_name": "Initech", "full_name": "Ines"}))

    assert SignUpRequest.objects.count() == 1


def test_message_is_written_once(site):
    answers = {"subject": "other", "email": "ines@initech.example", "message": "Hello", "full_name": "Ines"}

    twice(lambda: site.post("/en/contact/send/", answers))

    assert ContactMessage.objects.count() == 1


def test_account_is_approved_once(site, desk):
    answers = {"kind": "school", "country": "FR", "email": "ines@initech.example", "message": "Hello"}
    site.post("/en/sign-up/", {**answers, "organisation_name": "Initech", "full_name": "Ines"})
    approve = f"/sign-ups/{SignUpRequest.objects.get().pk}/approve/"

    for _click in range(2):
        desk.post(approve, {"slug": "initech"})

    assert Organisation.objects.filter(slug="initech").count() == 1


# --- at the same time, on a database in which commits stay ---


def at_once(organisation: Organisation, deed: Callable[[], object], *, times: int = 4) -> list[Exception]:
    """Do it in so many threads, each with a connection of its own; what was refused."""
    start, refused = threading.Barrier(times), []

    def run() -> None:
        try:
            with tenant_context(organisation):
                start.wait(timeout=30)
                deed()
        except Exception as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return refused


@pytest.fixture
def company(own_database: str) -> Organisation:
    return Organisation.objects.get(slug="acme")


def actor(name: str, role: str) -> Actor:
    return Actor.of(User.objects.get(email__startswith=f"{name}@"), role=role)


def test_file_sent_in_parallel_is_one_upload(company, now):
    alice = actor("alice", "admin")

    refused = at_once(
        company, lambda: receive_upload(file=ContentFile(LIST), filename="list.csv", by=alice, at=timezone.now())
    )

    with tenant_context(company):
        assert (refused, Upload.objects.count()) == ([], 1)


def test_offer_asked_for_in_parallel_is_one_job(company):
    alice = actor("alice", "admin")
    with tenant_context(company):
        devices = [str(device.pk) for device in three_devices()]

    refused = at_once(company, lambda: request_offer(selection={"devices": devices}, by=alice, at=timezone.now()))

    assert (refused, Job.objects.filter(kind="quotes.open_offer").count()) == ([], 1)


def test_quote_started_in_parallel_is_one_draft(company):
    sam = Actor.of(User.objects.get(email="sam@renew.example"))

    refused = at_once(company, lambda: draft_quote(by=sam, at=timezone.now(), today=today()))

    with tenant_context(company):
        assert (refused, Quote.objects.count()) == ([], 1)


def test_quote_accepted_in_parallel_is_one_order(company):
    with tenant_context(company):
        quote = sent(Actor.of(User.objects.get(email="sam@renew.example")))
    alice = User.objects.get(email="alice@acme.example")
    clients = [HostClient("acme").sign_in(alice, "portal", company) for _ in range(4)]

    answers: list[int] = []
    at_once(company, lambda: answers.append(clients.pop().post(f"/quotes/{quote.pk}/accept/", ACCEPT).status_code))

    with tenant_context(company):
        assert Order.objects.count() == 1
    assert answers == [302] * 4
