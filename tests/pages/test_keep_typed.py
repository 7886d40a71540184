"""What was typed and could not be sent comes back; nothing comes back that should not."""

import pytest

pytestmark = pytest.mark.browser

FORM = """
<p class="user-who">Dora dora@rosa-parks.example</p><main><div id="messages"></div><form method="post" action="/send/">
<input name="title"><input type="password" name="secret"><input type="hidden" name="token" value="1">
<input type="checkbox" name="kind" value="laptop"><textarea name="note"></textarea></form>
<form method="post" action="/account/logout/"><button>Out</button></form></main>
<template id="typed-back"><p id="told">It is back</p></template>
<script type="module" src="/static/portal/keep_typed.js"></script>
"""
SIGN_IN = '<form data-typed-may-return></form><script type="module" src="/static/portal/keep_typed.js"></script>'


@pytest.fixture
def typed(open_page):
    """A page whose form somebody has filled, on an origin that has a sign-in page too."""
    page = open_page(FORM)
    page.route("**/sign-in/", lambda route: route.fulfill(body=SIGN_IN, content_type="text/html"))
    page.fill("[name=title]", "Room 12")
    page.fill("[name=secret]", "hush")
    page.fill("[name=note]", "two lines")
    page.check("[name=kind]")
    return page


def titles(page) -> tuple[str, str]:
    return page.locator("[name=title]").input_value(), page.locator("[name=note]").input_value()


def test_it_works(typed):
    home = typed.url
    typed.goto(home + "sign-in/")
    typed.goto(home)

    assert titles(typed) == ("Room 12", "two lines")
    assert typed.locator("[name=kind]").is_checked()
    assert typed.locator("#messages #told").is_visible()


def test_what_was_typed_is_gone_for_whoever_did_not_have_to_sign_in(typed):
    typed.goto(typed.url + "?again")

    assert titles(typed) == ("", "")


def test_password_is_never_kept(typed):
    home = typed.url
    typed.goto(home + "sign-in/")
    kept = typed.evaluate("sessionStorage.getItem('typed')")

    assert "Room 12" in kept
    assert "hush" not in kept
    assert "token" not in kept


def test_another_person_on_the_same_screen_gets_nothing(typed):
    home = typed.url
    typed.goto(home + "sign-in/")
    typed.unroute_all()
    other = FORM.replace("Dora dora", "Bob bob")
    typed.route("**/?other", lambda route: route.fulfill(body=other, content_type="text/html"))
    typed.route("**/static/**", lambda route: route.fallback())
    typed.goto(home + "?other")

    assert titles(typed) == ("", "")


def test_signing_out_forgets_what_was_typed(typed):
    typed.click("text=Out")
    typed.wait_for_url("**/account/logout/")

    assert typed.evaluate("sessionStorage.getItem('typed')") is None


def test_it_comes_back_once_only(typed):
    home = typed.url
    typed.goto(home + "sign-in/")
    typed.goto(home)
    typed.goto(home + "?again")

    assert titles(typed) == ("", "")
