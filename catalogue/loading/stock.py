"""The stock of reconditioners from a file, which states all that each of them has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from catalogue.loading.merging import Merged, merge_rows
from catalogue.loading.stock_file import StockFile, read_stock_file
from catalogue.models import DeviceModel, StockOffer


@dataclass(frozen=True, kw_only=True)
class StockLoaded:
    """What a load did; `removed` offers were withdrawn, not deleted."""

    stated_on: str
    tables: Mapping[str, Merged]

    @property
    def total(self) -> Merged:
        return sum(self.tables.values(), Merged())


@transaction.atomic
def load_stock(*, path: Path, at: datetime) -> StockLoaded:
    """Write the offers of a file, keep what is reserved, and withdraw offers its reconditioners no longer name.

    Raises: FileRefused, with every problem of the file.
    """
    known = StockOffer.objects.select_for_update().order_by("pk")
    counts = known.values_list("sku", "reconditioner_id", "reserved_quantity")
    file = read_stock_file(
        path,
        at=at,
        models=set(DeviceModel.objects.active().values_list("slug", flat=True)),
        reserved={sku: (owner, count) for sku, owner, count in counts},
    )
    tables = {
        "reconditioners": merge_rows([row for _, row in file.reconditioners], key=["slug"]),
        "offers": merge_rows(
            [row for _, row in file.offers], key=["sku"], keeping=["reserved_quantity"], stamps=["updated_at"]
        )
        + _withdraw(file, at=at),
    }
    return StockLoaded(stated_on=file.stated_on, tables=tables)


def _withdraw(file: StockFile, *, at: datetime) -> Merged:
    named = [row.sku for _, row in file.offers]
    owners = [row.slug for _, row in file.reconditioners]
    gone = StockOffer.objects.filter(is_active=True, reconditioner__in=owners).exclude(sku__in=named)
    return Merged(removed=gone.update(is_active=False, updated_at=at))
