"""Opens a person's pages one after the other, takes a picture of each in every view, and notes what is wrong."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Request, Response

from b2b_portal.demo.cast import PASSWORD
from tests.journeys.axe import problems_of
from tests.journeys.gallery.deeds import DEEDS
from tests.journeys.gallery.visit import HEIGHT, LANGUAGES, WIDTHS, Finding, Sighting, View, Visit, Who, views_in

LOCALES = {"en": "en-GB", "fr": "fr-FR"}
MOST_PIXELS_HIGH = 9_000
_QUIET_MS, _QUIET_TRIES = 30, 100
_TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_NOTHING_MOVES = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, *::before, *::after { transition: none !important }");
  document.adoptedStyleSheets.push(sheet);
}"""  # a change of theme would else fade every element, and be seen halfway
_TO_THE_END_AND_BACK = "window.scrollTo(0, document.body.scrollHeight)", "window.scrollTo(0, 0)"


@dataclass(kw_only=True)
class Camera:
    """One browser page of one person in one language."""

    page: Page
    port: int
    folder: Path
    cdp: CDPSession
    running: set[Request] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    answer: Response | None = None

    @classmethod
    def held_by(cls, context: BrowserContext, *, port: int, folder: Path) -> "Camera":
        page = context.new_page()
        camera = cls(page=page, port=port, folder=folder, cdp=context.new_cdp_session(page))
        page.on("request", lambda request: camera.running.add(request))
        page.on("requestfinished", lambda request: camera.running.discard(request))
        page.on("requestfailed", lambda request: camera.running.discard(request))
        page.on("response", lambda response: camera._note_answer(response))
        page.on("console", lambda said: camera.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: camera.errors.append(str(error)))
        return camera

    def url(self, who: Who, path: str) -> str:
        return f"http://{who.host}{'.' if who.host else ''}localhost:{self.port}{path}"

    def sign_in(self, who: Who, language: str) -> None:
        """With the password, and in that language."""
        self.page.goto(self.url(who, "/account/login/"))
        if "/account/login/" in self.page.url:
            self.page.fill("[name=login]", who.email)
            self.page.fill("[name=password]", PASSWORD)
            with self.page.expect_navigation():
                self.page.press("[name=password]", "Enter")
        if self.page.locator("html").get_attribute("lang") != language:
            button = self.page.locator(f"button[name=language][value={language}]").first
            with self.page.expect_navigation():
                button.evaluate("button => button.form.requestSubmit(button)")

    def look_at(self, visit: Visit, language: str, sighting: Sighting) -> None:
        """Open the page once, then show it in every view."""
        self.errors.clear()
        url = self.url(visit.who, visit.paths[language])
        self.page.set_viewport_size({"width": max(WIDTHS), "height": HEIGHT})
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        if visit.deed:
            DEEDS[visit.deed](self.page, url)
        else:
            self.page.goto(url)
        self._wait_until_drawn()
        self.page.evaluate(_NOTHING_MOVES)
        sighting.titles[language] = self.page.title()
        problems = list(self._problems_of_the_answer(visit, url))
        sighting.findings += [Finding(page=visit.folder, view=language, problem=problem) for problem in problems]
        for view in views_in(language):
            found = self._show(visit, view)
            sighting.findings += [Finding(page=visit.folder, view=view.name, problem=problem) for problem in found]

    def _show(self, visit: Visit, view: View) -> list[str]:
        self.page.set_viewport_size({"width": view.width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=view.theme, reduced_motion="reduce")
        self.page.evaluate(_TWO_FRAMES)
        if self.page.locator("[data-chart]").count():
            self.page.wait_for_timeout(200)  # a chart is drawn anew a moment after its place has changed
        self._keep_picture(self.folder / visit.folder / f"{view.name}.png", view.width)
        return list(problems_of(self.page, rules=view.rules))

    def _keep_picture(self, file: Path, width: int) -> None:
        height = self.page.evaluate("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, MOST_PIXELS_HIGH), "scale": 1}
        options = {"format": "png", "captureBeyondViewport": True, "optimizeForSpeed": True, "clip": clip}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(base64.b64decode(self.cdp.send("Page.captureScreenshot", options)["data"]))

    def _wait_until_drawn(self) -> None:
        self.page.wait_for_load_state("load")
        for where in _TO_THE_END_AND_BACK:  # what is drawn when it comes into sight
            self.page.evaluate(where)
            self.page.evaluate(_TWO_FRAMES)
        for _time in range(_QUIET_TRIES):
            self.page.wait_for_timeout(_QUIET_MS)
            if not self.running:
                break
        self.page.evaluate("document.fonts.ready.then(() => null)")

    def _problems_of_the_answer(self, visit: Visit, url: str) -> Iterable[str]:
        status = self.answer.status if self.answer else 0
        if status != visit.status:
            yield f"answers {status}, not {visit.status}"
        if not visit.deed and urlsplit(self.page.url).path != urlsplit(url).path:
            yield f"leads on to {urlsplit(self.page.url).path}: is it a page?"
        is_meant = "status of" if visit.status != 200 else "nothing"  # the browser itself reports a page of an error
        yield from (f"console: {error}" for error in self.errors if is_meant not in error)

    def _note_answer(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.answer = response


def photograph(browser: Browser, visits: Sequence[Visit], *, port: int, folder: Path) -> list[Sighting]:
    """All pages of one person, first in one language, then in the other."""
    sightings = [Sighting(visit=visit) for visit in visits]
    for language in LANGUAGES:
        context = browser.new_context(locale=LOCALES[language], reduced_motion="reduce")
        context.set_default_timeout(15_000)
        camera = Camera.held_by(context, port=port, folder=folder)
        if visits[0].who.email:
            camera.sign_in(visits[0].who, language)
        for sighting in sightings:
            if language in sighting.visit.paths:
                _look(camera, sighting, language)
        context.close()
    return sightings


def _look(camera: Camera, sighting: Sighting, language: str) -> None:
    """A page that cannot be shown is a finding, not the end of the gallery."""
    try:
        camera.look_at(sighting.visit, language, sighting)
    except Exception as error:
        problem = f"cannot be shown: {str(error).splitlines()[0]}"
        sighting.findings.append(Finding(page=sighting.visit.folder, view=language, problem=problem))
