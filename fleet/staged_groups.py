"""The rows of an upload as the devices that they would be, counted by what a price depends on; one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from fleet.merging import MERGED, OWNER_BROUGHT
from fleet.models import Device

_TEXTS = ("category", "grade", "functional_state", "lock")
_VALUES = ("storage_gb", "battery_health", "confidence", "purchased_on")
PRICED_BY = ("model_id", *_TEXTS, *_VALUES)

# As it would be after the import: what the fleet knows of a device already counts where the row says nothing.
_AS_IMPORTED = ", ".join(
    (
        f"{MERGED['model_id']} AS model_id",
        *(f"coalesce({MERGED[name]}, '') AS {name}" for name in (*_TEXTS, "maker_text", "model_text")),
        *(f"{MERGED[name]} AS {name}" for name in _VALUES),
        f"coalesce({MERGED['owner']}, {OWNER_BROUGHT}) AS owner",
    )
)
# The purchase counts only where no launch says the age, and then by its month.
_BOUGHT = "CASE WHEN model.launched_on IS NULL THEN date_trunc('month', purchased_on)::date END"
_WRITTEN = ("maker_text", "model_text")
_GROUPS = f"""
    WITH staged AS MATERIALIZED (
        SELECT {_AS_IMPORTED} FROM fleet_uploadrow row LEFT JOIN fleet_device device ON device.id = row.device_id
        WHERE row.upload_id = %(upload)s AND row.outcome <> 'refuse' AND device.offer_id IS NULL
    )
    SELECT {", ".join(_BOUGHT if name == "purchased_on" else name for name in PRICED_BY)},
           {", ".join(f"CASE WHEN model_id IS NULL THEN {name} ELSE '' END" for name in _WRITTEN)},
           model.launched_on, count(*)
    FROM staged LEFT JOIN catalogue_devicemodel model ON model.slug = staged.model_id
    WHERE owner = 'organisation'
    GROUP BY {", ".join(str(place) for place in range(1, len(PRICED_BY) + len(_WRITTEN) + 2))}
"""


@dataclass(frozen=True, kw_only=True)
class StagedGroup:
    """Rows of the organisation's to sell, alike in price; `maker` and `model` as written, where no model is known."""

    facts: Mapping[str, Any]
    maker: str
    model: str
    launched_on: Any
    rows: int

    def as_device(self) -> Device:
        """A device like these."""
        return Device(**self.facts)


def staged_groups(upload_id: UUID) -> list[StagedGroup]:
    """Return the groups of rows that may be offered once they are imported."""
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, {"upload": upload_id})
        return [
            StagedGroup(
                facts=dict(zip(PRICED_BY, values, strict=False)),
                **dict(zip(("maker", "model", "launched_on", "rows"), values[len(PRICED_BY) :], strict=True)),
            )
            for values in cursor.fetchall()
        ]
