"""`make gallery`: a portal of its own, a picture of every page in every view, and a list of what is wrong.

`make gallery ONLY="site/page-home portal/home~alice"` takes those pages again, by their folders.
"""

import os
import shutil
import sys
import time
from collections.abc import Collection

from b2b_portal.runtime import postgres
from tests.journeys.gallery.side_by_side import photograph_all, say, set_up_django
from tests.journeys.gallery.visit import Visit
from tests.journeys.running import ROOT, running_portal

FOLDER = ROOT / "var" / "gallery"
VAR = ROOT / "var" / "gallery-portal"


def main(only: Collection[str]) -> int:
    """Write the gallery, or `only` those of its folders; 1 when something is wrong with a page."""
    begun = time.monotonic()
    for folder in only or [""]:
        shutil.rmtree(FOLDER / folder, ignore_errors=True)
    with running_portal(var=VAR) as port:
        say(f"The portal of the gallery runs after {time.monotonic() - begun:.0f} s.")
        os.environ |= {"PORTAL_VAR": str(VAR), "PORTAL_PORT": str(port), "DATABASE_URL": postgres.database_url(var=VAR)}
        set_up_django()
        visits, unplanned, left_out = _plan()
        if unknown := set(only) - {visit.folder for visit in visits}:
            known = " ".join(sorted(visit.folder for visit in visits))
            say(f"No page is called {', '.join(sorted(unknown))}; there are {known}")
            return 2
        if only:
            visits, unplanned = [visit for visit in visits if visit.folder in only], []
        sightings = list(photograph_all(visits, port=port, folder=FOLDER))
    from tests.journeys.gallery.album import write_album

    findings = [str(finding) for sighting in sightings for finding in sighting.findings]
    findings += [
        f"{address}: no page of it is in the gallery, and not_opened.py has no reason" for address in unplanned
    ]
    write_album(folder=FOLDER, sightings=sightings, findings=findings, left_out=left_out)
    pictures = len(list(FOLDER.rglob("*.png")))
    say(f"{len(visits)} pages, {pictures} pictures in {time.monotonic() - begun:.0f} s: {FOLDER / 'index.html'}")
    say("\n".join(findings) or "Nothing is wrong with them.")
    return 1 if findings else 0


def _plan() -> tuple[list[Visit], list[str], dict[str, str]]:
    """What is opened, what is missing, and what is left out with a reason: from the portal that runs."""
    from tests.journeys.gallery.arrivals import (
        leave_agreements,
        leave_arrivals,
        leave_divided_list,
        leave_models,
        leave_price_books,
        leave_unsure_list,
        leave_wanted_models,
    )
    from tests.journeys.gallery.errors import error_visits
    from tests.journeys.gallery.plan import left_out, planned, unplanned

    leave_arrivals()
    leave_price_books()
    leave_models()
    leave_wanted_models()
    leave_unsure_list("rosa-parks")
    leave_divided_list("acme")
    leave_agreements("rosa-parks")
    visits = planned()
    return [*visits, *error_visits()], unplanned(visits), left_out()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
