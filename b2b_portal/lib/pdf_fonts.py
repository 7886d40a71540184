"""The letters our PDFs can print: Inter as shipped in static/vendor, never a font of the host.

PDF/A forbids a character without a glyph (ISO 19005-3, 6.2.11.8), and a font of the host would change the bytes
from one machine to the next. So text is written in the letters that we ship before it is laid out.
"""

import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path

from anyascii import anyascii
from fontTools.ttLib import TTFont

FONT_FOLDER = Path(__file__).resolve().parents[2] / "static" / "vendor" / "inter"

WEIGHTS = (400, 500, 600)

# Each file is a family of its own: WeasyPrint merges two files of one family and weight into one embedded font, with
# wrong glyphs. And a file per weight: WeasyPrint writes the current time into every instance of a variable font.
FAMILIES = {
    "Renew Sans": {weight: f"inter-latin-{weight}-normal.woff2" for weight in WEIGHTS},
    "Renew Sans Extended": {weight: f"inter-latin-ext-{weight}-normal.woff2" for weight in WEIGHTS},
}
FONT_FILES = frozenset(file_name for files in FAMILIES.values() for file_name in files.values())

# What typography writes and our files lack, by the nearest sign that they have.
_NEAREST = str.maketrans(
    {
        "\u202f": "\u00a0",  # narrow no-break space, the French thousands mark
        "\u2007": "\u00a0",  # figure space
        "\u2010": "-",
        "\u2011": "-",
        "\u2015": "–",
        "\u2192": "›",
        "\u2190": "‹",
        "\ufeff": "",
        "\u200b": "",
    }
)
_UNREADABLE = "?"


class FontMissing(Exception):
    """A font file of our PDFs is not there: run `make setup`, which collects the front-end files."""


@cache
def font_bytes(file_name: str) -> bytes:
    """Return the WOFF2 file.

    Raises: FontMissing, when it has not been collected.
    """
    path = FONT_FOLDER / file_name
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FontMissing(f"{path} is missing: run `make setup` to collect the front-end files") from None


@cache
def covered_codepoints() -> frozenset[int]:
    """Return every code point for which one of our fonts has a glyph."""
    covered: set[int] = set()
    for files in FAMILIES.values():
        covered |= set.intersection(*(_codepoints(file_name) for file_name in files.values()))
    return frozenset(covered) - frozenset(range(0x20)) | {0x09, 0x0A, 0x0D}


def _codepoints(file_name: str) -> set[int]:
    return set(TTFont(BytesIO(font_bytes(file_name))).getBestCmap())


def in_our_letters(text: str) -> str:
    """Return `text` with every letter that our fonts lack replaced: Москва becomes Moskva, ≥ becomes >=."""
    composed = unicodedata.normalize("NFC", text).translate(_NEAREST)
    covered = covered_codepoints()
    if covered.issuperset(map(ord, set(composed))):
        return composed
    return "".join(letter if ord(letter) in covered else _stand_in(letter) for letter in composed)


@cache
def _stand_in(letter: str) -> str:
    if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Mn", "Me"}:
        return ""  # controls, joiners, variation selectors and loose accents have no width of their own
    covered = covered_codepoints()
    for candidate in (unicodedata.normalize("NFKC", letter), anyascii(letter)):
        if candidate and covered.issuperset(map(ord, candidate)):
            # The text is HTML by now: a sign that reads as one, such as a full-width <, must not become markup.
            return candidate.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return _UNREADABLE
