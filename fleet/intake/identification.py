"""Which model a row is, by the strongest evidence it carries: the ladder stops at the first rung that holds."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class CatalogueRow(NamedTuple):
    """One way to know a model, as the catalogue writes it: `key` is folded by the index, not by the catalogue.

    kind: apple_identifier|part_number|a_number|lenovo_type|dell_sku|hp_board|android_code|name|alias.
    `storage_gb` is the capacity this key implies (a part number) or one the model was sold with (a name);
    `maker` may stay empty where the name itself tells it.
    """

    kind: str
    key: str
    model_slug: str
    storage_gb: int | None = None
    maker: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Identification:
    """The model a row was found to be, and why: `model_slug` is None when nothing settles it.

    evidence: a kind of CatalogueRow, 'fuzzy', 'ambiguous' (see `candidates`) or 'none'; confidence 0 to 1.
    """

    model_slug: str | None
    storage_gb: int | None
    evidence: str
    confidence: Decimal
    candidates: tuple[str, ...] = ()
