"""A table that somebody else publishes: a CSV read and checked whole, and put in place of the last one by COPY."""

import csv
import hashlib
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from django.db import connection, models

from catalogue.folding import fold
from catalogue.loading.data_file import MOST_BYTES, FileProblem, FileRefused, Problems
from catalogue.loading.merging import Merged

Cells = Mapping[str, str]


def read_published(path: Path, *, encoding: str, columns: Mapping[str, Collection[str]]) -> tuple[str, list[Cells]]:
    """Return the version (the beginning of the file's SHA-256) and the rows, each by our names of its columns.

    `columns` are the folded headers that stand for each name; other columns are left alone.

    Raises: FileRefused, where it cannot be read, or lacks a column.
    """
    content = _bytes_of(path)
    try:
        lines = list(csv.reader(io.StringIO(content.decode(encoding), newline=""), strict=True))
    except (UnicodeError, csv.Error) as error:
        _refuse(path, f"is not a CSV file in {encoding.upper()}: {error}")
    headers = [fold(text) for text in lines[0]] if lines else []
    problems = Problems()
    places: dict[str, int] = {}
    for name, known in columns.items():
        places[name] = next((place for place, header in enumerate(headers) if header in known), -1)
        if places[name] < 0:
            problems.add("row 1", name, "has no such column")
    problems.refuse_if_any()
    return hashlib.sha256(content).hexdigest()[:12], list(_rows(lines[1:], places))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            _refuse(path, f"is larger than {MOST_BYTES // 1024 // 1024} MB")
        return path.read_bytes()
    except OSError as error:
        _refuse(path, f"cannot be read: {error.strerror}")


def _rows(lines: Sequence[Sequence[str]], places: Mapping[str, int]) -> Iterator[Cells]:
    for cells in lines:
        yield {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}


def _refuse(path: Path, hint: str) -> NoReturn:
    raise FileRefused([FileProblem(where=path.name, field="", hint=hint)])


def check_lengths(cells: Cells, *, table: type[models.Model], where: str, problems: Problems) -> None:
    """Note texts that are too long for their columns of the table."""
    for name, text in cells.items():
        most = getattr(table._meta.get_field(name), "max_length", None)
        if most and len(text) > most:
            problems.add(where, name, f"is longer than {most} characters")


def replace_rows(rows: Collection[tuple[Any, ...]], *, table: type[models.Model], key: Sequence[str]) -> Merged:
    """Make the table hold exactly `rows`, in the order of its columns, matched by `key`: a COPY and two statements."""
    into = table._meta.db_table
    names = [str(field.column) for field in table._meta.concrete_fields if not field.primary_key]
    columns, told = ", ".join(names), [name for name in names if name not in key]
    same = " AND ".join(f"new.{name} = old.{name}" for name in key)
    differs = " OR ".join(f"old.{name} IS DISTINCT FROM excluded.{name}" for name in told)
    changes = ", ".join(f"{name} = excluded.{name}" for name in told)
    resolved = f"UPDATE SET {changes} WHERE {differs}" if told else "NOTHING"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.incoming")
        cursor.execute(f"CREATE TEMP TABLE incoming (LIKE {into}) ON COMMIT DROP")
        cursor.execute("ALTER TABLE incoming DROP COLUMN id")
        with cursor.copy(f"COPY incoming ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("ANALYZE incoming")
        cursor.execute(f"DELETE FROM {into} old WHERE NOT EXISTS (SELECT FROM incoming new WHERE {same})")  # noqa: S608 - names of our own table and columns
        removed = cursor.rowcount
        cursor.execute(f"""
            WITH written AS (
                INSERT INTO {into} AS old ({columns}) SELECT {columns} FROM incoming
                ON CONFLICT ({", ".join(key)}) DO {resolved} RETURNING old.xmax = 0 AS is_new
            )
            SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written
        """)  # noqa: S608 - names of our own table and columns
        created, updated = cursor.fetchone()
    return Merged(created=created, updated=updated, unchanged=len(rows) - created - updated, removed=removed)
