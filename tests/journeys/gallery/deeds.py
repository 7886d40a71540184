"""What has to be done before a page can be seen: for the few that no address alone leads to."""

from collections.abc import Callable, Mapping

from django.test import RequestFactory
from django.utils import translation
from django.views.defaults import server_error
from playwright.sync_api import Page, Route

Deed = Callable[[Page, str], None]

_POST_WITHOUT_TOKEN = """path => {
  const form = document.createElement("form");
  Object.assign(form, {method: "post", action: path});
  document.body.append(form);
  form.submit();
}"""
_TRIES_A_MINUTE = 5  # of one address: allauth's own limit
_BELOW = "no-such-page/"


def ask_for_unknown_language(page: Page, url: str) -> None:
    """The form of the language switch, with a language that we do not have."""
    page.goto(url + _BELOW)
    button = page.locator("button[name=language]").first
    with page.expect_navigation():
        button.evaluate("(button) => { button.value = 'tlh'; button.form.requestSubmit(button) }")


def post_without_token(page: Page, url: str) -> None:
    """A form that another site could have sent."""
    page.goto(url + _BELOW)
    with page.expect_navigation():
        page.evaluate(_POST_WITHOUT_TOKEN, url)


def ask_too_often(page: Page, url: str) -> None:
    """The same request for a new password, again and again."""
    for _time in range(_TRIES_A_MINUTE + 1):
        page.goto(url)
        page.locator("[name=email]").fill("nobody@example.org")
        with page.expect_navigation():
            page.locator("main form button[type=submit]").first.click()


def meet_a_failing_server(page: Page, url: str) -> None:
    """The page of a server that fails, as Django draws it; the portal itself does not fail when asked to."""
    language = page.evaluate("navigator.language").partition("-")[0]
    with translation.override(language):
        drawn = server_error(RequestFactory().get("/")).content

    def answer(route: Route) -> None:
        route.fulfill(status=500, content_type="text/html", body=drawn)

    page.route(url, answer)
    page.goto(url)
    page.unroute(url)


def ask_for_an_estimate(page: Page, url: str) -> None:
    """What a visitor has: a pasted list with things that nobody can price, and one line typed."""
    page.goto(url)
    page.locator("[name=rows]").fill(_PASTED)
    page.locator("[name=line-0-model]").fill("iPad 2021")
    page.locator("[name=line-0-quantity]").fill("40")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()


_PASTED = """Fabricant\tModèle\tCapacité\tÉtat\tQuantité\tPropriétaire
Apple\tiPhone 13\t128 Go\tB\t25\t
Apple\tiPhone 11\t\t\t12\t
HP\tEliteBook 840 G8\t256 Go\tbon état\t18\t
Apple\tiPhone 12\t64 Go\tA\t4\tlocation
Acme\tSmartphone Bleu\t\t\t7\t
Samsung\tGalaxy S21\t128 Go\tHS\t3\t
Lenovo\tThinkPad T14 Gen 1\t\t\tbeaucoup\t
"""


DEEDS: Mapping[str, Deed] = {
    "asks for an unknown language": ask_for_unknown_language,
    "posts without a token": post_without_token,
    "asks too often": ask_too_often,
    "asks for an estimate": ask_for_an_estimate,
    "meets a server that fails": meet_a_failing_server,
}
