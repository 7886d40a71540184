"""Two browsers side by side, each in a process of its own."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from tests.journeys.gallery.visit import Sighting, Visit
from tests.journeys.running import launch_chromium

BROWSERS = 2


def set_up_django() -> None:
    """Django as manage.py sets it up, in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "b2b_portal.settings")
    django.setup()


def say(line: str) -> None:
    """Tell whoever waits how far it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def photograph_all(visits: Sequence[Visit], *, port: int, folder: Path) -> Iterator[Sighting]:
    """Everybody's pages, those with the most first; a person's pages stay together, for his language is his own."""
    batches: dict[str, list[Visit]] = {}
    for visit in visits:
        batches.setdefault(f"{visit.who.name} at {visit.who.host}", []).append(visit)
    largest_first = sorted(batches.values(), key=len, reverse=True)
    with ProcessPoolExecutor(BROWSERS, mp_context=get_context("spawn"), initializer=set_up_django) as pool:
        waiting = [pool.submit(_in_a_browser, batch, port, folder) for batch in largest_first]
        for done in waiting:
            yield from done.result()


def _in_a_browser(visits: list[Visit], port: int, folder: Path) -> list[Sighting]:
    from tests.journeys.gallery.camera import photograph  # needs Django, which this process has set up by now

    begun = time.monotonic()
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        sightings = photograph(browser, visits, port=port, folder=folder)
        browser.close()
    say(f"  {visits[0].who.name}: {len(visits)} pages in {time.monotonic() - begun:.0f} s")
    return sightings
