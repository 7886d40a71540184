"""A file of refurbished stock (catalogue/data/README.md), read and checked without the database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from catalogue.loading.data_file import (
    Problems,
    build_row,
    check_currency,
    check_names,
    check_once,
    each_object,
    read_data_file,
)
from catalogue.models import Reconditioner, StockOffer

FORM = "catalogue-stock/1"
_FILE = ("format", "stated_on", "note", "reconditioners", "offers")
_RECONDITIONER = ("slug", "name", "vetted_on", "commission_percent")
_REFERENCES = {"reconditioner": "reconditioner_id", "model": "model_id"}
_OFFER = (
    *("sku", "reconditioner", "model", "storage_gb", "ram_gb", "grade", "title_en", "title_fr", "quantity"),
    *("unit_cost_amount", "unit_price_amount", "currency", "warranty_months", "keyboard_layout"),
    *("seller_of_record", "vat_scheme", "lead_time_days", "weight_kg"),
)


@dataclass(kw_only=True)
class StockFile:
    """The rows of a file, not yet saved."""

    stated_on: str
    reconditioners: list[tuple[str, Reconditioner]] = field(default_factory=list)
    offers: list[tuple[str, StockOffer]] = field(default_factory=list)


def read_stock_file(
    path: Path, *, at: datetime, models: Collection[str], reserved: Mapping[str, tuple[str, int]]
) -> StockFile:
    """Read and check a file against the models that exist and, by SKU, whose it is and how many are reserved.

    Raises: FileRefused, with every problem of the file.
    """
    content = read_data_file(path, form=FORM)
    problems = Problems()
    check_names(content, _FILE, where="file", problems=problems)
    file = StockFile(stated_on=str(content.get("stated_on")))
    if not is_day(file.stated_on):
        problems.add("file", "stated_on", "is a day, as in 2026-11-20")
    for where, values in each_object(content, "reconditioners", problems=problems):
        check_names(values, _RECONDITIONER, where=where, problems=problems)
        file.reconditioners.append((where, build_row(Reconditioner, values, where=where, problems=problems)))
    check_once(file.reconditioners, "slug", problems=problems)
    for place, values in each_object(content, "offers", problems=problems):
        where = f"{place} ({values['sku']})" if isinstance(values.get("sku"), str) else place
        check_names(values, _OFFER, where=where, problems=problems)
        offer = build_row(StockOffer, _fields(values), where=where, problems=problems)
        offer.updated_at = at
        _check_offer(offer, file=file, models=models, where=where, problems=problems)
        _check_reserved(offer, reserved=reserved, where=where, problems=problems)
        file.offers.append((where, offer))
    check_once(file.offers, "sku", problems=problems)
    problems.refuse_if_any()
    return file


def is_day(text: str) -> bool:
    """Whether this is a day as in 2026-11-20."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    fields = {_REFERENCES.get(name, name): values.get(name) for name in _OFFER}
    return {**fields, "keyboard_layout": values.get("keyboard_layout") or ""}


def _check_offer(
    offer: StockOffer, *, file: StockFile, models: Collection[str], where: str, problems: Problems
) -> None:
    if offer.model_id not in models:
        problems.add(where, "model", f"{offer.model_id!r} is not a model of the catalogue")
    if offer.reconditioner_id not in {row.slug for _, row in file.reconditioners}:
        problems.add(where, "reconditioner", f"{offer.reconditioner_id!r} is not one of the file's reconditioners")
    check_currency(offer.currency, where=where, problems=problems)


def _check_reserved(
    offer: StockOffer, *, reserved: Mapping[str, tuple[str, int]], where: str, problems: Problems
) -> None:
    owner, count = reserved.get(offer.sku, (offer.reconditioner_id, 0))
    if owner != offer.reconditioner_id:
        problems.add(where, "sku", f"belongs to {owner}")
    if isinstance(offer.quantity, int) and offer.quantity < count:
        problems.add(where, "quantity", f"is {offer.quantity}, but {count} are reserved for customers")
