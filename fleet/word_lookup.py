"""Words of a column that is not kept, looked up in the file because somebody will say what they stand for.

A word outside our lists may be anything, a person's name too. So it is shown only when several rows have it, it is
short and it does not look like a personal detail; the others stay "other words".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from fleet.intake.identifiers import is_blank
from fleet.intake.personal import looks_personal
from fleet.models import Upload

LOOKED_UP: Mapping[str, str] = {"condition_unknown": "condition", "ownership_unknown": "ownership"}
MOST = 50
ENOUGH_ROWS = 3
_LONGEST = 40

_NAME_WORD = """
    UPDATE fleet_uploadrow row SET problems = (
        SELECT jsonb_agg(CASE WHEN problem->>'code' <> %(code)s THEN problem
                              ELSE problem || jsonb_build_object('value', %(word)s::text) END ORDER BY place)
        FROM jsonb_array_elements(row.problems) WITH ORDINALITY AS listed(problem, place))
    WHERE row.upload_id = %(upload)s AND row.row_number = ANY(%(numbers)s)
"""


def words_of(rows: Iterable[tuple[int, Sequence[str]]], *, index: int, numbers: set[int]) -> dict[str, list[int]]:
    """The words in the column `index` that may be shown, the most frequent first, with the rows that have them."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, values in rows:
        word = " ".join(values[index].split()) if number in numbers and index < len(values) else ""
        if word and len(word) <= _LONGEST and not is_blank(word) and not looks_personal(word):
            found[word].append(number)
    shown = [word for word, rows_of in found.items() if len(rows_of) >= ENOUGH_ROWS]
    return {word: found[word] for word in sorted(shown, key=lambda word: -len(found[word]))[:MOST]}


def write_words(*, upload: Upload, code: str, words: Mapping[str, Sequence[int]]) -> None:
    """Write the words into the problem `code` of the rows that have them; one statement per word."""
    with connection.cursor() as cursor:
        for word, numbers in words.items():
            parameters: dict[str, Any] = {"upload": upload.pk, "code": code, "word": word, "numbers": list(numbers)}
            cursor.execute(_NAME_WORD, parameters)


def rows_asked(*, upload: Upload, code: str) -> set[int]:
    """The rows with the problem `code`, by their numbers."""
    return set(upload.rows.filter(problems__contains=[{"code": code}]).values_list("row_number", flat=True))
