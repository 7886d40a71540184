"""Load the refurbished stock of reconditioners from a file."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from catalogue.loading.command import LoadCommand
from catalogue.loading.merging import Merged
from catalogue.loading.stock import load_stock


class Command(LoadCommand):
    help = __doc__
    shipped = "stock-2026-11.json"

    def load(self, path: Path, *, at: datetime) -> tuple[str, Merged, dict[str, Any]]:
        loaded = load_stock(path=path, at=at)
        tables = {name: asdict(count) for name, count in loaded.tables.items()}
        return loaded.stated_on, loaded.total, {"tables": tables}
