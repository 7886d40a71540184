"""The partner shops from a file, which states all of them; without a file, an invented one in each larger town."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from catalogue.loading.merging import Merged, merge_rows
from catalogue.loading.sample_touchpoints import sample_touchpoints
from catalogue.loading.touchpoints_file import TouchpointsFile, check_touchpoints, read_touchpoints_file
from catalogue.models import Touchpoint


@dataclass(frozen=True, kw_only=True)
class TouchpointsLoaded:
    """What a load did; `removed` shops were taken off the list, not deleted."""

    stated_on: str
    tables: Mapping[str, Merged]

    @property
    def total(self) -> Merged:
        return sum(self.tables.values(), Merged())


def load_touchpoints(*, path: Path) -> TouchpointsLoaded:
    """Write the shops of a file and take those it does not name off the list.

    Raises: FileRefused, with every problem of the file.
    """
    return _load(read_touchpoints_file(path))


def load_sample_touchpoints() -> TouchpointsLoaded:
    """Write the sample shops, each marked as one."""
    return _load(check_touchpoints(sample_touchpoints()))


@transaction.atomic
def _load(file: TouchpointsFile) -> TouchpointsLoaded:
    rows = [row for _, row in file.touchpoints]
    merged = merge_rows(rows, key=["slug"])
    gone = Touchpoint.objects.active().exclude(slug__in=[row.slug for row in rows])
    removed = Merged(removed=gone.update(is_active=False))
    return TouchpointsLoaded(stated_on=file.stated_on, tables={"touchpoints": merged + removed})
