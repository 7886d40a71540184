"""A browser page that is given its text, and gets our own static files and nothing else."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, sync_playwright

ORIGIN = "http://pages.test"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Not for the session: while Playwright's loop runs, Django refuses to talk to the database in this process."""
    executable = shutil.which("chromium")
    assert executable, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """Open a page with this body (and language), or this whole page, on an origin that has only static/ behind it."""
    context = chromium.new_context()

    def serve(body: str, language: str = "en") -> Page:
        is_whole = body.lstrip().lower().startswith("<!doctype")
        document = body if is_whole else f'<!doctype html><html lang="{language}"><body>{body}</body></html>'

        def answer(route: Route) -> None:
            path = route.request.url.removeprefix(ORIGIN)
            if "hx-request" in route.request.headers:
                route.fulfill(status=204)
                return
            file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
            if file:
                route.fulfill(path=file, content_type=TYPES[Path(file).suffix])
            else:
                route.fulfill(body=document, content_type="text/html")

        context.route("**/*", answer)
        page = context.new_page()
        page.goto(ORIGIN)
        return page

    yield serve
    context.close()
