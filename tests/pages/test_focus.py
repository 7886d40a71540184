"""The way through a page by keyboard: the focus can always be seen, is never hidden, and does not get lost."""

import pytest

from tests.conftest import HostClient

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# What has the focus, how it is outlined, and whether something lies over it. A file field shows it on its zone.
FOCUSED = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const shown = focused.type === 'file' ? focused.parentElement.querySelector('.file-drop-zone') ?? focused : focused;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shown);
  const { left, top, bottom, width, height } = shown.getBoundingClientRect();
  const x = Math.min(Math.max(left + width / 2, 0), innerWidth - 1);
  const over = document.elementFromPoint(x, Math.max(top, 0) + Math.min(height, 20) / 2);
  return {
    name: `${focused.tagName} ${focused.id} ${(focused.innerText || focused.name || '').slice(0, 30)}`,
    outlined: ['solid', 'auto'].includes(outlineStyle) && parseFloat(outlineWidth) >= 2,
    colour: outlineColor,
    seen: bottom > 0 && top < innerHeight && Boolean(over) && (shown.contains(over) || over.contains(shown)),
  };
}"""
MOST_STOPS = 400


@pytest.fixture(scope="module", autouse=True)
def _database_beside_playwright():
    """Playwright's loop runs in this thread, and Django would refuse to talk to the database beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def opened(open_page):
    """A real page of the portal, in a window that is not high, in one theme."""

    def opened(client: HostClient, path: str, theme: str = "light"):
        page = open_page(client.get(path).content.decode())
        page.set_viewport_size({"width": 1280, "height": 600})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        return page

    return opened


def walk(page, key: str = "Tab") -> list[dict]:
    """Every stop of the keyboard, to the end of the page."""
    stops = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press(key)
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    return stops


@pytest.mark.urls("b2b_portal.urls_portal")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_works(opened, acme_portal, theme):
    stops = walk(opened(acme_portal, "/", theme))

    assert 10 < len(stops) < MOST_STOPS
    assert not [stop for stop in stops if not stop["outlined"] or not stop["seen"]]


@pytest.mark.urls("b2b_portal.urls_desk")
def test_every_component_shows_its_focus(opened, desk):
    stops = walk(opened(desk, "/styleguide/"))

    assert 100 < len(stops) < MOST_STOPS
    assert not [stop for stop in stops if not stop["outlined"] or not stop["seen"]]


@pytest.mark.urls("b2b_portal.urls_desk")
def test_focus_that_goes_back_is_not_hidden_under_the_bar(opened, desk):
    page = opened(desk, "/styleguide/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator("main a, main button, main input").last.focus()

    assert not [stop for stop in walk(page, "Shift+Tab") if not stop["seen"]]


@pytest.mark.urls("b2b_portal.urls_portal")
def test_first_stop_leads_past_the_menu(opened, acme_portal):
    page = opened(acme_portal, "/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.getElementById('content').contains(document.activeElement)")


@pytest.mark.urls("b2b_portal.urls_portal")
def test_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(opened, acme_portal):
    page = opened(acme_portal, "/")
    opener = page.locator(".user-button")
    opener.press("Enter")
    page.keyboard.press("ArrowDown")
    inside = page.evaluate("Boolean(document.activeElement.closest('.dropdown-menu.show'))")
    page.keyboard.press("Escape")

    assert inside
    assert page.locator(".user-who").is_hidden()
    assert page.evaluate("document.activeElement.className").startswith("btn btn-quiet user-button")


@pytest.mark.urls("b2b_portal.urls_desk")
def test_question_keeps_the_focus_inside_and_gives_it_back(opened, desk):
    page = opened(desk, "/styleguide/")
    page.locator("[data-dialog-open=light-withdraw]").press("Enter")
    inside = page.evaluate("Boolean(document.activeElement.closest('dialog[open]'))")
    page.keyboard.press("Escape")

    assert inside
    assert page.evaluate("document.activeElement.dataset.dialogOpen") == "light-withdraw"
