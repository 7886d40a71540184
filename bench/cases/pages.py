"""Pages of an organisation with 100,000 devices, in a database with fifty organisations, beside one with 100 devices.

Every page is asked for through the WSGI application in this process, by a signed-in person, in turns with the same page
of the small organisation; that one is the floor: a ratio of 1 says that a page does not grow with its data. The desk's
home is of a manager of fifty organisations, beside a manager of five.

Per page: `_p50_ms`, `_p95_ms`, `_floor_p50_ms`, `_ratio` (of the p50), `_statements` and `_bytes`. `seconds`,
`floor_seconds` and `floor_ratio` are those of the fleet. What was made for an earlier run is used again.
"""

import statistics
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django_tenants.utils import tenant_context

from b2b_portal.runtime.preparation import prepare_portal
from bench.browser import Answer, SignedIn
from bench.deals import open_offer, sent_quote
from bench.device_list import written_files
from bench.imports import read_and_commit, receive
from bench.organisations import administrator_of, manager_of, organisation_called
from bench.result import Result
from fleet.models import Device
from tenants.actor import Actor
from tenants.models import Organisation

DEVICES, FEW_DEVICES = 100_000, 100
OFFERED = 2_000
ORGANISATIONS, FEW_ORGANISATIONS = 50, 5
REQUESTS, WARM_UP = 120, 10


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One address and who asks for it."""

    browser: SignedIn
    address: str

    def ask(self) -> Answer:
        return self.browser.get(self.address)


def run() -> Result:
    """Make what is missing, then measure page after page."""
    prepare_portal(var=settings.VAR_DIR, say=lambda _text: None)
    for command in ("load_catalogue", "load_prices", "load_stock"):
        call_command(command)
    organisations = [organisation_called(f"bench-pages-{number:02d}") for number in range(1, ORGANISATIONS + 1)]
    large, small = organisations[:2]
    _fill(large, devices=DEVICES)
    _fill(small, devices=FEW_DEVICES)
    many, few = _visits(large, organisations), _visits(small, organisations[1 : 1 + FEW_ORGANISATIONS])
    figures = {name: _measure(many[name], few[name]) for name in many}
    notes = {f"{page}_{figure}": value for page, found in figures.items() for figure, value in found.items()}
    fleet = figures["fleet"]
    return Result(
        seconds=fleet["p50_ms"] / 1000, floor_seconds=fleet["floor_p50_ms"] / 1000, rows=DEVICES, notes={**notes}
    )


def _fill(organisation: Organisation, *, devices: int) -> None:
    with tenant_context(organisation):
        is_empty = not Device.objects.exists()
    if is_empty:
        with tempfile.TemporaryDirectory() as folder:
            _, text = written_files(devices, folder=Path(folder))
            read_and_commit(organisation, receive(organisation, text))
    with tenant_context(organisation), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE fleet_device")  # as the server does by itself within minutes


def _visits(organisation: Organisation, managed: list[Organisation]) -> dict[str, Visit]:
    """The pages by name, of this organisation and of the manager of those."""
    manager = manager_of(managed)
    offer = open_offer(organisation, devices=OFFERED)
    quote = sent_quote(organisation, by=Actor.of(manager))
    with tenant_context(organisation):
        serial = Device.objects.exclude(serial="").order_by("-id").values_list("serial", flat=True)[:1].get()
    member = SignedIn(administrator_of(organisation), label=organisation.slug, organisation=organisation)
    desk = SignedIn(manager, label="desk")
    fleet = _address("portal", "fleet:list")
    return {
        "fleet": Visit(browser=member, address=fleet),
        "fleet_filtered": Visit(browser=member, address=f"{fleet}?q=latitude&category=laptop&age=36&sort=-since"),
        "fleet_serial": Visit(browser=member, address=f"{fleet}?q={serial[1:]}"),
        "offer": Visit(browser=member, address=_address("portal", "quotes:offer", offer.pk)),
        "quote": Visit(browser=member, address=_address("portal", "quotes:quote", quote.pk)),
        "home": Visit(browser=member, address=_address("portal", "home")),
        "desk_home": Visit(browser=desk, address=_address("desk", "desk:home")),
    }


def _address(room: str, name: str, *arguments: object) -> str:
    return reverse(name, urlconf=settings.PORTAL_URLCONFS[room], args=arguments)


def _measure(large: Visit, small: Visit) -> Mapping[str, float]:
    for _ in range(WARM_UP):
        large.ask()
        small.ask()
    pairs = [(large.ask(), small.ask()) for _ in range(REQUESTS)]
    took = [one.milliseconds for one, _ in pairs]
    p50, floor_p50 = statistics.median(took), statistics.median([other.milliseconds for _, other in pairs])
    last = pairs[-1][0]
    return {
        "p50_ms": round(p50, 1),
        "p95_ms": round(statistics.quantiles(took, n=20)[-1], 1),
        "floor_p50_ms": round(floor_p50, 1),
        "ratio": round(p50 / floor_p50, 2),
        "statements": last.statements,
        "bytes": last.bytes,
    }
