"""Lots of an upload on their way into the fleet, and out of it again: each step one statement for all rows.

Rows of one file that say the same count together. A list that comes again says how many there are now.
"""

from collections.abc import Mapping
from typing import Any

from fleet.merging import OWNER_BROUGHT
from fleet.models.device import FACTS

_COMPARE = """
    WITH said AS (
        SELECT lot_key, sum(quantity) AS quantity FROM fleet_uploadrow
        WHERE upload_id = %(upload)s AND lot_key <> '' AND outcome <> 'refuse' GROUP BY lot_key
    ), judged AS (
        SELECT said.lot_key, CASE WHEN lot.id IS NULL THEN 'create' WHEN lot.quantity = said.quantity THEN 'leave'
            ELSE 'update' END AS outcome
        FROM said LEFT JOIN fleet_countedlot lot USING (lot_key)
    )
    UPDATE fleet_uploadrow row SET outcome = judged.outcome FROM judged
    WHERE row.upload_id = %(upload)s AND row.lot_key = judged.lot_key AND row.outcome NOT IN ('refuse', judged.outcome)
"""

_FACT_NAMES = ", ".join(FACTS)
_SAID = ", ".join(OWNER_BROUGHT if name == "owner" else name for name in FACTS)
_BRING = f"""
    INSERT INTO fleet_countedlot (id, lot_key, quantity, {_FACT_NAMES}, site_id,
        first_upload_id, last_upload_id, created_at, changed_at)
    SELECT gen_random_uuid(), lot_key, counted, {_SAID}, site_id, %(upload)s, %(upload)s, %(at)s, %(at)s
    FROM (
        SELECT DISTINCT ON (lot_key) row.*, coalesce(site.merged_into_id, site.id) AS site_id,
               sum(row.quantity) OVER (PARTITION BY lot_key) AS counted
        FROM fleet_uploadrow row LEFT JOIN fleet_site site ON site.sort_key = lower(row.site_name)
        WHERE row.upload_id = %(upload)s AND row.lot_key <> '' AND row.outcome IN ('create', 'update')
        ORDER BY lot_key, row.row_number
    ) row
    ON CONFLICT (lot_key) DO UPDATE SET quantity = EXCLUDED.quantity, last_upload_id = EXCLUDED.last_upload_id,
        changed_at = EXCLUDED.changed_at
"""

_REMOVE = "DELETE FROM fleet_countedlot WHERE first_upload_id = %(upload)s"
_RESTORE = """
    WITH before AS (
        SELECT DISTINCT ON (version.pgh_obj_id) version.*
        FROM fleet_countedlothistory version JOIN fleet_countedlot lot ON lot.id = version.pgh_obj_id
        WHERE lot.last_upload_id = %(upload)s AND version.last_upload_id <> %(upload)s
        ORDER BY version.pgh_obj_id, version.pgh_id DESC
    )
    UPDATE fleet_countedlot lot SET quantity = before.quantity, last_upload_id = before.last_upload_id,
        changed_at = %(at)s
    FROM before WHERE lot.id = before.pgh_obj_id
"""

# A lot that a later list has counted anew.
HELD = """
    SELECT last_upload_id, id FROM fleet_countedlot
    WHERE first_upload_id = %(upload)s AND last_upload_id <> %(upload)s
"""


def compare_lots(cursor: Any, parameters: Mapping[str, Any]) -> None:
    """Say of the staged rows that count devices what would become of them."""
    cursor.execute(_COMPARE, parameters)


def bring_lots(cursor: Any, parameters: Mapping[str, Any]) -> None:
    """Bring them into the fleet."""
    cursor.execute(_BRING, parameters)


def take_lots_back(cursor: Any, parameters: Mapping[str, Any]) -> tuple[int, int]:
    """Take them out again, or count as before; returns how many went and how many are as before."""
    cursor.execute(_REMOVE, parameters)
    removed = cursor.rowcount
    cursor.execute(_RESTORE, parameters)
    return removed, cursor.rowcount
