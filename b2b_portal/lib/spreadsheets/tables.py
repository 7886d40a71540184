"""Where the table is: which sheet, which row is its header. Chosen by the words that stand in it."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.grids import Grid
from b2b_portal.lib.spreadsheets.headers import fold_header
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

LOOKED_AT = 30  # rows: titles, logos and merged bands above a header end well before
_NOT_A_LABEL = re.compile(r"[\d\s.,:/+%€$-]+")
_WIDE_ENOUGH = 0.6
_LOOKS_LIKE_DATA = re.compile(r"\d{2}")  # serial numbers, dates, sizes: not the lower half of a header


@dataclass(frozen=True, kw_only=True)
class Table:
    """One grid with its header row; `hits` header cells are known words, `labels` look like headers."""

    grid: Grid
    header_row: int
    headers: tuple[str, ...]
    hits: int
    labels: int


def find_table(*, grids: Iterable[Grid], header_words: Collection[str]) -> Table:
    """Return the best table of the file; visible sheets come before hidden ones, known headers before unknown ones.

    Raises: Refusal, when nothing stands in the file or no row can be a header.
    """
    best: Table | None = None
    unreadable: Refusal | None = None
    is_empty = True
    for grid in grids:
        sample, refusal = _first_rows(grid)
        unreadable = unreadable or refusal
        is_empty = is_empty and not any(fold_header(cell) for _, cells in sample for cell in cells)
        found = _header_of(grid, sample, header_words)
        if found is not None and (best is None or _rank(found) > _rank(best)):
            best = found
    if best is None:
        raise unreadable or Refusal(RefusalCode.EMPTY if is_empty else RefusalCode.NO_HEADER)
    return best


def _first_rows(grid: Grid) -> tuple[list[tuple[int, list[str]]], Refusal | None]:
    """The first filled rows, and what ended them: a text that one delimiter makes nonsense of may be fine by another.

    The table that is chosen is read again, and then refused for good.
    """
    sample: list[tuple[int, list[str]]] = []
    try:
        sample.extend(islice(((number, cells) for number, cells in grid.rows() if any(cells)), LOOKED_AT))
    except Refusal as refusal:
        if not grid.delimiter:
            raise
        return sample, refusal
    return sample, None


def _rank(table: Table) -> tuple[bool, int, int]:
    return not table.grid.is_hidden, table.hits, table.labels


def _header_of(grid: Grid, sample: list[tuple[int, list[str]]], header_words: Collection[str]) -> Table | None:
    """The row with most known words; without two of them the first one that is wide and all labels."""
    rows = [_weigh(grid, number, cells, header_words) for number, cells in sample]
    if not rows:
        return None
    known = max([*_two_line_headers(rows, sample, header_words), *rows], key=lambda row: row.hits)
    widths = sorted(sum(map(bool, cells)) for _, cells in sample)
    usual = widths[len(widths) // 2]
    if known.hits >= 2 or (known.hits == 1 and usual == 1):
        return known
    return next((row for row in rows if row.labels >= max(2, usual * _WIDE_ENOUGH)), None)


def _two_line_headers(
    rows: list[Table], sample: list[tuple[int, list[str]]], header_words: Collection[str]
) -> Iterator[Table]:
    """Each pair of neighbouring rows that together say more than either alone: "Date" below "Achat"."""
    for upper, lower, (number, above), (after, below) in zip(rows, rows[1:], sample, sample[1:], strict=False):
        if after > number + 1 or any(map(_LOOKS_LIKE_DATA.search, below)):
            continue
        headers = [_joined(band, cell, header_words) for band, cell in _below_bands(above, below)]
        joined = _weigh(upper.grid, after, headers, header_words)
        if headers != below and joined.hits >= max(upper.hits + 1, lower.hits):
            yield joined


def _below_bands(above: list[str], below: list[str]) -> Iterator[tuple[str, str]]:
    """Each lower cell with the one above it; a merged band reaches over the blank cells to its right."""
    band = ""
    for upper, lower in zip_longest(above, below, fillvalue=""):
        band = upper or (band if lower else "")
        yield band, lower


def _joined(band: str, cell: str, header_words: Collection[str]) -> str:
    """Both texts where they make a known header, else the lower one; a blank one leaves the other."""
    readings = (f"{cell} {band}".strip(), f"{band} {cell}".strip())
    return next((reading for reading in readings if fold_header(reading) in header_words), cell or band)


def _weigh(grid: Grid, number: int, cells: list[str], header_words: Collection[str]) -> Table:
    folded = [fold_header(cell) for cell in cells]
    labels = {cell for cell in folded if cell and not _NOT_A_LABEL.fullmatch(cell)}
    filled = sum(map(bool, cells))
    return Table(
        grid=grid,
        header_row=number,
        headers=_without_trailing_blanks(cells),
        hits=len(labels.intersection(header_words)),
        labels=len(labels) if len(labels) >= 0.8 * filled else 0,
    )


def _without_trailing_blanks(cells: list[str]) -> tuple[str, ...]:
    width = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return tuple(cells[:width])
