import pytest

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.binary_workbook import STREAMS, check_binary_workbook, hidden_rows
from b2b_portal.lib.spreadsheets.compound import read_stream
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.binary_workbooks import container_of, label, labels, row_record, stream_of

SMALL = SpreadsheetLimits(rows=10, columns=5, cells=40)


def workbook_of(*sheets: bytes) -> bytes:
    return bytes(container_of(stream_of(*sheets)))


def refusal_of(*sheets: bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        check_binary_workbook(content=workbook_of(*sheets), limits=SMALL)
    return refused.value


def test_it_works():
    check_binary_workbook(content=workbook_of(labels()), limits=SMALL)

    refused = refusal_of(labels(), label(10, 0, "x"))

    assert (refused.code, refused.detail) == (RefusalCode.TOO_MANY_ROWS, {"rows": 11, "limit": 10})


def test_column_past_the_cap_is_refused_with_its_number():
    refused = refusal_of(label(0, 5, "x"))

    assert (refused.code, refused.detail) == (RefusalCode.TOO_MANY_COLUMNS, {"columns": 6, "limit": 5})


def test_sheets_are_counted_together():
    half = label(4, 4, "x")

    check_binary_workbook(content=workbook_of(half), limits=SMALL)

    assert refusal_of(half, half).detail == {"rows": 5, "columns": 5, "limit": 40}


def test_hidden_rows_are_those_of_the_sheet_asked_for():
    content = workbook_of(row_record(0, hidden=True) + labels(), labels() + row_record(7, hidden=True))

    assert [hidden_rows(content=content, place=place) for place in (0, 1)] == [[1], [8]]


@pytest.mark.parametrize("size", [100, 5_000, 200_000])
def test_stream_comes_out_of_its_chain_as_it_went_in(size):
    stream = bytes(range(256)) * (size // 256 + 1)

    assert read_stream(bytes(container_of(stream)), names=STREAMS).rstrip(b"\0") == stream.rstrip(b"\0")


@pytest.mark.parametrize("place", range(0, 512, 7))
def test_container_cut_short_is_damaged(place):
    with pytest.raises(Refusal) as refused:
        read_stream(workbook_of(labels())[: 100 + place * 4], names=STREAMS)

    assert refused.value.code == RefusalCode.DAMAGED
