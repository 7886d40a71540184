"""The rows of an upload that cannot be imported, as a workbook: put right there, it can be uploaded as it is.

It holds the columns of the file that we read. Where their text is not kept, the words that mean the same stand there:
a personal device must not come back as one of the organisation's.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook

from b2b_portal.lib.spreadsheets.written_cells import heading, safe_cell
from fleet.intake.fields import FIELDS
from fleet.meant_words import MEANT
from fleet.models import Upload, UploadRow
from fleet.models.upload_row import Outcome
from fleet.problem_groups import RowSentence, sentences_of

AT_ONCE = 2000
_USED = ("upload", "row_number", "raw", "problems", "owner", "grade", "functional_state", "lock")


@dataclass(frozen=True)
class _Column:
    """One column of the workbook; `label` is its key in what is kept of a row."""

    header: str
    label: str
    field: str

    def text(self, row: UploadRow) -> str:
        return MEANT[self.field](row) if self.field in MEANT else row.raw.get(self.label, "")


def write_refused_rows(upload: Upload) -> bytes:
    """The refused rows in the order of the file, in the reader's language; only the packed file is held at once."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Rows left out"))
    sheet.freeze_panes = "A2"
    columns = list(_columns(upload))
    # Words that no column is known by: uploaded again, the three are left alone.
    ours = (pgettext("column", "Row"), pgettext("column", "Problem"), pgettext("column", "How to fix"))
    sheet.append([heading(sheet, text) for text in (*(column.header for column in columns), *ours)])
    rows = upload.rows.filter(outcome=Outcome.REFUSE).in_file_order().only(*_USED)
    for row in rows.iterator(chunk_size=AT_ONCE):
        problems = sorted(sentences_of(row), key=lambda problem: not problem.is_refusal)
        told = ("\n".join(map(_told, problems)), "\n".join(dict.fromkeys(problem.hint for problem in problems)))
        cells = [safe_cell(sheet, column.text(row)) for column in columns]
        sheet.append([*cells, row.row_number, *(safe_cell(sheet, text) for text in told)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _told(problem: RowSentence) -> str:
    if not problem.column:
        return problem.sentence
    return _("%(column)s: %(sentence)s") % {"column": problem.column, "sentence": problem.sentence}


def _columns(upload: Upload) -> Iterator[_Column]:
    """The columns that are read, numbered as they are in what is kept when two are called the same."""
    seen: dict[str, int] = {}
    stored: Any = upload.mapping
    for column in stored["columns"] if stored else ():
        header, field = column["header"], column["field"]
        if not field:
            continue
        seen[header] = count = seen.get(header, 0) + 1
        if FIELDS[field].kept or field in MEANT:
            yield _Column(header, header if count == 1 else f"{header} ({count})", field)
