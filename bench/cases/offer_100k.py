"""An offer for at least 100,000 devices, priced and stored by its real job, and its page.

The floor copies the very same lines (of a second offer) into the offers' table with its keys, checks and indexes, and
undoes it. The page is asked for by a signed-in member: `page_p50_ms`, `page_p95_ms`, `page_statements`.
"""

import gc
import statistics
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context

from b2b_portal.runtime.preparation import prepare_portal
from bench.browser import SignedIn
from bench.device_list import written_files
from bench.imports import read_and_commit, receive
from bench.memory import peak_mb_of
from bench.organisations import BY, administrator_of, new_organisation
from bench.result import Result
from bench.turns import in_turns, rounds_asked
from quotes.actions.offers import request_offer
from quotes.models import BuyBackOffer, OfferLine
from tenants.jobs import run_job_here
from tenants.models import Organisation

LISTED, LEAST_OFFERED = 110_000, 100_000  # a tenth is leased or personal
REQUESTS, WARM_UP = 60, 5
LONGEST_TIDYING = 180  # seconds
ROUNDS = rounds_asked(3)
WRITTEN = [field for field in OfferLine._meta.concrete_fields if not field.generated]


def run() -> Result:
    """Every round prices the fleet of an organisation of its own, and copies the lines of the first."""
    prepare_portal(var=settings.VAR_DIR, say=lambda _text: None)
    for command in ("load_catalogue", "load_prices"):
        call_command(command)
    with tempfile.TemporaryDirectory() as folder:
        _, text = written_files(LISTED, folder=Path(folder))
        organisations = [_with_fleet(text) for _ in range(ROUNDS + 1)]
    first = organisations.pop()
    peak = peak_mb_of(lambda: _price(first))
    lines = _lines_of(first)
    waiting = iter(organisations)
    times = in_turns({"ours": lambda: _price(next(waiting)), "floor": lambda: _copy(first, lines)}, rounds=ROUNDS)
    count = len(lines)
    lines.clear()
    gc.collect()
    gc.freeze()  # a web process has not run the jobs before: Python need not look through what they left
    return Result(seconds=times["ours"], floor_seconds=times["floor"], peak_mb=peak, rows=count, notes=_page(first))


def _with_fleet(text: Path) -> Organisation:
    organisation = new_organisation()
    read_and_commit(organisation, receive(organisation, text))
    return organisation


def _price(organisation: Organisation) -> None:
    with tenant_context(organisation):
        job = run_job_here(request_offer(selection={"filter": {}}, by=BY, at=timezone.now()))
        assert job.result, job.problem
        assert job.result["lines"] >= LEAST_OFFERED, job.result


def _lines_of(organisation: Organisation) -> list[tuple[object, ...]]:
    """What is copied: every line, under a new id."""
    with tenant_context(organisation):
        lines = OfferLine.objects.order_by("position").values_list(*(field.attname for field in WRITTEN))
        place = [field.attname for field in WRITTEN].index("id")
        return [(*line[:place], uuid4(), *line[place + 1 :]) for line in lines]


def _copy(organisation: Organisation, lines: list[tuple[object, ...]]) -> None:
    columns = ", ".join(f'"{field.column}"' for field in WRITTEN)
    place = [field.attname for field in WRITTEN].index("offer_id")
    with tenant_context(organisation), transaction.atomic(), connection.cursor() as cursor:
        offer = BuyBackOffer.objects.get()
        offer.pk, offer.reference, offer._state.adding = uuid4(), "BB-FLOOR", True
        offer.save(force_insert=True)
        with cursor.copy(f"COPY quotes_offerline ({columns}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row((*line[:place], offer.pk, *line[place + 1 :]))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as a commit would
        transaction.set_rollback(True)


def _tidy_up() -> None:
    """Have the server do what it does by itself within minutes, and wait until it does nothing more."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE fleet_device, quotes_offerline")
        cursor.execute("CHECKPOINT")
        for _second in range(LONGEST_TIDYING):
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'")
            if cursor.fetchone() == (0,):
                return
            time.sleep(1)


def _page(organisation: Organisation) -> dict[str, str | int | float]:
    with tenant_context(organisation):
        offer = BuyBackOffer.objects.get()
        _tidy_up()
    member = SignedIn(administrator_of(organisation), label=organisation.slug, organisation=organisation)
    address = reverse("quotes:offer", urlconf=settings.PORTAL_URLCONFS["portal"], args=[offer.pk])
    answers = [member.get(address) for _ in range(WARM_UP + REQUESTS)][WARM_UP:]
    took = [answer.milliseconds for answer in answers]
    return {
        "rounds": ROUNDS,
        "page_p50_ms": round(statistics.median(took), 1),
        "page_p95_ms": round(statistics.quantiles(took, n=20)[-1], 1),
        "page_statements": answers[-1].statements,
    }
