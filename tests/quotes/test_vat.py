"""VAT follows the device: what a registered seller declares, what the table makes of it, where it is printed."""

import io
import re
from decimal import Decimal

import pypdf
import pytest
from django.urls import reverse
from django_tenants.utils import tenant_context

from quotes.actions.approvals import approve_sale, set_rule
from quotes.actions.firming import firm_offer
from quotes.actions.offers import accept_offer, decide_lines, record_decision
from quotes.models import BuyBackOffer, VatDeclaration
from quotes.states import LineDecision, OfferState
from quotes.vat_declarations import VatUndeclared, sold_models
from quotes.vat_form import VatForm
from quotes.vat_rules import RULES, Treatment, VatUnknown, vat_rule
from records.documents import read_document
from records.models import Document, DocumentKind
from tenants.actor import Actor
from tenants.models import Membership, Organisation, User
from tests.conftest import HostClient
from tests.deals import ALL_DEDUCTED, offer_for, run_what_follows, three_devices, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]
PHONES, LAPTOPS = "Apple iPhone 13", "Lenovo ThinkPad T14 Gen 2"


@pytest.fixture
def offer(in_acme, as_alice) -> BuyBackOffer:
    return offer_for(three_devices(), as_alice)


def accept_page(offer: BuyBackOffer) -> str:
    return reverse("quotes:offer_accept", args=[offer.pk])


def send(client: HostClient, offer: BuyBackOffer, **answer):
    return client.post(accept_page(offer), {"seen_total": str(offer.total_amount), **answer}, follow=True)


def deducted(offer: BuyBackOffer) -> dict[str, bool | None]:
    return dict(offer.lines.values_list("serial", "vat_deducted"))


def words(response) -> str:
    return " ".join(response.content.decode().split())


def confirmation() -> str:
    content = read_document(Document.objects.get(kind=DocumentKind.SALE))
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def test_it_works(acme_portal, offer, as_alice):
    send(acme_portal, offer, deducted="some", models=[PHONES])

    said = VatDeclaration.objects.get()
    assert deducted(offer) == {"F2LXK1AAAA01": True, "F2LXK1AAAA02": True, "PF3A1B2C": False}
    assert (said.answer, said.language, said.devices, said.declared_by_name) == ("some", "en", 3, as_alice.name)
    assert said.statement == (
        f"Was VAT deducted when the devices that you sell were bought? For some of them: {PHONES}"
    )


@pytest.mark.parametrize(("answer", "flags"), [("all", {True}), ("none", {False})])
def test_answer_for_all_or_none_stands_on_every_sold_device(acme_portal, offer, answer, flags):
    send(acme_portal, offer, deducted=answer)

    assert set(deducted(offer).values()) == flags


def test_device_that_is_kept_has_no_answer(acme_portal, offer, as_alice):
    decide_lines(offer=offer, line_ids=[offer.lines.get(serial="PF3A1B2C").pk], decision=LineDecision.KEEP, by=as_alice)
    total = sum(offer.lines.to_sell().values_list("net_amount", flat=True))

    acme_portal.post(accept_page(offer), {"seen_total": str(total), "deducted": "all"})

    assert deducted(offer) == {"F2LXK1AAAA01": True, "F2LXK1AAAA02": True, "PF3A1B2C": None}


def test_registered_organisation_cannot_sell_without_it(acme_portal, offer, as_alice, now):
    response = send(acme_portal, offer)

    assert response.status_code == 422
    assert "Choose one: it decides how this purchase is taxed." in words(response)
    with pytest.raises(VatUndeclared):
        accept_offer(offer=offer, by=as_alice, at=now, today=today())
    assert BuyBackOffer.objects.get(pk=offer.pk).state == OfferState.OPEN


@pytest.mark.parametrize(
    "answer", [{"deducted": "some"}, {"deducted": "perhaps"}, {"deducted": "some", "models": ["Nokia 3310"]}]
)
def test_bad_answer_is_refused_beside_its_field(acme_portal, offer, answer):
    response = send(acme_portal, offer, **answer)

    assert response.status_code == 422
    assert "invalid-feedback" in words(response) or "errorlist" in words(response)
    assert not VatDeclaration.objects.exists()


def test_one_model_asks_for_all_or_none():
    form = VatForm({"deducted": "some"}, models=[(PHONES, 3)])

    assert not form.is_valid()
    assert "models" not in form.fields


def test_models_are_counted_the_most_first(offer):
    assert sold_models(offer) == [(PHONES, 2), (LAPTOPS, 1)]


def test_statement_is_kept_in_the_language_it_was_shown_in(acme_portal, alice, offer):
    User.objects.filter(pk=alice.pk).update(language="fr")

    send(acme_portal, offer, deducted="none")

    said = VatDeclaration.objects.get()
    assert (said.language, "La TVA a-t-elle été déduite" in said.statement) == ("fr", True)


@pytest.mark.parametrize("status", [Organisation.TaxStatus.EXEMPT, Organisation.TaxStatus.PUBLIC_BODY])
def test_who_is_not_registered_is_not_asked(rosa_parks_portal, rosa_parks, as_dora, now, status):
    Organisation.objects.filter(pk=rosa_parks.pk).update(tax_status=status)
    rosa_parks.tax_status = status
    with tenant_context(rosa_parks):
        offer = offer_for(three_devices(), as_dora)
        if offer.state == OfferState.INDICATIVE:
            record_decision(offer=offer, reference="CA 1", decided_on=today(), by=as_dora, at=now)
            firm_offer(offer=offer, by=Actor(id="", name="Sam", role="account_manager"), at=now)

    assert "VAT" not in re.sub(r"<title.*", "", words(rosa_parks_portal.get(accept_page(offer))))
    send(rosa_parks_portal, offer)

    with tenant_context(rosa_parks):
        run_what_follows()
        offer.refresh_from_db()
        assert (offer.state, VatDeclaration.objects.exists()) == (OfferState.ACCEPTED, False)
        assert "3 devices: no VAT on the price, resale under the margin scheme possible (CGI 297 A" in confirmation()


def test_confirmation_prints_the_declaration_and_where_the_rule_is_written(acme_portal, offer):
    send(acme_portal, offer, deducted="some", models=[LAPTOPS])
    run_what_follows()

    text = confirmation()

    assert f"For some of them: {LAPTOPS}" in text
    assert "Declared by Alice Martin on" in text
    assert "1 device: the seller charges VAT on the price (CGI 256" in text
    assert "2 devices: no VAT on the price" in text
    assert "VAT not deducted at purchase" in text


def test_page_shows_what_was_declared_by_whom(acme_portal, offer):
    page = words(send(acme_portal, offer, deducted="all"))

    assert "Was VAT deducted when the devices that you sell were bought? Yes, for all of them" in page
    assert "Declared by Alice Martin on" in page


def test_second_person_reads_it_and_sells_nothing_that_it_does_not_cover(acme, bob, offer, as_alice, now):
    Membership.objects.filter(user=bob, organisation=acme).update(role="approver")
    set_rule(above=Decimal(1), by=as_alice, at=now)
    approval = accept_offer(offer=offer, by=as_alice, at=now, today=today(), vat=ALL_DEDUCTED)
    page = words(HostClient("acme").sign_in(bob, "portal", acme).get(reverse("quotes:offer", args=[offer.pk])))
    assert ALL_DEDUCTED.statement in page
    offer.lines.filter(serial="PF3A1B2C").update(vat_deducted=None)

    with pytest.raises(VatUndeclared):
        approve_sale(approval=approval, by=Actor.of(bob, role="approver"), at=now, today=today())


@pytest.mark.parametrize("status", Organisation.TaxStatus.values)
@pytest.mark.parametrize("flag", [True, False, None])
def test_table_answers_for_every_seller_and_device(status, flag):
    if (status, flag) == ("registered", None):
        with pytest.raises(VatUnknown):
            vat_rule(tax_status=status, deducted=flag)
        return

    rule = vat_rule(tax_status=status, deducted=flag)

    assert rule.treatment == (Treatment.NORMAL if (status, flag) == ("registered", True) else Treatment.MARGIN)
    assert rule.references


def test_table_has_no_row_that_nothing_reaches():
    assert {status for status, _flag in RULES} == set(Organisation.TaxStatus.values)


def test_another_organisation_declares_nothing(globex_portal, acme, offer):
    assert globex_portal.post(accept_page(offer), {"seen_total": "1", "deducted": "all"}).status_code == 404
    with tenant_context(acme):
        assert not VatDeclaration.objects.exists()
