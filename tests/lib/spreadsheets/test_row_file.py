import pytest

from b2b_portal.lib.spreadsheets.row_file import RowCount, RowsBeingWritten, WrittenRows, follow_rows


class Writer:
    """Writes one piece of its rows at every look, as a child would between two looks."""

    def __init__(self, path, *pieces: bytes, problem: Exception | None = None) -> None:
        self.path, self.problem = path, problem
        self.pieces = list(pieces)
        path.touch()

    def has_ended(self, within: float) -> bool:
        if not self.pieces:
            return True
        with self.path.open("ab") as file:
            file.write(self.pieces.pop(0))
        return False

    def count(self) -> RowCount:
        if self.problem:
            raise self.problem
        return RowCount(filled=2, blank=0)

    def rows(self) -> RowsBeingWritten:
        return RowsBeingWritten(path=self.path, has_ended=self.has_ended, counted=self.count)


def test_it_works(tmp_path):
    path = tmp_path / "rows.ndjson"
    path.write_text('[2,"PF1","T14"]\n[5,"PF2"]\n')

    rows = list(follow_rows(WrittenRows(path=path, counted=RowCount(filled=2, blank=2))))

    assert rows == [(2, ["PF1", "T14"]), (5, ["PF2"])]


def test_row_that_is_half_written_is_waited_for(tmp_path):
    text = '[2,"école"]\n[3,"PF2"]\n'.encode()
    for cut in range(1, len(text)):
        writer = Writer(tmp_path / f"{cut}.ndjson", text[:cut], text[cut:])

        assert list(follow_rows(writer.rows())) == [(2, ["école"]), (3, ["PF2"])]


def test_rows_arrive_before_the_last_is_written(tmp_path):
    writer = Writer(tmp_path / "rows.ndjson", b'[2,"PF1"]\n', b'[3,"PF2"]\n')
    rows = follow_rows(writer.rows())

    first = next(rows)

    assert (first, len(writer.pieces)) == ((2, ["PF1"]), 1)


def test_writer_that_fails_does_not_look_like_one_that_has_ended(tmp_path):
    writer = Writer(tmp_path / "rows.ndjson", b'[2,"PF1"]\n[3,"P', problem=RuntimeError("died"))
    rows = follow_rows(writer.rows())

    assert next(rows) == (2, ["PF1"])
    with pytest.raises(RuntimeError, match="died"):
        next(rows)
