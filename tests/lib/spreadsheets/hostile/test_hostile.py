from collections import Counter

import pytest

from b2b_portal.lib.spreadsheets.reading import read_spreadsheet
from b2b_portal.lib.spreadsheets.refusals import RefusalCode, SpreadsheetRefused
from fleet.intake.refusals import REFUSAL_SENTENCES
from tests.lib.spreadsheets.hostile import (
    archives,
    binaries,
    disguises,
    open_documents,
    sheets,
    texts,
    values,
    web_pages,
)
from tests.lib.spreadsheets.hostile.case import Hostile

WORDS = {"serial number", "model", "imei"}
KINDS = (archives, binaries, disguises, open_documents, sheets, texts, values, web_pages)
CASES = [
    pytest.param(case, id=f"{kind.__name__.rpartition('.')[2]}-{case.name}") for kind in KINDS for case in kind.CASES
]


def come_of(case: Hostile, folder) -> tuple[RefusalCode | list[list[str]], frozenset[int]]:
    path = folder / case.filename
    case.build(path)
    try:
        sheet = read_spreadsheet(path=path, filename=path.name, workdir=folder, header_words=WORDS)
    except SpreadsheetRefused as refused:
        _ = REFUSAL_SENTENCES[refused.code] % refused.detail  # every fact of the sentence is there
        return refused.code, frozenset()
    return [cells for _, cells in sheet.rows()], sheet.hidden_rows


def test_it_works():
    assert len(CASES) >= 60
    assert not [name for name, count in Counter(param.id for param in CASES).items() if count > 1]


@pytest.mark.parametrize("case", CASES)
def test_hostile_file_is_refused_with_a_sentence_or_read_as_it_should_be(case, tmp_path):
    assert come_of(case, tmp_path) == (case.expected, case.hidden)


def test_no_hostile_file_costs_the_reader_its_life():
    assert RefusalCode.READER_DIED not in [param.values[0].expected for param in CASES]
