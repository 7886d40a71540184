"""Who enters an organisation's case, and that it is written down."""

import pytest
from django.db import connection
from django.urls import get_resolver
from django_tenants.utils import tenant_context

from tenants.models import AccessLog, Organisation, User
from tests.conftest import HostClient
from tests.deals import offer_for, three_devices

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


@pytest.fixture
def desk_of_eve(db) -> HostClient:
    """An administrator, assigned to nobody."""
    return HostClient("desk").sign_in(User.objects.get(email="eve@renew.example"), "desk")


def log() -> list[tuple[str, str, str]]:
    return list(AccessLog.objects.order_by("pk").values_list("organisation__slug", "by_name", "action"))


def test_it_works(desk):
    response = desk.get("/o/acme/")

    assert response.status_code == 200
    assert "Acme Industrie (fictitious)" in response.content.decode()


def test_case_is_opened_only_by_who_is_assigned(desk):
    assert desk.get("/o/globex/").status_code == 404


def test_administrator_opens_every_case(desk_of_eve):
    assert desk_of_eve.get("/o/globex/").status_code == 200


def test_unknown_organisation_does_not_exist(desk):
    assert desk.get("/o/nobody/").status_code == 404


def test_organisation_that_is_not_ready_has_no_case(desk, acme):
    Organisation.objects.filter(pk=acme.pk).update(status="suspended")

    assert desk.get("/o/acme/").status_code == 404


def test_stranger_is_asked_to_sign_in(db):
    response = HostClient("desk").get("/o/acme/")

    assert response.status_code == 302
    assert "/account/login/" in response["Location"]


def test_member_of_an_organisation_is_a_stranger_at_the_desk(alice):
    client = HostClient("desk").sign_in(alice, "desk")

    assert client.get("/o/acme/").status_code == 302


def test_opening_a_case_is_written_down(desk):
    desk.get("/o/acme/")
    desk.get("/o/acme/quotes/")

    assert log() == [("acme", "Sam Keller", "GET desk:case"), ("acme", "Sam Keller", "GET desk:case_quotes")]


def test_being_refused_is_not_written_down_as_access(desk):
    desk.get("/o/globex/")

    assert log() == []


def test_access_is_written_down_even_when_there_is_no_such_thing_inside(desk):
    desk.get("/o/acme/offers/00000000-0000-0000-0000-000000000000/")

    assert log() == [("acme", "Sam Keller", "GET desk:offer")]


def test_page_of_one_case_finds_nothing_of_another(desk, acme, as_alice):
    with tenant_context(acme):
        offer = offer_for(three_devices(), as_alice)

    assert desk.get(f"/o/acme/offers/{offer.pk}/").status_code == 200
    assert desk.get(f"/o/rosa-parks/offers/{offer.pk}/").status_code == 404


def test_connection_is_back_on_public_after_a_case(desk):
    desk.get("/o/acme/")

    assert connection.schema_name == "public"


def test_every_address_of_a_case_goes_through_the_room():
    cases = [pattern for pattern in get_resolver("desk.urls").url_patterns if str(pattern.pattern).startswith("o/")]

    assert len(cases) > 10
    assert [str(case.pattern) for case in cases if not getattr(case.callback, "opens_case", False)] == []
