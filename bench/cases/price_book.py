"""A price book of 20,000 rows: its workbook read to a draft by the real job, and the draft published.

The floor reads the same workbook with calamine and copies the same cells into one table without looking at them.
"""

import io
import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from itertools import count, islice
from statistics import median
from typing import TypeVar

import python_calamine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.result import Result
from bench.turns import in_turns
from catalogue.drafting import copy_price_book, discard_draft, receive_prices
from catalogue.models import BasePrice, DeviceModel, PriceBook
from catalogue.models.price_rows import PRICE_ROWS
from catalogue.price_difference import Narrowed, list_changes
from catalogue.price_workbook import write_price_workbook
from catalogue.publishing import publish_price_book, retire_price_book
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job

Made = TypeVar("Made")

ROWS = 20_000
ROUNDS = 3
PAULA, PEDRO = Actor("paula", "Paula", "price_manager"), Actor("pedro", "Pedro", "price_manager")


def run() -> Result:
    """Every round reads and publishes a book of another version; each is retired again."""
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    call_command("load_prices", verbosity=0)
    files = [_workbook() for _ in range(ROUNDS)]
    queue = iter(files)
    reading: list[float] = []
    publishing: list[float] = []

    def ours() -> None:
        draft, seconds = _timed(lambda: _read(next(queue)))
        reading.append(seconds)
        book, seconds = _timed(lambda: publish_price_book(book=draft, by=PEDRO, at=timezone.now()))
        publishing.append(seconds)
        retire_price_book(book=book, by=PEDRO, at=timezone.now())

    times = in_turns({"ours": ours, "floor": lambda: _read_and_copy(files[0])}, rounds=ROUNDS)
    notes: dict[str, str | int | float] = {
        "read_seconds": round(median(reading), 4),
        "publish_seconds": round(median(publishing), 4),
        "difference_seconds": round(_difference_seconds(), 4),
    }
    return Result(seconds=times["ours"], floor_seconds=times["floor"], rows=ROWS, notes=notes)


def _timed(deed: Callable[[], Made]) -> tuple[Made, float]:
    begun = time.perf_counter()
    return deed(), time.perf_counter() - begun


def _workbook() -> bytes:
    """The shipped book, filled up with base prices of capacities that nobody makes."""
    now = timezone.now()
    shipped = PriceBook.objects.in_force(currency="EUR", at=now)
    draft = _draft_of(shipped)
    there = sum(rows._default_manager.filter(book=draft).count() for rows in PRICE_ROWS.values())
    slugs = list(DeviceModel.objects.order_by("pk").values_list("pk", flat=True))
    pairs = islice(((slug, gb) for gb in count(3, 2) for slug in slugs), ROWS - there)
    BasePrice.objects.bulk_create(
        (BasePrice(book=draft, model_id=slug, storage_gb=gb, amount=Decimal(100)) for slug, gb in pairs),
        batch_size=2000,
    )
    content = write_price_workbook(draft)
    discard_draft(book_id=draft.pk, by=PAULA, at=now)
    return content


def _draft_of(book: PriceBook) -> PriceBook:
    now = timezone.now()
    version = f"bench-{secrets.token_hex(6)}"
    return copy_price_book(book=book, version=version, effective_at=now + timedelta(days=9), by=PAULA, at=now)


def _read(content: bytes) -> PriceBook:
    upload = receive_prices(content=content, filename="prices.xlsx", replaces=None, by=PAULA, at=timezone.now())
    job = run_job_here(Job.objects.get(pk=str(upload.job_id)))
    assert job.result["book"], job.result
    return PriceBook.objects.get(pk=job.result["book"])


def _read_and_copy(content: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_floor (a text, b text, c text, d text, e text)")
        with cursor.copy("COPY bench_floor FROM STDIN") as copy:
            for name in book.sheet_names:
                for row in book.get_sheet_by_name(name).iter_rows():
                    copy.write_row([*map(str, row), "", "", "", "", ""][:5])
        cursor.execute("DROP TABLE bench_floor")


def _difference_seconds() -> float:
    """The list of the biggest changes, of a draft of which nearly every row is new."""
    shipped = PriceBook.objects.in_force(currency="EUR", at=timezone.now())
    draft = PriceBook.objects.filter(version__startswith="bench-").newest_first().first()
    assert draft is not None
    _, seconds = _timed(lambda: list_changes(book=draft.pk, beside=shipped.pk, narrowed=Narrowed()))
    return seconds
