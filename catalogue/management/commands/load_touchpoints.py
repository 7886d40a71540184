"""Load the partner shops from a file; without one, the invented sample shops."""

from argparse import ArgumentParser
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from catalogue.loading.command import LoadCommand
from catalogue.loading.merging import Merged
from catalogue.loading.touchpoints import load_sample_touchpoints, load_touchpoints

SAMPLE = Path("(sample)")


class Command(LoadCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SAMPLE, help="the sample shops by default")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def load(self, path: Path, *, at: datetime) -> tuple[str, Merged, dict[str, Any]]:
        loaded = load_sample_touchpoints() if path == SAMPLE else load_touchpoints(path=path)
        tables = {name: asdict(count) for name, count in loaded.tables.items()}
        return loaded.stated_on, loaded.total, {"tables": tables}
