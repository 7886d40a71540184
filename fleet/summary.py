"""The counts of an upload whose rows change after the check: only the rows that changed are counted again."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from fleet.merging import OWNER_BROUGHT
from fleet.models import Upload

_SETTLED = ("model_unknown", "model_ambiguous")

_DROP_SETTLED = """
    UPDATE fleet_uploadrow row SET problems = coalesce(
        (SELECT jsonb_agg(problem ORDER BY place) FROM jsonb_array_elements(row.problems) WITH ORDINALITY
             AS listed(problem, place) WHERE NOT (problem->>'code' = ANY(%(codes)s))), '[]')
    WHERE row.id = ANY(%(rows)s) AND row.model_id IS NOT NULL
      AND EXISTS (SELECT FROM jsonb_array_elements(row.problems) problem WHERE problem->>'code' = ANY(%(codes)s))
"""

_SOME = "row.upload_id = %(upload)s AND (%(rows)s::bigint[] IS NULL OR row.id = ANY(%(rows)s::bigint[]))"
_PROBLEMS = f"""
    SELECT problem->>'code', count(DISTINCT row.id)
    FROM fleet_uploadrow row, jsonb_array_elements(row.problems) problem
    WHERE {_SOME} AND row.problems <> '[]' GROUP BY 1 ORDER BY 1
"""
_KINDS = f"""
    SELECT outcome, {OWNER_BROUGHT}, evidence,
        evidence NOT IN ('', 'none', 'ambiguous'), count(*), sum(quantity)::int
    FROM fleet_uploadrow row WHERE {_SOME} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3
"""
_OWNERS = f"""
    SELECT {OWNER_BROUGHT}, sum(quantity)::int FROM fleet_uploadrow row
    WHERE upload_id = %s AND outcome <> 'refuse' GROUP BY 1
"""


@dataclass(frozen=True, kw_only=True)
class RowCounts:
    """Rows by what becomes of them; owners, evidence and `identified` count the importable ones."""

    outcomes: Counter[str]
    owners: Counter[str]
    evidence: Counter[str]
    identified: Counter[str]
    problems: Counter[str]


def count_owners(upload_id: UUID) -> dict[str, int]:
    """How many importable rows are whose: the words of Owner; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_OWNERS, [upload_id])
        return dict(cursor.fetchall())


def count_problems(*, upload_id: UUID, rows: Collection[int] | None = None) -> dict[str, int]:
    """In how many rows each problem stands, by its code; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_PROBLEMS, {"upload": upload_id, "rows": None if rows is None else list(rows)})
        return dict(cursor.fetchall())


def drop_settled(rows: Collection[int]) -> None:
    """Take the doubts about a model off these rows, by their ids, where they have one now."""
    with connection.cursor() as cursor:
        cursor.execute(_DROP_SETTLED, {"rows": list(rows), "codes": list(_SETTLED)})


def count_rows(*, upload_id: UUID, rows: Collection[int] | None = None) -> RowCounts:
    """Count all rows of an upload, or those with these ids; two queries."""
    parameters = {"upload": upload_id, "rows": None if rows is None else list(rows)}
    counts = RowCounts(
        outcomes=Counter(),
        owners=Counter(),
        evidence=Counter(),
        identified=Counter(),
        problems=Counter(count_problems(upload_id=upload_id, rows=rows)),
    )
    with connection.cursor() as cursor:
        cursor.execute(_KINDS, parameters)
        for outcome, owner, evidence, is_identified, number, devices in cursor.fetchall():
            counts.outcomes[outcome] += number
            if outcome != "refuse":
                counts.owners[owner] += devices
                counts.evidence[evidence] += number
                counts.identified["identified"] += number * is_identified
    return counts


def count_again(upload: Upload) -> None:
    """Write the upload's counts anew, from all of its rows."""
    _write(upload, count_rows(upload_id=upload.pk))


def count_changes(upload: Upload, *, before: RowCounts, after: RowCounts) -> None:
    """Write what some rows counted `before` and count `after` into the counts of the upload, which is locked."""
    told = upload.summary
    known = RowCounts(
        outcomes=Counter(told.get("outcomes", {})),
        owners=Counter(told.get("owners", {})),
        evidence=Counter(told.get("by_evidence", {})),
        identified=Counter({"identified": told.get("identified", 0)}),
        problems=Counter(told.get("problems", {})),
    )
    for name, counter in vars(known).items():
        counter.subtract(getattr(before, name))
        counter.update(getattr(after, name))
    _write(upload, known)


def _write(upload: Upload, counts: RowCounts) -> None:
    outcomes = dict(+counts.outcomes)
    rows, refused = sum(outcomes.values()), outcomes.get("refuse", 0)
    upload.summary = {
        **upload.summary,
        "rows": rows,
        "problems": dict(sorted((+counts.problems).items())),
        "outcomes": outcomes,
        "owners": dict(+counts.owners),
        "refused": refused,
        "importable": rows - refused,
        "by_evidence": dict(+counts.evidence),
        "identified": counts.identified["identified"],
    }
    upload.reading_key = ""  # the rows are no longer just what the file says
    upload.estimate = None
    upload.save(update_fields=["summary", "reading_key", "estimate"])
