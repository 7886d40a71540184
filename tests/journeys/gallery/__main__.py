"""`make gallery`: a portal of its own, a picture of every page in every view, and a list of what is wrong."""

import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.journeys.gallery.visit import Sighting, Visit
from tests.journeys.running import ROOT, launch_chromium, running_portal

FOLDER = ROOT / "var" / "gallery"
VAR = ROOT / "var" / "gallery-portal"
BROWSERS = 2


def main() -> int:
    """Write the gallery; 1 when something is wrong with a page."""
    begun = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    with running_portal(var=VAR) as port:
        _say(f"The portal of the gallery runs after {time.monotonic() - begun:.0f} s.")
        _set_up_django(port)
        visits, unplanned, left_out = _plan()
        sightings = list(_photograph(visits, port=port))
    from tests.journeys.gallery.album import write_album

    findings = [str(finding) for sighting in sightings for finding in sighting.findings]
    findings += [
        f"{address}: no page of it is in the gallery, and not_opened.py has no reason" for address in unplanned
    ]
    write_album(folder=FOLDER, sightings=sightings, findings=findings, left_out=left_out)
    pictures = len(list(FOLDER.rglob("*.png")))
    _say(f"{len(visits)} pages, {pictures} pictures in {time.monotonic() - begun:.0f} s: {FOLDER / 'index.html'}")
    _say("\n".join(findings) or "Nothing is wrong with them.")
    return 1 if findings else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _set_up_django(port: int | None = None) -> None:
    """Work on the database of the gallery's portal."""
    import django

    from b2b_portal.runtime import postgres

    if port:
        os.environ |= {"PORTAL_VAR": str(VAR), "PORTAL_PORT": str(port), "DATABASE_URL": postgres.database_url(var=VAR)}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "b2b_portal.settings")
    django.setup()


def _plan() -> tuple[list[Visit], list[str], dict[str, str]]:
    from tests.journeys.gallery.arrivals import leave_arrivals
    from tests.journeys.gallery.errors import error_visits
    from tests.journeys.gallery.plan import left_out, planned, unplanned

    leave_arrivals()
    visits = planned()
    return [*visits, *error_visits()], unplanned(visits), left_out()


def _photograph(visits: Sequence[Visit], *, port: int) -> Iterator[Sighting]:
    """Two browsers side by side; a person's pages stay together, because his language is his own."""
    batches: dict[str, list[Visit]] = {}
    for visit in visits:
        batches.setdefault(f"{visit.who.name} at {visit.who.host}", []).append(visit)
    largest_first = sorted(batches.values(), key=len, reverse=True)
    with ProcessPoolExecutor(BROWSERS, mp_context=get_context("spawn"), initializer=_set_up_django) as pool:
        for sightings in pool.map(_in_a_browser, largest_first, [port] * len(largest_first)):
            yield from sightings


def _in_a_browser(visits: list[Visit], port: int) -> list[Sighting]:
    from playwright.sync_api import sync_playwright

    from tests.journeys.gallery.camera import photograph

    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        begun = time.monotonic()
        sightings = photograph(browser, visits, port=port, folder=Path(FOLDER))
        _say(f"  {visits[0].who.name}: {len(visits)} pages in {time.monotonic() - begun:.0f} s")
        browser.close()
    return sightings


if __name__ == "__main__":
    sys.exit(main())
