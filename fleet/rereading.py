"""Staged rows read again from the cells that were kept: one that was put right, or all that an answer serves.

The rows are read into a table of their own first, which may take its time; then they take the place of the staged ones.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from django.db import connection

from fleet.identification import KnownModel, catalogue_index, known_models
from fleet.intake.answers import AnsweredReading
from fleet.intake.dates import DateOrder
from fleet.intake.group_fixes import FIXES, UNSAID, Fix
from fleet.intake.layout import RowLayout, lay_out
from fleet.intake.mapping import Mapping as ColumnMapping
from fleet.intake.problems import RowProblem
from fleet.models import NamedModel, Upload, UploadAnswer, UploadRow
from fleet.models.device import FACTS
from fleet.staging import compare_with_fleet, facts_of, problem_to_json
from fleet.summary import count_changes, count_rows

# What is read of columns whose words are not kept: reading again leaves it as it was.
_CLOSED_FACTS = ("owner", "grade", "functional_state", "lock")
_PROVE_DATES = 5_000  # rows that tell how a file writes its dates
_AT_ONCE = 2_000
_COLUMNS = ("id", "upload_id", "row_number", "raw", "problems", "site_name", "quantity", "lot_key", "outcome", *FACTS)
_NAMES = ", ".join(_COLUMNS)
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode

_TAKE_PLACE = f"""
    DELETE FROM fleet_uploadrow WHERE id IN (SELECT id FROM row_read_again);
    INSERT INTO fleet_uploadrow ({_NAMES}) SELECT {_NAMES} FROM row_read_again;
    DROP TABLE row_read_again;
"""

# Of rows that are the same device one counts: one that was not read again, else the first or the last of them.
_ALIKE = " UNION ALL ".join(
    f"""
        SELECT row.id, row.row_number, '{name}' || row.{name} AS number
        FROM fleet_uploadrow row JOIN (SELECT DISTINCT {name} FROM again WHERE {name} <> '') new USING ({name})
        WHERE row.upload_id = %(upload)s AND row.outcome <> 'refuse' AND {condition}
    """
    for name, condition in (("imei", "true"), ("serial", "true"), ("asset_tag", "row.imei = '' AND row.serial = ''"))
)
_MARK_DOUBLES = f"""
    WITH again AS MATERIALIZED (
        SELECT id, imei, serial, asset_tag FROM fleet_uploadrow
        WHERE id = ANY(%(rows)s::bigint[]) AND outcome <> 'refuse'
    ), numbered AS ({_ALIKE}), placed AS (
        SELECT numbered.id, again.id IS NOT NULL AS is_new, first_value(row_number) OVER same AS counts,
               row_number() OVER same AS place
        FROM numbered LEFT JOIN again USING (id)
        WINDOW same AS (PARTITION BY number ORDER BY again.id IS NOT NULL, row_number * %(direction)s)
    ), doubles AS (
        SELECT id, min(counts) AS counts FROM placed WHERE is_new AND place > 1 GROUP BY id
    )
    UPDATE fleet_uploadrow row SET outcome = 'refuse', device_id = NULL,
        problems = row.problems || jsonb_build_array(jsonb_build_object('code', 'duplicate_in_file', 'column', '',
            'value', coalesce(nullif(row.serial, ''), row.imei), 'hint', doubles.counts::text))
    FROM doubles WHERE row.id = doubles.id
"""

_DOUBLES_OF = """
    SELECT DISTINCT row.row_number FROM fleet_uploadrow row, jsonb_array_elements(row.problems) problem
    WHERE row.upload_id = %(upload)s AND row.problems @> '[{"code": "duplicate_in_file"}]'
      AND problem->>'code' = 'duplicate_in_file' AND problem->>'hint' = ANY(%(numbers)s::text[])
"""

Progress = Callable[[int, int], None]
NOTHING: Mapping[int, Mapping[str, str]] = MappingProxyType({})


def layout_of(upload: Upload) -> RowLayout:
    """How the file is read, by its columns and the rows that are staged."""
    mapping = ColumnMapping.from_json(upload.mapping)
    bare = lay_out(mapping=mapping, rows=())
    if upload.date_orders is not None:
        known = {field: DateOrder(order) for field, order in upload.date_orders.items()}
        return replace(bare, date_orders=bare.date_orders.with_said(known))
    labels = {column.index: column.label for column in bare.columns}
    raws = upload.rows.in_file_order().values_list("row_number", "raw")[:_PROVE_DATES]
    return lay_out(mapping=mapping, rows=_as_written(raws, labels, width=len(mapping.columns)))


def _as_written(
    raws: Iterable[tuple[int, dict[str, str]]], labels: Mapping[int, str], *, width: int
) -> Iterator[tuple[int, list[str]]]:
    for row_number, raw in raws:
        yield row_number, [raw.get(labels.get(index, ""), "") for index in range(width)]


def with_doubles(*, upload: Upload, numbers: Collection[int]) -> set[int]:
    """These rows and those that were left out for being the same device as one of them, by their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(_DOUBLES_OF, {"upload": upload.pk, "numbers": [str(number) for number in numbers]})
        return {*numbers, *(number for (number,) in cursor.fetchall())}


class Rereading:
    """Some rows of one upload, read again under its answers."""

    def __init__(
        self, *, upload: Upload, answers: Iterable[UploadAnswer] = (), taken: Iterable[UploadAnswer] = ()
    ) -> None:
        self._upload = upload
        self._models = known_models()
        given = [answer.as_answer() for answer in answers]
        self._direction = -1 if any(FIXES[answer.code] is Fix.LAST for answer in given) else 1
        self._taken = [(answer, set(answer.row_numbers)) for answer in taken if answer.code in UNSAID]
        self._ids: list[int] = []
        self._reading = AnsweredReading(
            layout=layout_of(upload),
            answers=given,
            index=catalogue_index(),
            own_names=NamedModel.objects.as_names(),
        )

    def read(
        self,
        *,
        numbers: Collection[int],
        cells: Mapping[int, Mapping[str, str]] = NOTHING,
        progress: Progress = lambda done, total: None,
    ) -> None:
        """Read these rows into a table of their own; `cells` are put in the place of what a row had."""
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS row_read_again")
            cursor.execute(f"CREATE TEMP TABLE row_read_again AS SELECT {_NAMES} FROM fleet_uploadrow LIMIT 0")
            ordered = sorted(numbers)
            for start in range(0, len(ordered), _AT_ONCE):
                rows = self._upload.rows.filter(row_number__in=ordered[start : start + _AT_ONCE]).in_file_order()
                read = [self._again(row, cells.get(row.row_number)) for row in rows]
                with cursor.copy(f"COPY row_read_again ({_NAMES}) FROM STDIN") as copy:
                    for row in read:
                        copy.write_row(_values(row))
                self._ids += [row.pk for row in read]
                progress(min(start + _AT_ONCE, len(ordered)), len(ordered))

    def take_place(self, upload: Upload) -> None:
        """Put the rows that were read in the place of the staged ones, compare them with the fleet, count them."""
        before = count_rows(upload_id=upload.pk, rows=self._ids)
        with connection.cursor() as cursor:
            cursor.execute(_TAKE_PLACE)
            cursor.execute(_MARK_DOUBLES, {"upload": upload.pk, "rows": self._ids, "direction": self._direction})
        compare_with_fleet(upload_id=upload.pk, rows=self._ids)
        count_changes(upload, before=before, after=count_rows(upload_id=upload.pk, rows=self._ids))

    def _again(self, row: UploadRow, cells: Mapping[str, str] | None) -> UploadRow:
        self._unsay(row)
        read = self._reading.read(row_number=row.row_number, raw=cells or row.raw, before=row.problems)
        facts = _facts(read.row, self._models)
        for name, value in {**facts, **read.told}.items():
            setattr(row, name, value)
        row.raw, row.problems = read.row.raw, [problem_to_json(problem) for problem in read.problems]
        row.site_name, row.outcome = read.row.parsed.site, "refuse" if read.is_refused else "create"
        row.lot_key = read.row.parsed.lot_key
        row.quantity = read.row.parsed.quantity if row.lot_key else 1
        return row

    def _unsay(self, row: UploadRow) -> None:
        """The problem that an answer had settled is back; other answers may settle it again."""
        for answer, numbers in self._taken:
            if row.row_number in numbers:
                column = answer.column or self._reading.layout.header_of("ownership")
                problem = RowProblem(code=answer.code, column=column, value=answer.value)
                row.problems = [*row.problems, problem_to_json(problem)]
                for name, value in UNSAID[answer.code].items():
                    setattr(row, name, value)


def _facts(read: Any, models: Mapping[str, KnownModel]) -> dict[str, Any]:
    facts = facts_of(read, models)
    closed = [name for name in _CLOSED_FACTS if name != "owner" or facts["owner"] != "lessor"]  # a lease is kept
    return {name: value for name, value in facts.items() if name not in closed}


def _values(row: UploadRow) -> tuple[Any, ...]:
    staged = (row.pk, row.upload_id, row.row_number, _ENCODE(row.raw), _ENCODE(row.problems))
    told = (row.site_name, row.quantity, row.lot_key, row.outcome)
    return (*staged, *told, *(getattr(row, name) for name in FACTS))
