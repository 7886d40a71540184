import pytest

from cms.sign_up.views import MOST_AN_HOUR
from tenants.models import SignUpRequest
from tests.conftest import HostClient

pytestmark = pytest.mark.django_db

ANSWERS = {
    "organisation_name": "Initech (fictitious)",
    "kind": "company",
    "country": "FR",
    "full_name": "Ines Tech",
    "email": "ines@initech.example",
    "message": "120 laptops in March",
}


def send(site, language="en", **changes):
    return site.post(f"/{language}/sign-up/", {**ANSWERS, **changes})


def test_it_works(site):
    answer = send(site, "fr")

    sign_up = SignUpRequest.objects.get()
    assert (answer.status_code, answer.url) == (302, "/fr/sign-up/thanks/")
    assert (sign_up.organisation_name, sign_up.language, sign_up.status) == ("Initech (fictitious)", "fr", "open")
    assert site.get(answer.url).status_code == 200


def test_form_says_which_fields_are_missing(site):
    answer = site.post("/en/sign-up/", {})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("This field is required.") == 5
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organisation_name", "x" * 301),
        ("full_name", "x" * 301),
        ("message", "x" * 5001),
        ("email", "not an address"),
        ("kind", "bank"),
        ("country", "ZZ"),
        ("organisation_name", "   "),
        ("full_name", "a\x00b"),
    ],
)
def test_bad_value_gets_a_sentence_beside_its_field_and_is_not_kept(site, field, value):
    answer = send(site, **{field: value})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not SignUpRequest.objects.exists()


def test_names_of_300_characters_and_html_are_kept_as_they_are(site):
    send(site, organisation_name="é" * 300, full_name='<script>alert("x")</script>')

    sign_up = SignUpRequest.objects.get()
    assert sign_up.organisation_name == "é" * 300
    assert sign_up.full_name == '<script>alert("x")</script>'


def test_refused_form_shows_html_as_text(site):
    page = send(site, full_name="<b>x</b>", email="").content.decode()

    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<b>x</b>" not in page


def test_sending_twice_is_one_request(site):
    send(site)
    send(site)

    assert SignUpRequest.objects.count() == 1


def test_robot_is_thanked_and_not_kept(site):
    answer = send(site, website="https://spam.example")

    assert answer.url == "/en/sign-up/thanks/"
    assert not SignUpRequest.objects.exists()


def test_too_many_requests_from_one_network_are_refused_with_a_sentence(site):
    for number in range(MOST_AN_HOUR):
        send(site, organisation_name=f"Company {number}")

    answer = send(site, organisation_name="One too many")

    assert answer.status_code == 429
    assert "Try again in an hour" in answer.content.decode()
    assert SignUpRequest.objects.count() == MOST_AN_HOUR


def test_form_without_its_token_is_refused(db):
    strict = HostClient()
    strict.handler.enforce_csrf_checks = True

    assert send(strict).status_code == 403


def test_looking_at_the_form_writes_nothing(site):
    assert site.get("/en/sign-up/").status_code == 200
    assert not SignUpRequest.objects.exists()


def test_countries_are_named_and_sorted_in_the_readers_language(site):
    page = site.get("/fr/sign-up/").content.decode()

    assert page.index("Allemagne") < page.index("Espagne") < page.index("Estonie") < page.index("Suisse")
