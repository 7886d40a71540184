import pytest
from django_tenants.utils import tenant_context

from impact.models import ImpactReport
from impact.reporting import report_order
from tests.conftest import HostClient
from tests.impact.test_reporting import delivered_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(rosa_parks, as_sam, as_dora, now) -> ImpactReport:
    with tenant_context(rosa_parks):
        return report_order(order=delivered_order(as_sam, as_dora, now), by=as_sam, at=now)


def test_it_works(report, rosa_parks_portal):
    response = rosa_parks_portal.get("/impact/")

    assert response.status_code == 200
    assert report.reference in response.text


def test_report_page_shows_range_source_and_limits(report, rosa_parks_portal):
    response = rosa_parks_portal.get(f"/impact/{report.pk}/")

    assert response.status_code == 200
    assert report.lines[0]["source"] in response.text.replace("&#x27;", "'")
    assert "never added to or subtracted from" in response.text


def test_empty_list_helps(acme_portal):
    response = acme_portal.get("/impact/")

    assert "No report yet" in response.text


def test_report_of_another_organisation_is_not_found(report, globex_portal):
    assert globex_portal.get(f"/impact/{report.pk}/").status_code == 404


def test_stranger_is_sent_to_sign_in(report, rosa_parks):
    response = HostClient("rosa-parks").get("/impact/")

    assert response.status_code == 302
    assert response.url.startswith("/account/login/")
