"""How big a file may be before it is refused with a sentence instead of being read."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SpreadsheetLimits:
    """Caps on what a file holds; the child that reads it has its SandboxLimits besides."""

    rows: int = 250_000
    columns: int = 300
    # The reader keeps a slot for every cell of the used rectangle, filled or not; more than this outgrows the child.
    cells: int = 12_000_000
    # Longer texts are cut: a fleet has none, and whoever reads the cells later must not be slowed down by one.
    cell_characters: int = 2_000
    zip_entries: int = 2_000
    unpacked_bytes: int = 100 * 1024**2
    # Real workbooks shrink 5 to 30 times; only an archive that unpacks to more than `ratio_from_bytes` is judged by it.
    ratio: int = 100
    ratio_from_bytes: int = 10 * 1024**2
