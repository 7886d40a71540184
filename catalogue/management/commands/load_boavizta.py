"""Load Boavizta's table of device footprints, which says what models weigh whose weight is not known."""

from datetime import datetime
from pathlib import Path
from typing import Any

from catalogue.loading.boavizta import load_boavizta
from catalogue.loading.command import LoadPublished
from catalogue.loading.merging import Merged


class Command(LoadPublished):
    help = __doc__

    def load(self, path: Path, *, at: datetime) -> tuple[str, Merged, dict[str, Any]]:
        version, merged, filled = load_boavizta(path=path, at=at)
        return version, merged, {"weights_filled": filled}
