"""A QR code as one SVG path, so that it prints sharp and needs no image file."""

from dataclasses import dataclass

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
        f"M{column} {row}h1v1h-1z" for row, cells in enumerate(matrix) for column, dark in enumerate(cells) if dark
    )
    return QrDrawing(size=len(matrix), path=path)
