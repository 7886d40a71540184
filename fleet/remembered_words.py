"""What was said of words in earlier files, answered at once in the next: nobody is asked twice for the same word."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from fleet.intake.answers import Answer
from fleet.intake.columns import fold_header
from fleet.intake.mapping import MappedColumn
from fleet.intake.mapping import Mapping as ColumnMapping
from fleet.models import RememberedWord, Upload, UploadAnswer
from fleet.word_lookup import LOOKED_UP, rows_asked, write_words
from tenants.actor import Actor

Rows = Iterable[tuple[int, Sequence[str]]]


def answer_as_before(
    *, upload: Upload, mapping: ColumnMapping, rows: Callable[[], Rows], by: Actor, at: datetime
) -> list[int]:
    """Write down the answers that we remember for words of the staged rows; returns their ids.

    `rows` opens the rows of the file, which are read only where a column has unknown words and some are remembered.
    """
    given: list[int] = []
    for code, field in LOOKED_UP.items():
        meanings, column = RememberedWord.objects.as_meanings(code), mapping.fields.get(field)
        numbers = rows_asked(upload=upload, code=code) if meanings and column else set()
        if column and numbers:
            words = _words(rows(), index=column.index, numbers=numbers, known=meanings)
            write_words(upload=upload, code=code, words=words)
            answers = answers_of(words, code=code, column=column, meanings=meanings)
            given += UploadAnswer.objects.keep(answers, upload=upload, by=by, at=at, is_remembered=True)
    return given


def answers_of(words: Iterable[str], *, code: str, column: MappedColumn, meanings: Mapping[str, str]) -> list[Answer]:
    """The answers for those of the words that have a meaning."""
    return [
        Answer(code=code, column=column.header, value=word, text=meaning)
        for word in words
        if (meaning := meanings.get(fold_header(word)))
    ]


def _words(rows: Rows, *, index: int, numbers: set[int], known: Mapping[str, str]) -> dict[str, list[int]]:
    """The remembered words as the rows write them, with the rows that have them."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, values in rows:
        word = " ".join(values[index].split()) if number in numbers and index < len(values) else ""
        if fold_header(word) in known:
            found[word].append(number)
    return found
