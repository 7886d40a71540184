"""Staged rows: written by COPY, compared with the fleet, and brought into it, each step one statement for all rows.

A row is a device when its IMEI matches, else its serial number, else (when it has neither) its asset tag.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from fleet.counted_lots import bring_lots, compare_lots
from fleet.fleet_mark import read_fleet_mark
from fleet.identification import KnownModel
from fleet.intake.identification import Identification
from fleet.intake.parsed_row import ParsedRow
from fleet.intake.problems import RowProblem
from fleet.intake.reading import IntakeRow
from fleet.merging import DIFFERS, MERGED, OWNER_BROUGHT
from fleet.models import UploadRow
from fleet.models.device import FACTS
from records.documents import current_organisation
from tenants.actions import sort_key

_MOST_KEPT = 20_000  # models of a file, by how its rows write them


class ModelFacts(NamedTuple):
    """What a row's identification says of its device, under the names of the device's columns."""

    model_id: str | None
    model_label: str
    model_sort: str
    category: str
    storage_gb: int | None
    evidence: str
    confidence: Decimal


# The other facts, which stand in the row itself, and where.
_CALLED = {"maker_text": "manufacturer", "model_text": "model"}
_OF_ROW = tuple(name for name in FACTS if name not in ModelFacts._fields)
_IN_ROW = itemgetter(*(ParsedRow._fields.index(_CALLED.get(name, name)) for name in _OF_ROW))
_COLUMNS = (
    *("upload_id", "row_number", "raw", "problems", "site_name", "quantity", "lot_key", "outcome"),
    *_OF_ROW,
    *ModelFacts._fields,
)


# Or the rows to come are planned for as if the table were empty; only the columns that statements look rows up by.
COUNT_STAGED = """
    ANALYZE fleet_uploadrow (id, upload_id, row_number, outcome, device_id, lot_key, site_name, serial, imei, asset_tag)
"""


def stage_rows(*, upload_id: UUID, rows: Iterable[IntakeRow], models: Mapping[str, KnownModel]) -> int:
    """COPY the rows of a file; returns how many."""
    count = 0
    columns = ", ".join(f'"{name}"' for name in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM fleet_uploadrow WHERE upload_id = %s", [upload_id])
        with cursor.copy(f"COPY fleet_uploadrow ({columns}) FROM STDIN") as copy:
            for values in _staged(upload_id, rows, models):
                copy.write_row(values)
                count += 1
        cursor.execute(COUNT_STAGED)
    return count


def _staged(upload_id: UUID, rows: Iterable[IntakeRow], models: Mapping[str, KnownModel]) -> Iterator[tuple[Any, ...]]:
    facts = _FactsOfModels(models)
    for row in rows:
        parsed = row.parsed
        yield (
            upload_id,
            parsed.row_number,
            _json(row.raw),
            _json([problem_to_json(problem) for problem in parsed.problems]) if parsed.problems else "[]",
            parsed.site,
            parsed.quantity if parsed.lot_key else 1,
            parsed.lot_key,
            "refuse" if parsed.is_refused else "create",  # until compared: most files are a first list
            *_IN_ROW(parsed),
            *facts.of(row),
        )


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def problem_to_json(problem: RowProblem) -> dict[str, str]:
    """A problem as it is kept on the row."""
    return {"code": problem.code, "column": problem.column, "value": problem.value, "hint": problem.hint}


def facts_of(row: IntakeRow, models: Mapping[str, KnownModel]) -> dict[str, Any]:
    """The facts of one row under the names of the device's columns."""
    return {**dict(zip(_OF_ROW, _IN_ROW(row.parsed), strict=True)), **_facts_of_model(row, models)._asdict()}


def _facts_of_model(row: IntakeRow, models: Mapping[str, KnownModel]) -> ModelFacts:
    parsed, found = row.parsed, row.identification
    model = models.get(found.model_slug or "")
    written = " ".join(filter(None, (parsed.manufacturer, parsed.model or parsed.model_code)))
    label = model.label if model else found.label or written
    return ModelFacts(
        model_id=found.model_slug,
        model_label=label,
        model_sort=sort_key(label),
        category=model.category if model else found.category or parsed.category,
        storage_gb=found.storage_gb or parsed.storage_gb,  # as that model was sold, when both say
        evidence=found.evidence,
        confidence=found.confidence,
    )


class _FactsOfModels:
    """The same for the rows of a file, which hold a few dozen models: each is worked out once."""

    def __init__(self, models: Mapping[str, KnownModel]) -> None:
        self._models = models
        self._found: dict[tuple[Any, ...], tuple[Identification, ModelFacts]] = {}

    def of(self, row: IntakeRow) -> ModelFacts:
        parsed, found = row.parsed, row.identification
        # By what it is, not by what it says, which takes longer to compare; kept beside its facts, it stays itself.
        key = (id(found), parsed.manufacturer, parsed.model, parsed.model_code, parsed.category, parsed.storage_gb)
        known = self._found.get(key)
        if known is None:
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            known = self._found[key] = found, _facts_of_model(row, self._models)
        return known[1]


# A spelling that was merged with another site stands for that one.
_SITE = "coalesce(site.merged_into_id, site.id)"
_DIFFERS = f"{DIFFERS} OR (row.site_name <> '' AND (site.id IS NULL OR {_SITE} IS DISTINCT FROM device.site_id))"

_MODEL_CODES = ("model_missing", "model_unknown", "model_ambiguous")
_ASKS_FOR_MODEL = "$[*] ? (" + " || ".join(f'@.code == "{code}"' for code in _MODEL_CODES) + ")"
_ASKS_NOT = "$[*] ? (" + " && ".join(f'@.code != "{code}"' for code in _MODEL_CODES) + ")"

# Match, then judge: all in one statement, so that a row is written again once at most, and only when its outcome is
# not what it was staged with. Of two rows of one file that turn out to be the same device, the first counts. A row
# without a model, as asset lists and lease schedules have them, asks nothing where the fleet knows the device's model.
_COMPARE = f"""
    WITH matched AS (
        SELECT staged.id, staged.row_number, coalesce(by_imei.id, by_serial.id, by_tag.id) AS device_id
        FROM fleet_uploadrow staged
        LEFT JOIN fleet_device by_imei ON by_imei.imei <> '' AND by_imei.imei = staged.imei
        LEFT JOIN fleet_device by_serial ON by_serial.serial <> '' AND by_serial.serial = staged.serial
        LEFT JOIN LATERAL (
            SELECT id FROM fleet_device
            WHERE staged.imei = '' AND staged.serial = '' AND asset_tag <> '' AND asset_tag = staged.asset_tag
            ORDER BY created_at, id LIMIT 1
        ) by_tag ON true
        WHERE staged.upload_id = %(upload)s AND staged.outcome <> 'refuse' AND staged.lot_key = ''
          AND (%(rows)s::bigint[] IS NULL OR staged.id = ANY(%(rows)s::bigint[]))
    ), placed AS (
        SELECT id, device_id, row_number() OVER same AS place, first_value(row_number) OVER same AS first_row
        FROM (
            SELECT *, false AS stays FROM matched
            UNION ALL
            SELECT id, row_number, device_id, true FROM fleet_uploadrow
            WHERE %(rows)s::bigint[] IS NOT NULL AND upload_id = %(upload)s AND outcome IN ('update', 'leave')
              AND id <> ALL(%(rows)s::bigint[]) AND device_id IN (SELECT device_id FROM matched)
        ) both_kinds
        WINDOW same AS (PARTITION BY device_id ORDER BY stays DESC, row_number)
    ), judged AS (
        SELECT row.id, placed.device_id, placed.first_row,
               device.model_id IS NOT NULL AND row.problems @? '{_ASKS_FOR_MODEL}' AS asks_what_is_known,
               CASE WHEN placed.device_id IS NULL THEN 'create' WHEN placed.place > 1 THEN 'refuse'
                    WHEN {_DIFFERS} THEN 'update' ELSE 'leave' END AS outcome
        FROM placed
        JOIN fleet_uploadrow row ON row.id = placed.id AND row.upload_id = %(upload)s
        LEFT JOIN fleet_device device ON device.id = placed.device_id
        LEFT JOIN fleet_site site ON row.site_name <> '' AND site.sort_key = lower(row.site_name)
    )
    UPDATE fleet_uploadrow row SET outcome = judged.outcome,
        device_id = CASE WHEN judged.outcome <> 'refuse' THEN judged.device_id END,
        problems = CASE WHEN judged.outcome = 'refuse' THEN row.problems || jsonb_build_array(jsonb_build_object(
                'code', 'duplicate_in_file', 'column', '', 'value', '', 'hint', judged.first_row::text))
            WHEN judged.asks_what_is_known
                THEN jsonb_path_query_array(row.problems, '{_ASKS_NOT}')
            ELSE row.problems END
    FROM judged
    WHERE row.id = judged.id AND row.upload_id = %(upload)s AND (row.outcome <> judged.outcome
        OR row.device_id IS DISTINCT FROM judged.device_id OR judged.asks_what_is_known)
"""


# A first list: every row stands as it was staged.
_NOTHING_TO_COMPARE = """
    SELECT NOT EXISTS (SELECT FROM fleet_device) AND NOT EXISTS (
        SELECT FROM fleet_uploadrow WHERE upload_id = %(upload)s AND outcome IN ('update', 'leave'))
"""


def compare_with_fleet(*, upload_id: UUID, rows: Collection[int] | None = None) -> dict[str, int]:
    """Say of every staged row what would become of it; returns how many rows per outcome.

    With the ids of some `rows`, only these are judged: of two that are one device, a row that is not among them stays.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NOTHING_TO_COMPARE, {"upload": upload_id})
        if cursor.fetchone() == (False,):
            cursor.execute(_COMPARE, {"upload": upload_id, "rows": None if rows is None else list(rows)})
        compare_lots(cursor, {"upload": upload_id})
    return _count_outcomes(upload_id)


def _count_outcomes(upload_id: UUID) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT outcome, count(*) FROM fleet_uploadrow WHERE upload_id = %s GROUP BY outcome", [upload_id]
        )
        return dict(cursor.fetchall())


_SITES = """
    INSERT INTO fleet_site (id, name, sort_key)
    SELECT gen_random_uuid(), min(site_name), sort_key FROM (
        SELECT site_name, lower(site_name) AS sort_key FROM fleet_uploadrow
        WHERE upload_id = %(upload)s AND outcome IN ('create', 'update') AND site_name <> ''
    ) named GROUP BY sort_key
    ON CONFLICT (sort_key) DO NOTHING
"""

# UUIDs of version 7 with the row's number as counter (RFC 9562, 6.2): each goes to the end of the index, not anywhere.
_NEW_ID = """
    (%(instant)s || '7' || lpad(to_hex(row.row_number >> 12), 3, '0')
    || '8' || lpad(to_hex(row.row_number & 4095), 3, '0') || right(gen_random_uuid()::text, 12))::uuid
"""

_BROUGHT = {"owner": OWNER_BROUGHT}
_FACT_NAMES = ", ".join(FACTS)
_INSERT = f"""
    INSERT INTO fleet_device (id, {_FACT_NAMES}, site_id, first_upload_id, last_upload_id, created_at, changed_at)
    SELECT {_NEW_ID}, {", ".join(_BROUGHT.get(name, f"row.{name}") for name in FACTS)}, {_SITE},
           %(upload)s, %(upload)s, %(at)s, %(at)s
    FROM fleet_uploadrow row LEFT JOIN fleet_site site ON site.sort_key = lower(row.site_name)
    WHERE row.upload_id = %(upload)s AND row.outcome = 'create' AND row.lot_key = ''
    ORDER BY row.row_number
"""

_UPDATE = f"""
    UPDATE fleet_device device SET
        {", ".join(f"{name} = {merged}" for name, merged in MERGED.items())},
        site_id = coalesce({_SITE}, device.site_id), last_upload_id = %(upload)s, changed_at = %(at)s
    FROM fleet_uploadrow row
    LEFT JOIN fleet_site site ON row.site_name <> '' AND site.sort_key = lower(row.site_name)
    WHERE row.upload_id = %(upload)s AND row.outcome = 'update' AND device.id = row.device_id
"""


# As for the staged rows: what reads the fleet next, and what takes this upload back, is planned by what is in it now.
_COUNT_AGAIN = """
    ANALYZE fleet_device (id, first_upload_id, last_upload_id, serial, imei),
        fleet_devicehistory (pgh_obj_id, last_upload_id, offer_id)
"""


def lock_fleet(cursor: Any) -> None:
    """Let one upload at a time into the organisation's fleet, or out of it, until the transaction ends."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"fleet commit {current_organisation().pk}"])


def commit_rows(*, upload_id: UUID, at: datetime, compared_with: str = "") -> dict[str, int]:
    """Bring the staged rows into the fleet, under a lock that lets one commit in at a time.

    They are compared once more, unless the fleet still has the mark that it had when they were `compared_with` it.
    """
    instant = f"{int(at.timestamp() * 1000):012x}"
    parameters: dict[str, Any] = {"upload": upload_id, "at": at, "instant": instant}
    with connection.cursor() as cursor:
        lock_fleet(cursor)
        is_compared = compared_with != "" and compared_with == read_fleet_mark()
        outcomes = _count_outcomes(upload_id) if is_compared else compare_with_fleet(upload_id=upload_id)
        cursor.execute(_SITES, parameters)
        cursor.execute(_INSERT, parameters)
        cursor.execute(_UPDATE, parameters)
        bring_lots(cursor, parameters)
        created, updated = outcomes.get("create", 0), outcomes.get("update", 0)
        if created or updated:
            cursor.execute(_COUNT_AGAIN)
    return {"created": created, "updated": updated, "unchanged": outcomes.get("leave", 0)}


def count_staged(*, upload_id: UUID) -> int:
    """How many rows are staged."""
    return UploadRow.objects.filter(upload_id=upload_id).count()
