"""Google Play's list of supported devices: what people call the device that reports a code."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from catalogue.loading.data_file import Problems
from catalogue.loading.merging import Merged
from catalogue.loading.published_table import check_lengths, read_published, replace_rows
from catalogue.models import PublishedCode
from catalogue.models.revision import record_revision

# As its first line calls them: Retail Branding, Marketing Name, Device, Model.
_COLUMNS = {"brand": ["retail branding"], "name": ["marketing name"], "device": ["device"], "code": ["model"]}
_KEY = ("code", "brand", "name", "device")


@transaction.atomic
def load_google_play(*, path: Path, at: datetime) -> tuple[str, Merged, int]:
    """Put the list of a file in place of the last one; returns its version, the counts, and rows that name nothing.

    Raises: FileRefused, with every problem of the file.
    """
    version, found = read_published(path, encoding="utf-16", columns=_COLUMNS)
    problems = Problems()
    rows: dict[tuple[str, ...], None] = {}
    for number, cells in enumerate(found, start=2):
        check_lengths(cells, table=PublishedCode, where=f"row {number}", problems=problems)
        if cells["brand"] and cells["name"] and cells["code"]:
            rows[tuple(cells[name] for name in ("brand", "name", "device", "code"))] = None
    problems.refuse_if_any()
    merged = replace_rows(rows, table=PublishedCode, key=_KEY)
    if merged.has_changes:
        record_revision(reason=f"Google Play {version}", at=at)
    nameless = sum(not (cells["brand"] and cells["name"] and cells["code"]) for cells in found)
    return version, merged, nameless
