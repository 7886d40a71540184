"""A session that ends while a form is filled in: a clear sentence, the way back to that form, and nothing half done."""

import re

import pytest
from django_tenants.utils import tenant_context

from fleet.models import Upload
from quotes.models import Order, Quote
from tests.conftest import HostClient
from tests.deals import draft, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote(acme, as_sam) -> Quote:
    with tenant_context(acme):
        return sent(as_sam)


def forget_session(client: HostClient) -> None:
    client.session.flush()


def test_it_works(acme_portal, acme, quote):
    page = f"/quotes/{quote.pk}/"
    forget_session(acme_portal)

    answer = acme_portal.post(f"{page}accept/", {"po_number": "PO-1", "agreed": "on"}, HTTP_REFERER=here(page))

    assert answer["Location"] == f"/account/login/?next={page}"
    with tenant_context(acme):
        assert Order.objects.count() == 0


def here(path: str, host: str = "acme") -> str:
    return f"http://{host}.localhost{path}"


def test_sign_in_leads_back_to_the_page_of_the_form(acme_portal, alice, quote):
    page = f"/quotes/{quote.pk}/"
    alice.set_password("correct horse battery")
    alice.save()
    forget_session(acme_portal)
    asked = acme_portal.post(f"{page}accept/", {"po_number": "PO-1"}, HTTP_REFERER=here(page))["Location"]

    answer = acme_portal.post(asked, {"login": alice.email, "password": "correct horse battery"})

    assert answer["Location"] == page


def test_sign_in_page_keeps_what_was_typed_for_the_way_back(acme_portal, quote):
    page = f"/quotes/{quote.pk}/"
    forget_session(acme_portal)
    asked = acme_portal.post(f"{page}accept/", {"po_number": "PO-1"}, HTTP_REFERER=here(page))["Location"]

    text = acme_portal.get(asked).content.decode()

    assert "data-typed-may-return" in text
    assert "keep_typed" in text
    assert re.search(r'name="next"[^>]*value="[^"]*/quotes/', text)


def test_form_with_the_token_of_another_session_gets_a_clear_sentence(quote, alice, acme):
    strict = HostClient("acme")
    strict.handler.enforce_csrf_checks = True
    strict.sign_in(alice, "portal", acme)

    answer = strict.post(f"/quotes/{quote.pk}/accept/", {"po_number": "PO-1", "csrfmiddlewaretoken": "x" * 64})

    text = answer.content.decode()
    assert answer.status_code == 403
    assert "data-typed-may-return" in text
    with tenant_context(acme):
        assert Order.objects.count() == 0


def test_file_sent_without_a_session_is_not_kept(acme_portal, acme):
    forget_session(acme_portal)

    answer = acme_portal.post("/fleet/uploads/new/", {}, HTTP_REFERER=here("/fleet/uploads/new/"))

    assert answer["Location"] == "/account/login/?next=/fleet/uploads/new/"
    with tenant_context(acme):
        assert Upload.objects.count() == 0


def test_draft_at_the_desk_stays_as_it_was_saved(desk, acme, as_sam):
    with tenant_context(acme):
        quote = draft(as_sam, title="As it was")
    page = f"/o/acme/quotes/{quote.pk}/"
    forget_session(desk)

    answer = desk.post(page, {"title": "Typed for an hour"}, HTTP_REFERER=here(page, "desk"))

    assert answer["Location"] == f"/account/login/?next={page}"
    with tenant_context(acme):
        assert Quote.objects.get().title == "As it was"


def test_page_before_on_another_host_is_not_believed(acme_portal, quote):
    forget_session(acme_portal)

    answer = acme_portal.post(f"/quotes/{quote.pk}/accept/", {}, HTTP_REFERER="http://evil.example/quotes/")

    assert answer["Location"] == "/account/login/?next=/"
