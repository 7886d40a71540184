import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from tenants.actor import Actor
from tenants.guards import member_may, staff_may
from tenants.middleware.room import DESK, PORTAL
from tenants.permissions import DeskPermission, Permission, PermissionRefused
from tests.conftest import HostClient

pytestmark = pytest.mark.django_db


def ask(view, *, room: str, role: str, method: str = "GET", came_from: str = "") -> HttpResponse:
    """Ask a view as somebody with this role, or, without one, as a stranger."""
    headers = {"Referer": came_from} if came_from else {}
    request = RequestFactory().generic(method, "/somewhere/?q=1", headers=headers)
    request.room = room
    request.actor = Actor("1", "Somebody", role) if role else None
    with override_settings(ROOT_URLCONF=settings.PORTAL_URLCONFS[room]):
        return view(request)


@member_may(Permission.FLEET_UPLOAD)
def portal_page(request) -> HttpResponse:
    return HttpResponse("the page")


@staff_may(DeskPermission.QUOTE_BUILD)
def desk_page(request) -> HttpResponse:
    return HttpResponse("the page")


@member_may(Permission.FLEET_VIEW)
def page_whose_action_refuses(request) -> HttpResponse:
    raise PermissionRefused(role="viewer", permission=Permission.FLEET_UPLOAD)


def test_it_works():
    assert ask(portal_page, room=PORTAL, role="admin").content == b"the page"
    assert ask(desk_page, room=DESK, role="account_manager").content == b"the page"


@pytest.mark.parametrize(("view", "room"), [(portal_page, PORTAL), (desk_page, DESK)])
def test_stranger_is_asked_to_sign_in_and_led_back(view, room):
    response = ask(view, room=room, role="")

    assert (response.status_code, response["Location"]) == (302, "/account/login/?next=/somewhere/%3Fq%3D1")


def test_stranger_who_sends_a_form_is_not_led_back_to_its_address():
    response = ask(portal_page, room=PORTAL, role="", method="POST")

    assert response["Location"] == "/account/login/?next=/"


def test_stranger_who_sends_a_form_is_led_back_to_the_page_it_stands_on(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = ask(portal_page, room=PORTAL, role="", method="POST", came_from="http://testserver/offers/7/?part=2")

    assert response["Location"] == "/account/login/?next=/offers/7/%3Fpart%3D2"


def test_form_that_comes_from_another_host_leads_nowhere_else(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = ask(portal_page, room=PORTAL, role="", method="POST", came_from="https://evil.example/offers/")

    assert response["Location"] == "/account/login/?next=/"


@pytest.mark.parametrize(("view", "room", "role"), [(portal_page, PORTAL, "viewer"), (desk_page, DESK, "inspector")])
def test_role_without_the_permission_is_refused_with_the_reason(view, room, role):
    with pytest.raises(PermissionDenied, match="does not allow this"):
        ask(view, room=room, role=role)


@pytest.mark.parametrize(("view", "room"), [(portal_page, DESK), (desk_page, PORTAL)])
def test_view_of_another_room_is_nobodys(view, room):
    assert ask(view, room=room, role="admin").status_code == 302


def test_refusal_by_the_action_is_shown_like_one_by_the_guard():
    with pytest.raises(PermissionDenied, match="does not allow this"):
        ask(page_whose_action_refuses, room=PORTAL, role="viewer")


def test_guarded_page_stays_in_no_cache():
    assert "no-store" in ask(portal_page, room=PORTAL, role="admin")["Cache-Control"]


def test_guard_says_which_permission_it_asks_for():
    assert portal_page.permission == Permission.FLEET_UPLOAD


def test_refused_member_reads_why(acme_portal_of_bob):
    response = acme_portal_of_bob.get("/fleet/uploads/new/")

    assert response.status_code == 403
    assert "Your role (Viewer) does not allow this." in response.content.decode()


def test_member_of_another_organisation_is_a_stranger(charlie, acme, globex):
    intruder = HostClient("acme").sign_in(charlie, PORTAL, globex)

    assert intruder.get("/fleet/")["Location"] == "/account/login/?next=/fleet/"
