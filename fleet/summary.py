"""The counts of an upload whose rows were changed by hand."""

from uuid import UUID

from django.db import connection

from fleet.models import Upload

_SETTLED = ("model_unknown", "model_ambiguous")

_DROP_SETTLED = """
    UPDATE fleet_uploadrow row SET problems = coalesce(
        (SELECT jsonb_agg(problem ORDER BY place) FROM jsonb_array_elements(row.problems) WITH ORDINALITY
             AS listed(problem, place) WHERE NOT (problem->>'code' = ANY(%(codes)s))), '[]')
    WHERE row.upload_id = %(upload)s AND row.model_id IS NOT NULL
      AND EXISTS (SELECT FROM jsonb_array_elements(row.problems) problem WHERE problem->>'code' = ANY(%(codes)s))
"""

_PROBLEMS = """
    SELECT problem->>'code', count(*) FROM fleet_uploadrow row, jsonb_array_elements(row.problems) problem
    WHERE row.upload_id = %s AND row.problems <> '[]' GROUP BY 1 ORDER BY 1
"""

_EVIDENCE = """
    SELECT evidence, count(*), count(*) FILTER (WHERE model_id IS NOT NULL) FROM fleet_uploadrow
    WHERE upload_id = %s AND outcome <> 'refuse' GROUP BY 1 ORDER BY 1
"""


_OWNERS = """
    SELECT coalesce(nullif(owner, ''), 'organisation'), count(*) FROM fleet_uploadrow
    WHERE upload_id = %s AND outcome <> 'refuse' GROUP BY 1
"""
_OUTCOMES = "SELECT outcome, count(*) FROM fleet_uploadrow WHERE upload_id = %s GROUP BY 1"


def count_owners(upload_id: UUID) -> dict[str, int]:
    """How many importable rows are whose: the words of Owner; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_OWNERS, [upload_id])
        return dict(cursor.fetchall())


def count_again(upload: Upload) -> None:
    """Take doubts that are settled off the rows, and write the upload's counts anew."""
    with connection.cursor() as cursor:
        cursor.execute(_DROP_SETTLED, {"upload": upload.pk, "codes": list(_SETTLED)})
        cursor.execute(_PROBLEMS, [upload.pk])
        problems = dict(cursor.fetchall())
        cursor.execute(_EVIDENCE, [upload.pk])
        evidence = cursor.fetchall()
        cursor.execute(_OUTCOMES, [upload.pk])
        outcomes = dict(cursor.fetchall())
    upload.summary = {
        **upload.summary,
        "problems": problems,
        "outcomes": outcomes,
        "owners": count_owners(upload.pk),
        "refused": outcomes.get("refuse", 0),
        "importable": sum(outcomes.values()) - outcomes.get("refuse", 0),
        "by_evidence": {kind: rows for kind, rows, _identified in evidence},
        "identified": sum(identified for _kind, _rows, identified in evidence),
    }
    upload.save(update_fields=["summary"])
