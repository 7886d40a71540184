"""An invented device list of any length with twelve columns that the intake all reads: `python -m bench.device_list`.

Run as a program it writes the workbook and the CSV into a folder, so that writing them weighs on no measured process.
"""

import csv
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from b2b_portal.demo import fleet_file

HEADERS = (
    *("Asset tag", "Serial number", "IMEI", "Manufacturer", "Model", "Storage (GB)", "RAM (GB)", "Purchase date"),
    *("Site", "Cost centre", "Condition", "Ownership"),
)
SITES = 40
COST_CENTRES = 120

Cell = str | int | date | None


def rows(count: int, *, seed: int = 1) -> Iterator[tuple[Cell, ...]]:
    """`count` devices in the order of HEADERS; the same seed gives the same list."""
    for number, row in enumerate(fleet_file.fleet_rows(count, seed=seed), start=1):
        told = dict(zip(fleet_file.HEADERS, row, strict=True))
        yield (
            f"T-{number:06d}",
            told["Serial number"],
            told["IMEI"] or None,
            told["Manufacturer"],
            told["Model"],
            round(int(told["Total storage"]) / 952),  # MB as a system counts them
            (8, 16, 32)[number % 3],
            date.fromisoformat(told["Enrollment date"][:10]),
            f"Site {number % SITES + 1:02d}",
            f"CC-{number % COST_CENTRES + 1:04d}",
            "ABCD"[number % 4],
            told["Ownership"],
        )


def written_files(count: int, *, folder: Path) -> tuple[Path, Path]:
    """Have another process write the list; returns the workbook and the CSV."""
    subprocess.run([sys.executable, "-m", "bench.device_list", str(count), str(folder)], check=True, timeout=600)
    return folder / "devices.xlsx", folder / "devices.csv"


def write(count: int, *, folder: Path) -> None:
    """Write devices.xlsx and devices.csv, with the same cells."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Devices")
    sheet.append(HEADERS)
    with (folder / "devices.csv").open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(HEADERS)
        for row in rows(count):
            sheet.append(row)
            writer.writerow(row)
    book.save(folder / "devices.xlsx")


if __name__ == "__main__":
    write(int(sys.argv[1]), folder=Path(sys.argv[2]))
