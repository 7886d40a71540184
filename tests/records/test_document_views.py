from datetime import timedelta

import pytest

from records.documents import store_document
from records.events import events_of
from records.models import Document, DocumentKind
from tests.catalogue.queries import queries
from tests.devices import make_device

pytestmark = pytest.mark.django_db


def make_document(by, at, *, number: str = "FA-2026-000001", kind: str = "invoice", **values) -> Document:
    details = {
        "title": f"Invoice {number}",
        "language": "en",
        "content": b"%PDF-1.7 the bytes",
        "content_type": "application/pdf",
        "filename": f"{number}.pdf",
        **values,
    }
    return store_document(kind=kind, number=number, subject=make_device(number[:64]), by=by, at=at, **details)


def page(client, path: str = "/documents/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_it_works(acme_portal, in_acme, as_alice, now):
    document = make_document(as_alice, now)

    response = acme_portal.get(f"/documents/{document.pk}/")

    assert response.content == b"%PDF-1.7 the bytes"
    assert response["Content-Disposition"] == 'attachment; filename="FA-2026-000001.pdf"'


def test_document_is_given_out_inert(acme_portal, in_acme, as_alice, now):
    document = make_document(as_alice, now, content_type="text/html")

    headers = acme_portal.get(f"/documents/{document.pk}/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in headers["Cache-Control"]


def test_filename_cannot_write_headers(acme_portal, in_acme, as_alice, now):
    document = make_document(as_alice, now, filename='Ré"sumé; x=.pdf')

    disposition = acme_portal.get(f"/documents/{document.pk}/")["Content-Disposition"]

    assert disposition == "attachment; filename*=utf-8''R%C3%A9%22sum%C3%A9%3B%20x%3D.pdf"


def test_who_takes_a_document_is_written_down(acme_portal, in_acme, as_alice, alice, now):
    document = make_document(as_alice, now)

    acme_portal.get(f"/documents/{document.pk}/")

    event = events_of(document).get()
    assert (event.verb, event.by_id, event.by_role) == ("document.downloaded", str(alice.pk), "admin")


def test_viewer_sees_the_list_but_takes_nothing(acme_portal_of_bob, in_acme, as_alice, now):
    document = make_document(as_alice, now)

    listed = page(acme_portal_of_bob)

    assert "Invoice FA-2026-000001" in listed
    assert f"/documents/{document.pk}/" not in listed
    assert acme_portal_of_bob.get(f"/documents/{document.pk}/").status_code == 403
    assert not events_of(document).exists()


def test_document_of_another_organisation_is_not_found(globex_portal, in_acme, as_alice, now):
    document = make_document(as_alice, now)

    assert globex_portal.get(f"/documents/{document.pk}/").status_code == 404
    assert "FA-2026-000001" not in page(globex_portal)


def test_damaged_document_is_never_given_out(acme_portal, in_acme, as_alice, now, stored_files):
    document = make_document(as_alice, now)
    (stored_files / document.storage_name).write_bytes(b"%PDF-1.7 other bytes")

    response = acme_portal.get(f"/documents/{document.pk}/", follow=True)

    assert "is damaged. We have been told" in response.content.decode()
    assert b"other bytes" not in response.content
    assert not events_of(document).exists()


def test_list_shows_one_kind(acme_portal, in_acme, as_alice, now):
    make_document(as_alice, now)
    make_document(as_alice, now, number="Q-26-AC7K", kind="quote", title="Quote Q-26-AC7K")

    quotes = page(acme_portal, "/documents/?kind=quote")

    assert ["Quote Q-26-AC7K" in quotes, "Invoice FA-2026-000001" in quotes] == [True, False]


def test_kind_that_is_none_shows_all(acme_portal, in_acme, as_alice, now):
    make_document(as_alice, now)

    assert "Invoice FA-2026-000001" in page(acme_portal, "/documents/?kind=nonsense")


def test_kind_has_its_tab_once_there_is_a_document_of_it(acme_portal, in_acme, as_alice, now):
    for kind in (DocumentKind.QUOTE, DocumentKind.DONATION):
        make_document(as_alice, now, number=kind, kind=kind)

    tabs = acme_portal.get("/documents/").context["kinds"]

    assert [value for value, _label, _url in tabs] == [DocumentKind.QUOTE, DocumentKind.DONATION]


def test_kind_that_was_asked_for_keeps_its_tab_without_a_document(acme_portal):
    tabs = acme_portal.get("/documents/?kind=offer").context["kinds"]

    assert [value for value, _label, _url in tabs] == [DocumentKind.OFFER]


def test_list_links_to_where_anybody_checks_a_document(acme_portal, in_acme, as_alice, now):
    document = make_document(as_alice, now)

    assert f"/verify/{document.verify_code}" in page(acme_portal)


def test_list_without_documents_says_what_will_stand_there(acme_portal):
    assert "No documents yet" in page(acme_portal)


def test_list_is_paged_within_its_kind(acme_portal, in_acme, as_alice, now):
    for age in range(30):
        make_document(as_alice, now - timedelta(days=age), number=f"FA-{age:02}")

    first = acme_portal.get("/documents/?kind=invoice")
    second = acme_portal.get(f"/documents/{first.context['links']['next']}")

    assert second.context["kind"] == "invoice"
    assert [document.number for document in second.context["page"].rows] == [f"FA-{age:02}" for age in range(25, 30)]


def test_title_is_text(acme_portal, in_acme, as_alice, now):
    make_document(as_alice, now, title="<script>alert(1)</script>" + "x" * 400)

    assert "<script>alert(1)" not in page(acme_portal)


def test_queries_do_not_grow_with_the_documents(acme_portal, in_acme, as_alice, now):
    for age in range(30):
        make_document(as_alice, now, number=f"FA-{age:02}")

    with queries() as ran:
        page(acme_portal)

    assert len(ran) <= 12
