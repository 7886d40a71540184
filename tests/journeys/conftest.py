"""The portal as a person meets it: started by `manage.py up` on its own database and port, in a real Chromium."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.people import PATIENCE_MS, Portal
from tests.journeys.running import ROOT, launch_chromium, running_portal

SHOTS = ROOT / "var" / "screenshots"
expect.set_options(timeout=PATIENCE_MS)  # a job may have to wait for its turn


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    """A running portal with the demonstration: one for all journeys, each of which works on things of its own."""
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True)
    with running_portal(var=ROOT / "var" / "journey") as port:
        yield Portal(port=port, shots=SHOTS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after the module: Playwright runs once in a process, and other modules open their own."""
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()
