"""An organisation's case and its lists."""

import pytest
from django.core.files.storage import default_storage
from django_tenants.utils import tenant_context

from records.events import events_of
from records.models import Document
from tests.catalogue.queries import queries
from tests.deals import draft, offer_for, ordered, run_what_follows, sent, three_devices

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


def words(response) -> str:
    return response.content.decode()


@pytest.fixture
def document(acme, as_alice) -> Document:
    with tenant_context(acme):
        offer_for(three_devices(), as_alice)
        run_what_follows()
        return Document.objects.get()


def test_it_works(desk, acme, as_alice, as_sam):
    with tenant_context(acme):
        things = [offer_for(three_devices(), as_alice), draft(as_sam), ordered(as_sam, as_alice)]

    page = words(desk.get("/o/acme/"))

    assert [thing.reference in page for thing in things] == [True] * 3


def test_case_says_who_the_customer_is_and_who_its_people_are(desk):
    page = words(desk.get("/o/acme/"))

    assert [text in page for text in ("99900100100018", "Lyon", "Alice Martin", "bob@acme.example")] == [True] * 4


@pytest.mark.parametrize("name", ["quotes", "offers", "orders", "uploads", "documents"])
def test_list_of_an_empty_case_says_that_there_is_nothing(desk, name):
    page = words(desk.get(f"/o/acme/{name}/"))

    assert "No " in page
    assert "yet" in page


def test_list_is_read_page_by_page(desk, acme, as_sam):
    with tenant_context(acme):
        references = [draft(as_sam).reference for _ in range(26)]

    first = desk.get("/o/acme/quotes/")
    second = desk.get(f"/o/acme/quotes/{first.context['links']['next']}")

    assert sum(reference in words(first) for reference in references) == 25
    assert sum(reference in words(second) for reference in references) == 1


def test_case_makes_the_same_queries_whatever_it_holds(desk, acme, as_alice, as_sam):
    with tenant_context(acme):
        sent(as_sam)
        ordered(as_sam, as_alice)
    with queries() as few:
        desk.get("/o/acme/")
    with tenant_context(acme):
        for _ in range(4):
            sent(as_sam)
            ordered(as_sam, as_alice)
    with queries() as many:
        desk.get("/o/acme/")

    assert len(few) == len(many) <= 25


def test_document_is_given_out_and_that_is_written_down(desk, acme, document):
    response = desk.get(f"/o/acme/documents/{document.pk}/")

    assert response.content.startswith(b"%PDF")
    with tenant_context(acme):
        event = events_of(document).get()
    assert (event.verb, event.by_name) == ("document.downloaded", "Sam Keller")


def test_document_of_another_case_does_not_exist(desk, document):
    assert desk.get(f"/o/rosa-parks/documents/{document.pk}/").status_code == 404


def test_document_whose_file_is_lost_is_said_to_be(desk, document):
    default_storage.delete(document.storage_name)

    response = desk.get(f"/o/acme/documents/{document.pk}/", follow=True)

    assert "damaged or lost" in words(response)
