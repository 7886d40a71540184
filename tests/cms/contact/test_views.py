import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from cms.contact.views import MOST_AN_HOUR
from cms.models import ContactMessage
from tenants.jobs import run_job_here
from tenants.models import Job, LegalEntity
from tests.conftest import HostClient

pytestmark = pytest.mark.django_db

ANSWERS = {
    "subject": "repair",
    "full_name": "Ines Tech",
    "email": "Ines@initech.example",
    "organisation_name": "Initech (fictitious)",
    "message": "A key is stuck.\nSerial PF3K9W2L",
}


def send(site, language="en", **changes):
    return site.post(f"/{language}/contact/send/", {**ANSWERS, **changes})


def run_queued_jobs():
    for job in Job.objects.filter(state="queued").order_by("created_at"):
        run_job_here(job)


def test_it_works(site):
    """From the form on the page to the e-mail."""
    form = site.get("/fr/contact/").content.decode()
    [address] = re.findall(r'method="post"\s+action="([^"]+)"', form)

    answer = site.post(address, ANSWERS)
    run_queued_jobs()

    message = ContactMessage.objects.get()
    assert (answer.status_code, answer.url) == (302, "/fr/contact/thanks/")
    assert (message.email, message.subject, message.language) == ("ines@initech.example", "repair", "fr")
    assert site.get(answer.url).status_code == 200
    assert mail.outbox[0].to == [LegalEntity.objects.get(is_active=True).email]
    assert mail.outbox[0].reply_to == ["ines@initech.example"]
    assert "Serial PF3K9W2L" in mail.outbox[0].body


def test_form_says_which_fields_are_missing(site):
    answer = site.post("/en/contact/send/", {})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["subject", "full_name", "email", "message"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", "x" * 301),
        ("organisation_name", "x" * 301),
        ("message", "x" * 5001),
        ("message", "   "),
        ("email", "not an address"),
        ("email", "a@b.example\nBcc: c@d.example"),
        ("subject", "coffee"),
        ("full_name", "a\x00b"),
    ],
)
def test_bad_value_gets_a_sentence_beside_its_field_and_is_not_kept(site, field, value):
    answer = send(site, **{field: value})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not ContactMessage.objects.exists()


def test_names_of_300_characters_and_html_are_kept_as_they_are(site):
    send(site, full_name="é" * 300, message="<script>alert(1)</script>")

    message = ContactMessage.objects.get()
    assert (message.full_name, message.message) == ("é" * 300, "<script>alert(1)</script>")


def test_line_breaks_in_a_name_do_not_reach_the_subject_line(site):
    send(site, organisation_name="", full_name="Ines\r\nBcc: everybody@example.org")
    run_queued_jobs()

    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].bcc == []


def test_refused_form_keeps_what_was_typed_as_text(site):
    page = send(site, full_name="<b>x</b>", email="").content.decode()

    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "A key is stuck." in page


def test_sending_twice_is_one_message_and_one_e_mail(site):
    send(site)
    send(site)
    run_queued_jobs()

    assert ContactMessage.objects.count() == 1
    assert len(mail.outbox) == 1


def test_words_changed_after_going_back_are_a_message_of_their_own(site):
    send(site)
    send(site, message="A key is stuck, and another one.")

    assert ContactMessage.objects.count() == 2


def test_same_words_after_the_first_was_dealt_with_are_new(site, desk):
    send(site)
    desk.post(f"/messages/{ContactMessage.objects.get().pk}/done/")

    send(site)

    assert ContactMessage.objects.open().count() == 1
    assert ContactMessage.objects.count() == 2


def test_robot_is_thanked_and_not_kept(site):
    answer = send(site, website="https://spam.example")

    assert answer.url == "/en/contact/thanks/"
    assert not ContactMessage.objects.exists()


def test_too_many_messages_from_one_network_are_refused_and_not_lost(site):
    for number in range(MOST_AN_HOUR):
        send(site, message=f"Message {number}")

    answer = send(site, message="One too many")

    page = answer.content.decode()
    assert answer.status_code == 429
    assert "Try again in an hour" in page
    assert "One too many" in page
    assert ContactMessage.objects.count() == MOST_AN_HOUR


def test_mistakes_do_not_count_against_the_sender(site):
    for _number in range(MOST_AN_HOUR + 2):
        send(site, email="")

    assert send(site).status_code == 302


def test_form_without_its_token_is_refused(db):
    strict = HostClient()
    strict.handler.enforce_csrf_checks = True

    assert send(strict).status_code == 403


def test_looking_writes_nothing(site):
    for address in ("/en/contact/", "/en/contact/send/", "/en/contact/thanks/"):
        assert site.get(address).status_code == 200

    assert not ContactMessage.objects.exists()


def test_without_a_company_the_message_waits_at_the_desk(site, desk):
    LegalEntity.objects.update(is_active=False)
    send(site)
    run_queued_jobs()

    assert Job.objects.get(kind="cms.tell_contact_message").problem_code == "no_company"
    assert "A key is stuck." in desk.get("/messages/").content.decode()


def test_database_keeps_one_open_message_of_the_same_words(site):
    send(site)
    message = ContactMessage.objects.get()
    message.pk = None

    with pytest.raises(IntegrityError, match="contact_message_open_once"), transaction.atomic():
        message.save(force_insert=True)
