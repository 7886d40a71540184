"""Signing in by the real form: each to his own room, and to no other."""

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail

from b2b_portal.demo.cast import PASSWORD
from tenants.models import Membership, User
from tests.conftest import HostClient

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"


def sign_in(label: str, email: str, password: str = PASSWORD, path: str = LOGIN):
    client = HostClient(label)
    return client, client.post(path, {"login": email, "password": password})


@pytest.fixture(autouse=True)
def _passwords(db) -> None:
    """Made anew: the template's were hashed for people's safety, not for the speed of tests."""
    for user in User.objects.filter(email__in=["alice@acme.example", "sam@renew.example", "charlie@globex.example"]):
        user.set_password(PASSWORD)
        user.save()


def test_it_works():
    client, answer = sign_in("acme", "alice@acme.example")

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/fleet/").status_code == 200


def test_operators_person_signs_in_at_the_desk():
    client, answer = sign_in("desk", "sam@renew.example")

    assert (answer.status_code, client.get("/").status_code) == (302, 200)


@pytest.mark.parametrize(
    ("label", "email"),
    [
        ("globex", "alice@acme.example"),
        ("desk", "alice@acme.example"),
        ("acme", "sam@renew.example"),
        ("acme", "charlie@globex.example"),
        ("acme", "nobody@acme.example"),
    ],
)
def test_right_password_in_the_wrong_room_is_answered_like_a_wrong_one(label, email):
    client, answer = sign_in(label, email)
    _same, wrong = sign_in(label, email, "not the password")

    assert answer.status_code == 200
    assert answer.context["form"].errors == wrong.context["form"].errors
    assert client.get("/").status_code == 302


def test_address_is_read_whatever_its_case():
    _client, answer = sign_in("acme", "Alice@ACME.example")

    assert answer.status_code == 302


def test_session_is_a_new_one_after_signing_in():
    client = HostClient("acme")
    client.get(LOGIN)
    client.cookies["session"] = "chosen-by-somebody-else-0123456789"

    client.post(LOGIN, {"login": "alice@acme.example", "password": PASSWORD})

    assert client.cookies["session"].value != "chosen-by-somebody-else-0123456789"


def test_former_member_cannot_sign_in(now):
    Membership.objects.filter(user__email="alice@acme.example").update(ended_at=now)

    _client, answer = sign_in("acme", "alice@acme.example")

    assert answer.status_code == 200


def test_signing_out_takes_a_form_not_a_link():
    client, _answer = sign_in("acme", "alice@acme.example")
    client.get("/account/logout/")
    still_in = client.get("/fleet/").status_code

    client.post("/account/logout/")

    assert (still_in, client.get("/fleet/").status_code) == (200, 302)


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example", "http://globex.localhost/"])
def test_way_on_after_signing_in_never_leaves_the_host(goal):
    _client, answer = sign_in("acme", "alice@acme.example", path=f"{LOGIN}?next={goal}")

    assert answer.url == "/"


def test_too_many_wrong_passwords_are_slowed_down():
    for _attempt in range(6):
        sign_in("acme", "alice@acme.example", "not the password")

    _client, answer = sign_in("acme", "alice@acme.example")

    assert answer.status_code != 302


def test_nobody_signs_up_by_himself():
    page = HostClient("acme").post("/account/signup/", {"email": "eve@evil.example"})

    assert not User.objects.filter(email="eve@evil.example").exists()
    assert page.status_code == 200


def test_forgotten_password_says_the_same_to_everybody():
    answers = [HostClient("acme").post("/account/password/reset/", {"email": email}) for email in _known_and_unknown()]

    assert len({(answer.status_code, answer.url) for answer in answers}) == 1
    assert {address for message in mail.outbox for address in message.to} == set(_known_and_unknown())


def _known_and_unknown() -> list[str]:
    return ["alice@acme.example", "nobody@nowhere.example"]


def test_second_factor_is_asked_for_before_anything_opens():
    secret = generate_totp_secret()
    TOTP.activate(User.objects.get(email="alice@acme.example"), secret)

    client, answer = sign_in("acme", "alice@acme.example")
    before = client.get("/fleet/").status_code
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})

    assert answer.url == "/account/2fa/authenticate/"
    assert (before, client.get("/fleet/").status_code) == (302, 200)


def test_second_factor_given_on_another_host_opens_nothing_there():
    secret = generate_totp_secret()
    TOTP.activate(User.objects.get(email="alice@acme.example"), secret)
    client, _answer = sign_in("acme", "alice@acme.example")
    globex = HostClient("globex")
    for name, cookie in client.cookies.items():
        globex.cookies[name] = cookie.value

    globex.post("/account/2fa/authenticate/", {"code": code_of(secret)})

    assert globex.get("/fleet/").status_code == 302


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
