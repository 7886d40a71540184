"""100,000 rows of twelve columns, from pick-up to committed and identified, through the real jobs in this process.

The floor reads the same workbook with calamine and copies the same cells into one table without looking at them. The
peer is django-import-export with `use_bulk=True`, into the same table of an organisation of its own. Beside them: the
same library with everything that makes it faster (`tuned_peer_seconds`), the CSV of the same rows (`csv_seconds`), and
the unchanged workbook once more (`again_seconds`). `worker_peak_mb` is of this process during one import,
`child_peak_mb` of the sandboxed reader.
"""

import tempfile
from functools import partial
from pathlib import Path

import python_calamine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tenants.utils import tenant_context

from bench.device_list import HEADERS, written_files
from bench.imports import read_and_commit, receive
from bench.memory import children_peak_mb, peak_mb_of
from bench.organisations import new_organisation
from bench.peers.import_export import DeviceResource, TunedDeviceResource, import_workbook
from bench.result import Result
from bench.turns import in_turns, rounds_asked
from fleet.models import Upload
from tenants.models import Organisation

ROWS = 100_000
ROUNDS = rounds_asked(3)


def run() -> Result:
    """Every first import goes into an organisation of its own; the unchanged file into one that has it already."""
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        workbook, text = written_files(ROWS, folder=Path(folder))
        full = new_organisation()
        worker_peak = peak_mb_of(partial(_import, full, receive(full, workbook), created=ROWS))  # before all others
        child_peak = children_peak_mb()
        ours, csv = (iter([_of_its_own(file) for _ in range(ROUNDS)]) for file in (workbook, text))
        again = iter([receive(full, workbook) for _ in range(ROUNDS)])
        others = iter([new_organisation() for _ in range(2 * ROUNDS)])
        times = in_turns(
            {
                "ours": lambda: _import(*next(ours), created=ROWS),
                "csv": lambda: _import(*next(csv), created=ROWS),
                "again": lambda: _import(full, next(again), created=0),
                "floor": lambda: _read_and_copy(workbook),
                "peer": lambda: _import_by_peer(next(others), workbook, resource=DeviceResource),
                "tuned_peer": lambda: _import_by_peer(next(others), workbook, resource=TunedDeviceResource),
            },
            rounds=ROUNDS,
        )
    notes = {
        "rounds": ROUNDS,
        "tuned_peer_seconds": round(times["tuned_peer"], 4),
        "tuned_peer_ratio": round(times["tuned_peer"] / times["ours"], 4),
        "csv_seconds": round(times["csv"], 4),
        "csv_ratio": round(times["csv"] / times["ours"], 4),
        "again_seconds": round(times["again"], 4),
        "again_ratio": round(times["again"] / times["ours"], 4),
        "worker_peak_mb": round(worker_peak, 1),
        "child_peak_mb": round(child_peak, 1),
    }
    return Result(
        seconds=times["ours"],
        floor_seconds=times["floor"],
        peer_seconds=times["peer"],
        peak_mb=max(worker_peak, child_peak),
        rows=ROWS,
        notes=notes,
    )


def _of_its_own(path: Path) -> tuple[Organisation, Upload]:
    organisation = new_organisation()
    return organisation, receive(organisation, path)


def _import(organisation: Organisation, upload: Upload, *, created: int) -> None:
    summary = read_and_commit(organisation, upload).summary
    assert (summary["created"], summary["identified"]) == (created, ROWS), summary


def _import_by_peer(organisation: Organisation, workbook: Path, *, resource: type[DeviceResource]) -> None:
    with tenant_context(organisation):
        import_workbook(workbook, resource=resource, at=timezone.now())


def _read_and_copy(workbook: Path) -> None:
    rows = python_calamine.CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
    columns = ", ".join(f"c{number} text" for number in range(len(HEADERS)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE public.bench_floor ({columns})")
        with cursor.copy("COPY public.bench_floor FROM STDIN") as copy:
            for row in rows[1:]:
                copy.write_row([str(cell) for cell in row])
        cursor.execute("DROP TABLE public.bench_floor")
