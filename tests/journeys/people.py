"""Somebody at a screen: signs in, opens pages, and notices what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

from b2b_portal.demo.cast import PASSWORD
from tests.journeys.axe import problems_of

MOST_STEPS = 120
GIVEN_UP = ("htmx:sendAbort", "htmx:afterRequest")  # htmx tells of a search that was typed on before it was answered
PATIENCE_MS = 30_000
VIEWS = [("light", 1440), ("dark", 390)]  # the gallery looks at every page in all of them


@dataclass
class Portal:
    """Where the portal answers, and where pictures are kept."""

    port: int
    shots: Path

    def address(self, label: str, path: str = "/") -> str:
        host = f"{label}.localhost" if label else "localhost"
        return f"http://{host}:{self.port}{path}"


@dataclass
class Person:
    """A signed-in person in a browser of his own."""

    portal: Portal
    label: str
    page: Page
    problems: list[str] = field(default_factory=list)

    @classmethod
    def signs_in(cls, browser: Browser, portal: Portal, label: str, email: str, **options: Any) -> "Person":
        """Sign in by the form; `options` are those of the browser's context, such as `java_script_enabled`."""
        person = cls._at(browser, portal, label, **options)
        person.open("/account/login/")
        person.page.fill("[name=login]", email)
        person.page.fill("[name=password]", PASSWORD)
        person.page.press("[name=password]", "Enter")
        person.page.wait_for_url(lambda url: "/account/login/" not in url)
        return person

    @classmethod
    def visits(cls, browser: Browser, portal: Portal) -> "Person":
        """Nobody, on the public site."""
        return cls._at(browser, portal, "")

    @classmethod
    def _at(cls, browser: Browser, portal: Portal, label: str, **options: Any) -> "Person":
        settings = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", "locale": "en-GB"}
        context = browser.new_context(**(settings | options))
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        person = cls(portal, label, page)
        page.on("console", person._note_console)
        page.on("pageerror", lambda error: person.problems.append(str(error)))
        return person

    def reads(self, language: str) -> "Person":
        """Turn the pages into that language, which stays the person's own."""
        if self.page.locator("html").get_attribute("lang") != language:
            with self.page.expect_navigation():
                self.page.locator(f"button[name=language][value={language}]").first.click()
        return self

    def _note_console(self, message: ConsoleMessage) -> None:
        given_up = any(event in message.text for event in GIVEN_UP)
        if message.type == "error" and not given_up:
            self.problems.append(message.text)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def open(self, path: str, *, shot: str = "") -> None:
        response = self.page.goto(self.portal.address(self.label, path))
        assert response is not None
        assert response.status == 200, f"{path}: {response.status}"
        if shot:
            self.look(shot)

    def look(self, name: str) -> None:
        """Look at the page as it is now in every view: keep the pictures, and note what is wrong."""
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("document.fonts.ready")
        for theme, width in VIEWS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            self.page.wait_for_timeout(100)
            self.page.screenshot(path=self.portal.shots / f"{name}-{theme}-{width}.png", full_page=True)
            self.problems += [f"{name} {theme} {width}: {problem}" for problem in problems_of(self.page)]
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.page.set_viewport_size({"width": 1440, "height": 900})

    def tabs_to(self, wanted: Locator) -> None:
        """Walk there by the Tab key alone, as somebody does who uses no mouse."""
        for _step in range(MOST_STEPS):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key does not lead to {wanted}")

    def presses(self, wanted: Locator, key: str = "Enter") -> None:
        """Walk there by the Tab key, and press it."""
        self.tabs_to(wanted)
        self.page.keyboard.press(key)

    def clicks(self, name: str, *, role: str = "button") -> None:
        self.page.get_by_role(role, name=name, exact=False).first.click()

    def downloads(self, click: Callable[[], None]) -> bytes:
        with self.page.expect_download() as download:
            click()
        return Path(download.value.path()).read_bytes()
