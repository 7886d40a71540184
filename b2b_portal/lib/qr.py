"""A QR code as one SVG path, so that it prints sharp and needs no image file."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M


@dataclass(frozen=True, kw_only=True)
class QrDrawing:
    """`path` is the `d` of an SVG path in a square of `size` units, the quiet zone of four units included."""

    size: int
    path: str


def draw_qr(text: str) -> QrDrawing:
    """Return the code of `text` at error correction M (15 % may be damaged)."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    matrix = code.get_matrix()
    path = "".join(
        f"M{start} {row}h{length}v1h-{length}z"
        for row, cells in enumerate(matrix)
        for start, length in _dark_runs(cells)
    )
    return QrDrawing(size=len(matrix), path=path)


def _dark_runs(cells: list[bool]) -> Iterator[tuple[int, int]]:
    """Where dark squares stand side by side: one rectangle each, which halves the drawing."""
    column = 0
    for dark, run in groupby(cells):
        length = len(list(run))
        if dark:
            yield column, length
        column += length
