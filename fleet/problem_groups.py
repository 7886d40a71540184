"""What is wrong with an upload, by cause: how many rows, and the sentence filled from the first of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fleet.causes import fix_words
from fleet.intake.problems import PROBLEMS, Severity
from fleet.models import Upload, UploadRow


@dataclass(frozen=True, kw_only=True)
class ProblemGroup:
    """One cause. `is_refusal` says that its rows stay out of the fleet; `rows` counts them."""

    code: str
    is_refusal: bool
    rows: int
    sentence: str
    hint: str
    examples: tuple[int, ...]

    @property
    def fix(self) -> str | Promise:
        """What one answer for all its rows is called; empty where each row needs a look."""
        return fix_words(self.code)[0]

    @property
    def is_fixed_at_once(self) -> bool:
        """Whether a click is the whole answer."""
        return fix_words(self.code)[1]


@dataclass(frozen=True)
class RowSentence:
    """One problem of one row, as it reads."""

    code: str
    is_refusal: bool
    column: str
    sentence: str
    hint: str


# Only rows with problems are looked at; the first three of each cause stand for it.
_GROUPS = """
    SELECT code, count(*), (array_agg(row_number ORDER BY row_number))[1:3],
           (array_agg(problem ORDER BY row_number))[1]
    FROM (
        SELECT DISTINCT ON (row.id, problem->>'code') row.row_number, problem, problem->>'code' AS code
        FROM fleet_uploadrow row, jsonb_array_elements(row.problems) problem
        WHERE row.upload_id = %s AND row.problems <> '[]'
    ) named
    GROUP BY code
"""


def problem_groups(upload: Upload) -> list[ProblemGroup]:
    """The causes, those that keep rows out first, then by how many rows they touch; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, [upload.pk])
        groups = [_group(*found) for found in cursor.fetchall()]
    return sorted(groups, key=lambda group: (not group.is_refusal, -group.rows, group.code))


def sentences_of(row: UploadRow) -> list[RowSentence]:
    """The problems of one staged row, as they read."""
    return [
        RowSentence(
            code=problem["code"],
            is_refusal=PROBLEMS[problem["code"]].severity is Severity.REFUSE,
            column=problem["column"],
            sentence=_filled(PROBLEMS[problem["code"]].message, problem),
            hint=_filled(PROBLEMS[problem["code"]].hint, problem),
        )
        for problem in row.problems
    ]


def _group(code: str, rows: int, examples: list[int], example: str) -> ProblemGroup:
    kind, problem = PROBLEMS[code], json.loads(example)
    return ProblemGroup(
        code=code,
        is_refusal=kind.severity is Severity.REFUSE,
        rows=rows,
        sentence=_filled(kind.message, problem),
        hint=_filled(kind.hint, problem),
        examples=tuple(examples),
    )


def _filled(sentence: str, problem: Mapping[str, str]) -> str:
    return _(sentence) % problem
