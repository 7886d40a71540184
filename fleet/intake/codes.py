"""The codes by which makers tell their models apart, and where they hide in a row."""

import re
from collections.abc import Iterator

from b2b_portal.lib.spreadsheets.headers import fold_text

_APPLE_IDENTIFIER = re.compile(
    r"(?:iPhone|iPad|iPod|Mac|iMac|MacBook|MacBookAir|MacBookPro|Macmini|MacPro|Watch)\d+,\d+", re.I
)
# First letter: M as sold, F refurbished, N replaced, P engraved; then the part, the region's letters and "/A".
_APPLE_PART = re.compile(r"[MFNP]([0-9A-Z]{4})(?:[A-Z]{1,2}/[A-Z])?")
_APPLE_PART_WITH_REGION = re.compile(r"[MFNP][0-9A-Z]{4}[A-Z]{1,2}/[A-Z]")
_A_NUMBER = re.compile(r"A\d{4}")
_LENOVO_MACHINE = re.compile(r"\d{2}[0-9A-Z]{8}")
_LENOVO_TYPE = re.compile(r"\d{2}[0-9A-Z]{2}")
_FOUR_HEX = re.compile(r"[0-9A-F]{4}")


def fold_code(kind: str, text: str) -> str:
    """Return a code as the index keeps it: capitals, no spaces, without what only a region or a bundle adds."""
    code = _plain(text)
    if kind == "part_number":
        code = code.partition("#")[0]  # HP writes the region's keyboard behind it
        part = _APPLE_PART.fullmatch(code)
        return f"M{part[1]}" if part else code
    if kind == "lenovo_type":
        return code[:4]
    if kind == "android_code":
        return code.partition("/")[0]
    return code


def codes_in(text: str, *, maker: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, folded code) for each kind of code that `text` may be, strongest first; `maker` is folded."""
    code = _plain(text)
    if not code or len(code) > 40:
        return
    if maker in ("", "apple"):
        yield from _apple_codes(code)
    if _LENOVO_MACHINE.fullmatch(code) and maker in ("", "lenovo"):
        yield "lenovo_type", code[:4]
    if _LENOVO_TYPE.fullmatch(code) and maker == "lenovo":
        yield "lenovo_type", code
    if _FOUR_HEX.fullmatch(code) and maker in ("dell", "hp"):
        yield ("dell_sku" if maker == "dell" else "hp_board"), code
    if maker != "apple":
        yield "part_number", fold_code("part_number", code)
        yield "android_code", fold_code("android_code", code)


def _plain(text: str) -> str:
    return fold_text(text).replace(" ", "").upper().encode("ascii", "ignore").decode()


def _apple_codes(code: str) -> Iterator[tuple[str, str]]:
    if _APPLE_IDENTIFIER.fullmatch(code):
        yield "apple_identifier", code
    elif _APPLE_PART_WITH_REGION.fullmatch(code) or (_APPLE_PART.fullmatch(code) and len(code) == 5):
        yield "part_number", fold_code("part_number", code)
    elif _A_NUMBER.fullmatch(code):
        yield "a_number", code
