"""Legal references of the routes: given by an organisation's administrator, printed as his, never ours."""

import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context
from pypdf import PdfReader

from quotes.actions.offers import decide_lines
from quotes.actions.routes import set_references
from quotes.annex import annex_document
from quotes.annex_document import render_annex_pdf
from quotes.models import RouteReference
from quotes.routes import references
from quotes.states import LineDecision
from records.models import Event
from tenants.actor import Actor
from tenants.models import Membership, User
from tenants.permissions import PermissionRefused
from tests.conftest import HostClient
from tests.deals import offer_for, three_devices

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

PAGE = reverse("quotes:route_references", urlconf="b2b_portal.urls_portal")


def printed(offer) -> str:
    paper = annex_document(offer, number="A1", verify_code="A7KC-39WX-HJ4M-QRTY", at=timezone.now())
    pages = PdfReader(io.BytesIO(render_annex_pdf(paper))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_works(acme_portal, in_acme):
    page = acme_portal.post(PAGE, {"sell": "Article 7 of our statutes"}, follow=True).content.decode()

    assert references() == {"sell": "Article 7 of our statutes"}
    assert 'value="Article 7 of our statutes"' in page


def test_annex_prints_the_references_of_its_routes_as_the_owner_s(rosa_parks, as_dora, now):
    chief = Actor(id=as_dora.id, name=as_dora.name, role="admin")
    with tenant_context(rosa_parks):
        set_references(given={"sell": "Art. 7", "donate": "Art. 9"}, by=chief, at=now)
        offer = offer_for(three_devices(), as_dora)
        some = offer.lines.filter(serial="PF3A1B2C").values_list("pk", flat=True)
        decide_lines(offer=offer, line_ids=list(some), decision=LineDecision.RECYCLE, by=as_dora)

        text = printed(offer)

    assert "Sell: Art. 7" in text
    assert "Recycle: no reference was given" in text
    assert "Art. 9" not in text
    assert f"References given by {rosa_parks.name}" in text


def test_emptied_reference_is_gone_and_both_changes_are_told(in_acme, as_alice, now):
    set_references(given={"sell": "Art. 7"}, by=as_alice, at=now)
    assert set_references(given={"sell": "Art. 7"}, by=as_alice, at=now) == 0

    set_references(given={"sell": ""}, by=as_alice, at=now)

    assert not RouteReference.objects.exists()
    told = Event.objects.filter(verb="routes.changed").order_by("pk").values_list("data", flat=True)
    assert [one["sell"]["after"] for one in told] == ["Art. 7", ""]


def test_too_long_is_refused_beside_its_field(acme_portal, in_acme):
    response = acme_portal.post(PAGE, {"sell": "x" * 501})

    assert response.status_code == 422
    assert not RouteReference.objects.exists()


def test_what_is_kept_takes_no_reference(in_acme, now):
    with pytest.raises(IntegrityError, match="route_reference_of_what_leaves"), transaction.atomic():
        RouteReference.objects.create(route="keep", reference="Art. 1", changed_at=now, changed_by_name="Alice")


@pytest.fixture
def school_admin(rosa_parks) -> HostClient:
    """Dora, who is the school's administrator for a test."""
    Membership.objects.filter(organisation=rosa_parks).update(role="admin")
    return HostClient("rosa-parks").sign_in(User.objects.get(email__startswith="dora@"), "portal", rosa_parks)


def test_proposal_stands_beside_its_field_and_is_no_reference(school_admin, rosa_parks, as_dora):
    page = school_admin.get(PAGE).content.decode()

    assert "Proposed, please check: Code de l’éducation, art.\u00a0L.\u00a0421-17" in page
    assert 'value="Code de l’éducation' not in page
    with tenant_context(rosa_parks):
        offer = offer_for(three_devices(), as_dora)
        decide_lines(offer=offer, line_ids=[offer.lines.first().pk], decision=LineDecision.DONATE, by=as_dora)
        assert "3212" not in printed(offer)


def test_proposals_are_filled_in_where_nothing_is_given_and_saved_by_the_administrator_alone(
    school_admin, rosa_parks, as_dora, now
):
    chief = Actor(id=as_dora.id, name=as_dora.name, role="admin")
    with tenant_context(rosa_parks):
        set_references(given={"donate": "Our own"}, by=chief, at=now)

    page = school_admin.get(f"{PAGE}?proposed").content.decode()

    assert "Filled in, not saved" in page
    assert 'value="Code de l’éducation, art.\u00a0L.\u00a0421-17"' in page
    assert 'value="Our own"' in page
    with tenant_context(rosa_parks):
        assert references() == {"donate": "Our own"}


def test_company_and_other_countries_have_no_proposals(acme_portal, school_admin, rosa_parks):
    type(rosa_parks).objects.filter(pk=rosa_parks.pk).update(country="BE")

    for page in (acme_portal.get(PAGE), school_admin.get(PAGE)):
        assert "please check" not in page.content.decode()
        assert "Fill in the proposals" not in page.content.decode()


def test_only_an_administrator_gives_them(rosa_parks_portal, in_rosa_parks, as_dora, now):
    with pytest.raises(PermissionRefused):
        set_references(given={"sell": "Art. 7"}, by=as_dora, at=now)

    assert rosa_parks_portal.post(PAGE, {"sell": "Art. 7"}).status_code == 403


def test_other_organisation_has_its_own(globex_portal, acme, as_alice, now):
    with tenant_context(acme):
        set_references(given={"sell": "Article of Acme"}, by=as_alice, at=now)

    assert "Article of Acme" not in globex_portal.get(PAGE).content.decode()
