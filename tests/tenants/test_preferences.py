import pytest

pytestmark = pytest.mark.django_db


def test_it_works(acme_portal, alice):
    response = acme_portal.post("/preferences/", {"theme": "dark", "next": "/fleet/?q=x"})

    alice.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, "/fleet/?q=x")
    assert alice.theme == "dark"


def test_language_is_kept_with_the_person_and_shown_at_once(acme_portal, alice):
    acme_portal.post("/preferences/", {"language": "fr"})

    alice.refresh_from_db()
    assert alice.language == "fr"
    assert '<html lang="fr"' in acme_portal.get("/fleet/").content.decode()


def test_one_preference_leaves_the_other_alone(acme_portal, alice):
    acme_portal.post("/preferences/", {"theme": "dark"})
    acme_portal.post("/preferences/", {"language": "fr"})

    alice.refresh_from_db()
    assert (alice.theme, alice.language) == ("dark", "fr")


def test_stranger_is_remembered_by_cookies_that_scripts_cannot_read(acme_portal):
    acme_portal.logout()

    cookies = acme_portal.post("/preferences/", {"theme": "dark", "language": "fr"}).cookies

    assert (cookies["theme"].value, cookies["django_language"].value) == ("dark", "fr")
    assert all(cookies[name]["httponly"] for name in ("theme", "django_language"))


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_way_back_never_leaves_the_host(acme_portal, elsewhere):
    response = acme_portal.post("/preferences/", {"theme": "dark", "next": elsewhere})

    assert response["Location"] == "/"


@pytest.mark.parametrize("chosen", [{"theme": "neon"}, {"language": "xx"}])
def test_unknown_choice_is_refused(acme_portal, alice, chosen):
    before = (alice.theme, alice.language)

    assert acme_portal.post("/preferences/", chosen).status_code == 400
    alice.refresh_from_db()
    assert (alice.theme, alice.language) == before


def test_looking_changes_nothing(acme_portal):
    assert acme_portal.get("/preferences/?theme=dark").status_code == 405
