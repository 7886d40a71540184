import pytest
from django.utils import timezone

from cms.contact.messages import MessageDone, close_message, receive_message
from cms.models import ContactMessage
from tenants.actor import Actor
from tenants.models import User
from tenants.permissions import PermissionRefused
from tenants.roles import StaffRole
from tests.conftest import HostClient

pytestmark = pytest.mark.django_db

ALLOWED = (StaffRole.ACCOUNT_MANAGER, StaffRole.ADMINISTRATOR)


@pytest.fixture
def received(now):
    return receive_message(
        subject="selling",
        full_name="Ines <b>Tech</b>",
        email="ines@initech.example",
        organisation_name="Initech (fictitious)",
        message="120 laptops\n<script>alert(1)</script>",
        language="en",
        at=now,
    )


def test_it_works(desk, received, sam):
    assert "120 laptops" in desk.get("/messages/").content.decode()

    answer = desk.post(f"/messages/{received.pk}/done/", follow=True)

    received.refresh_from_db()
    assert received.done_by_name == str(sam)
    assert received.done_at is not None
    assert "No message waits" in answer.content.decode()
    assert "Lately done" in answer.content.decode()


def test_what_people_wrote_is_shown_as_text(desk, received):
    page = desk.get("/messages/").content.decode()

    assert "Ines &lt;b&gt;Tech&lt;/b&gt;" in page
    assert "<script>alert(1)" not in page


def test_list_without_messages_says_what_it_is_for(desk):
    assert "No message waits" in desk.get("/messages/").content.decode()


def test_sidebar_counts_the_open_messages(desk, received):
    entry = next(entry for entry in desk.get("/messages/").context["navigation"] if entry["url"] == "/messages/")

    assert (entry["count"], entry["active"]) == (1, True)


def test_second_click_says_who_was_first(desk, received, now):
    close_message(message_id=received.pk, by=Actor("1", "Eve Simon", StaffRole.ADMINISTRATOR), at=now)

    answer = desk.post(f"/messages/{received.pk}/done/", follow=True)

    assert "Eve Simon has already dealt with this message." in answer.content.decode()
    assert ContactMessage.objects.get().done_by_name == "Eve Simon"


def test_message_is_closed_once(received, as_sam, now):
    close_message(message_id=received.pk, by=as_sam, at=now)

    with pytest.raises(MessageDone):
        close_message(message_id=received.pk, by=as_sam, at=timezone.now())


def test_closing_needs_the_permission(received, now):
    with pytest.raises(PermissionRefused):
        close_message(message_id=received.pk, by=Actor("1", "Ina", StaffRole.INSPECTOR), at=now)


@pytest.mark.parametrize("role", StaffRole.values)
def test_messages_are_read_by_those_who_answer_them(received, role):
    person = User.objects.create_user(f"{role}@renew.example", None, full_name=role, language="en", staff_role=role)
    client = HostClient("desk").sign_in(person, "desk")
    expected = 200 if role in ALLOWED else 403

    assert client.get("/messages/").status_code == expected
    assert (client.post(f"/messages/{received.pk}/done/").status_code == 403) is (role not in ALLOWED)


def test_following_a_link_closes_nothing(desk, received):
    assert desk.get(f"/messages/{received.pk}/done/").status_code == 405


def test_unknown_message_is_a_404(desk):
    assert desk.post("/messages/00000000-0000-4000-8000-000000000000/done/").status_code == 404


def test_messages_are_unknown_on_the_site_and_in_portals(site, acme_portal, received):
    assert site.get("/messages/", follow=True).status_code == 404
    assert acme_portal.get("/messages/").status_code == 404
