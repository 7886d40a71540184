import pytest

from tests.conftest import HostClient

pytestmark = pytest.mark.django_db


def test_it_works(site):
    answer = site.post("/en/sign-in/", {"portal": "acme"})

    assert answer.status_code == 302
    assert answer.url.startswith("http://acme.localhost")
    assert answer.url.endswith("/account/login/")


@pytest.mark.parametrize(
    "typed", ["ACME", " acme ", "acme.localhost", "http://acme.localhost:8000/fleet/?page=2", "acme.localhost:8000"]
)
def test_address_may_be_typed_or_pasted(site, typed):
    answer = site.post("/en/sign-in/", {"portal": typed})

    assert answer.url.startswith("http://acme.localhost")


def test_portal_that_does_not_exist_gets_the_same_answer(site):
    answer = site.post("/en/sign-in/", {"portal": "nobody"})

    assert answer.status_code == 302
    assert answer.url.startswith("http://nobody.localhost")


@pytest.mark.parametrize("typed", ["", "a b", "acme.example.org", "//evil.example", "-acme", "<b>", "a" * 201, "a@b"])
def test_anything_else_is_refused_with_a_sentence_and_leads_nowhere(site, typed):
    answer = site.post("/en/sign-in/", {"portal": typed})

    assert answer.status_code == 422
    assert answer.context["form"].errors["portal"]


def test_policy_lets_the_form_lead_to_the_portals_only(site):
    policy = site.get("/en/sign-in/").headers["Content-Security-Policy"]

    assert "form-action 'self' http://*.localhost" in policy
    assert "form-action 'self'" in site.get("/en/").headers["Content-Security-Policy"]


def test_unknown_portal_says_so_in_a_friendly_way(db):
    answer = HostClient("nobody").get("/account/login/")

    assert answer.status_code == 404
    assert "There is no portal at this address" in answer.content.decode()
