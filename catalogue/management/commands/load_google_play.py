"""Load Google Play's list of supported devices, which names devices that the catalogue does not have."""

from datetime import datetime
from pathlib import Path
from typing import Any

from catalogue.loading.command import LoadPublished
from catalogue.loading.google_play import load_google_play
from catalogue.loading.merging import Merged


class Command(LoadPublished):
    help = __doc__

    def load(self, path: Path, *, at: datetime) -> tuple[str, Merged, dict[str, Any]]:
        version, merged, nameless = load_google_play(path=path, at=at)
        return version, merged, {"nameless": nameless}
