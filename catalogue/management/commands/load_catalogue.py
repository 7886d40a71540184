"""Load device models, variants and identification keys from a file, or from all files of a folder."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from catalogue.loading.catalogue import load_catalogue
from catalogue.loading.command import LoadCommand
from catalogue.loading.merging import Merged


class Command(LoadCommand):
    help = __doc__
    shipped = "models"

    def load(self, path: Path, *, at: datetime) -> tuple[str, Merged, dict[str, Any]]:
        loaded = load_catalogue(path=path, at=at)
        return loaded.version, loaded.total, {"tables": {name: asdict(count) for name, count in loaded.tables.items()}}
