"""The file into which the reader writes its rows, followed while it grows: `[row number, cell, cell, …]` per line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import orjson

_PATIENCE = 0.02  # seconds between two looks at a file that does not grow


class RowCount(NamedTuple):
    """Filled rows below the header, and the blank ones between them."""

    filled: int
    blank: int


class RowFile(Protocol):
    """The rows of a sheet, complete or still being written."""

    @property
    def path(self) -> Path: ...

    def is_complete(self, *, within: float = 0) -> bool:
        """Whether all rows are there, waiting so many seconds for it."""

    def count(self) -> RowCount:
        """How many rows there are, once all are there."""


@dataclass(frozen=True, kw_only=True)
class WrittenRows:
    """A file with all of its rows."""

    path: Path
    counted: RowCount

    def is_complete(self, *, within: float = 0) -> bool:
        """It always is."""
        return True

    def count(self) -> RowCount:
        """The rows in it."""
        return self.counted


@dataclass(frozen=True, kw_only=True)
class RowsBeingWritten:
    """A file that grows: `has_ended` waits some seconds for its writer, `counted` until it has ended.

    Both raise what went wrong with the writer.
    """

    path: Path
    has_ended: Callable[[float], bool]
    counted: Callable[[], RowCount]

    def is_complete(self, *, within: float = 0) -> bool:
        """Whether the writer has ended."""
        return self.has_ended(within)

    def count(self) -> RowCount:
        """The rows in it, as the writer counted them."""
        return self.counted()


def follow_rows(rows: RowFile) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) of every row, waiting for those that are not written yet.

    Raises: what went wrong with the writer.
    """
    with rows.path.open("rb") as file:
        begun = b""
        is_complete, patience = False, 0.0
        while not is_complete:
            is_complete, patience = rows.is_complete(within=patience), _PATIENCE
            for line in file:
                if not line.endswith(b"\n"):  # the rest of it is still to come
                    begun += line
                    break
                number, *cells = orjson.loads(begun + line)
                begun = b""
                yield number, cells
        rows.count()  # a writer that failed must not look like one that has ended
