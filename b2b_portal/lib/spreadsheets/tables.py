"""Where the table is: which sheet, which row is its header. Chosen by the words that stand in it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.grids import Grid
from b2b_portal.lib.spreadsheets.headers import fold_header
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

LOOKED_AT = 30  # rows: titles, logos and merged bands above a header end well before
_NOT_A_LABEL = re.compile(r"[\d\s.,:/+%€$-]+")
_WIDE_ENOUGH = 0.6


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
    is_empty = True
    for grid in grids:
        sample = [(number, cells) for number, cells in islice(grid.rows(), LOOKED_AT) if any(cells)]
        is_empty = is_empty and not any(fold_header(cell) for _, cells in sample for cell in cells)
        found = _header_of(grid, sample, header_words)
        if found is not None and (best is None or _rank(found) > _rank(best)):
            best = found
    if best is None:
        raise Refusal(RefusalCode.EMPTY if is_empty else RefusalCode.NO_HEADER)
    return best


def _rank(table: Table) -> tuple[bool, int, int]:
    return not table.grid.is_hidden, table.hits, table.labels


def _header_of(grid: Grid, sample: list[tuple[int, list[str]]], header_words: Collection[str]) -> Table | None:
    """The row with most known words; without two of them the first one that is wide and all labels."""
    rows = [_weigh(grid, number, cells, header_words) for number, cells in sample]
    if not rows:
        return None
    known = max(rows, key=lambda row: row.hits)
    widths = sorted(sum(map(bool, cells)) for _, cells in sample)
    usual = widths[len(widths) // 2]
    if known.hits >= 2 or (known.hits == 1 and usual == 1):
        return known
    return next((row for row in rows if row.labels >= max(2, usual * _WIDE_ENOUGH)), None)


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
