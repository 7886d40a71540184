"""Somebody at a screen: signs in, opens pages, and notices what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from b2b_portal.demo.cast import PASSWORD
from tests.journeys.axe import problems_of

VIEWS = [("light", 1440), ("light", 390), ("dark", 390), ("dark", 1440)]


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
    def signs_in(cls, browser: Browser, portal: Portal, label: str, email: str) -> "Person":
        person = cls._at(browser, portal, label)
        person.open("/account/login/", shot="sign-in")
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
    def _at(cls, browser: Browser, portal: Portal, label: str) -> "Person":
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, reduced_motion="reduce", locale="en-GB", accept_downloads=True
        )
        page = context.new_page()
        person = cls(portal, label, page)
        page.on("console", lambda message: person.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: person.problems.append(str(error)))
        return person

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

    def clicks(self, name: str, *, role: str = "button") -> None:
        self.page.get_by_role(role, name=name, exact=False).first.click()

    def downloads(self, click: Callable[[], None]) -> bytes:
        with self.page.expect_download() as download:
            click()
        return Path(download.value.path()).read_bytes()
