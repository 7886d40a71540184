"""Answers brought to the rows that they serve, or taken off them again: read first, then put in place at once."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection

from fleet.intake.group_fixes import FIXES, Fix
from fleet.models import Upload, UploadAnswer
from fleet.rereading import Progress, Rereading, with_doubles

_SERVED = """
    SELECT row_number FROM fleet_uploadrow
    WHERE upload_id = %(upload)s AND problems @> jsonb_build_array(%(problem)s::jsonb)
"""
_FIRST_OF_DOUBLES = """
    SELECT DISTINCT (problem->>'hint')::int FROM fleet_uploadrow row, jsonb_array_elements(row.problems) problem
    WHERE row.upload_id = %(upload)s AND row.problems @> '[{"code": "duplicate_in_file"}]'
      AND problem->>'code' = 'duplicate_in_file' AND problem->>'hint' ~ '^[0-9]+$'
"""


class Answering:
    """Some answers of one upload, given and taken back, on their way into its rows."""

    def __init__(self, *, upload: Upload, given: Collection[int], taken: Collection[int]) -> None:
        answers = list(upload.answers.order_by("id"))
        self._given = [answer for answer in answers if answer.pk in set(given)]
        self._taken = [answer for answer in answers if answer.pk in set(taken)]
        for answer in self._given:
            answer.row_numbers = sorted({*answer.row_numbers, *_rows_served(upload, answer)})
        touched = {number for answer in (*self._given, *self._taken) for number in answer.row_numbers}
        self._numbers = with_doubles(upload=upload, numbers=touched)
        stay = [answer for answer in answers if answer not in self._taken]
        self._rereading = Rereading(upload=upload, answers=stay, taken=self._taken)

    def read(self, *, progress: Progress) -> None:
        """Read the rows, which nobody sees yet."""
        self._rereading.read(numbers=self._numbers, progress=progress)

    def take_place(self, upload: Upload) -> int:
        """Put them in the place of the staged ones; returns how many. Inside the caller's transaction."""
        self._rereading.take_place(upload)
        UploadAnswer.objects.bulk_update(self._given, ["row_numbers"])
        UploadAnswer.objects.filter(pk__in=[answer.pk for answer in self._taken]).delete()
        return len(self._numbers)


def _rows_served(upload: Upload, answer: UploadAnswer) -> Iterable[int]:
    """The rows with the problem; of doubles also the row that counted until now."""
    parameters: dict[str, Any] = {"upload": upload.pk, "problem": _json(answer)}
    with connection.cursor() as cursor:
        cursor.execute(_SERVED, parameters)
        found = [number for (number,) in cursor.fetchall()]
        if FIXES[answer.code] is Fix.LAST:
            cursor.execute(_FIRST_OF_DOUBLES, parameters)
            found += [number for (number,) in cursor.fetchall()]
    return found


def _json(answer: UploadAnswer) -> str:
    return json.dumps(answer.as_problem())
