"""400,000 rows beside 100,000, each from pick-up to committed, through the real jobs in this process.

A list may have 250,000 rows at most, so the 400,000 are two lists of one organisation. The floor is the 100,000: a
ratio of 4 says that the time grows with the rows and with nothing else.
"""

import csv
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from django.core.management import call_command

from bench.device_list import HEADERS, rows
from bench.imports import read_and_commit, receive
from bench.memory import peak_mb_of
from bench.organisations import new_organisation
from bench.result import Result
from bench.turns import in_turns, rounds_asked

FEW, MANY = 100_000, 400_000
ROUNDS = rounds_asked(1)


def run() -> Result:
    """Every round imports into organisations of its own."""
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    with tempfile.TemporaryDirectory() as name:
        few = _write([FEW], folder=Path(name))
        many = _write([MANY // 2, MANY // 2], folder=Path(name))
        times = in_turns({"many": lambda: _import(many), "few": lambda: _import(few)}, rounds=ROUNDS)
        peak = peak_mb_of(lambda: _import(many[:1]))
    return Result(seconds=times["many"], floor_seconds=times["few"], peak_mb=peak, rows=MANY, notes={"rounds": ROUNDS})


def _write(counts: Sequence[int], *, folder: Path) -> list[Path]:
    """One list after the other, no device in two of them."""
    left = rows(sum(counts))
    files = []
    for place, count in enumerate(counts):
        path = folder / f"{sum(counts)}-{place}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADERS)
            writer.writerows(islice(left, count))
        files.append(path)
    return files


def _import(files: Sequence[Path]) -> None:
    organisation = new_organisation()
    for path in files:
        upload = read_and_commit(organisation, receive(organisation, path))
        assert upload.summary["created"] == upload.summary["rows"], upload.summary
