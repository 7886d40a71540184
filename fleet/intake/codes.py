"""The codes by which makers tell their models apart, and where they hide in a cell."""

import re
from collections.abc import Iterator

from b2b_portal.lib.spreadsheets.headers import fold_text

_APPLE_IDENTIFIER = re.compile(
    r"(?:iPhone|iPad|iPod|Mac|iMac|MacBook|MacBookAir|MacBookPro|Macmini|MacPro|Watch)\d+,\d+", re.I
)
# First letter: M as sold, F refurbished, N replaced, P engraved; then the part, the region's letters and "/A".
_APPLE_PART = re.compile(r"[MFNP]([0-9A-Z]{4})(?:[A-Z]{1,2}/[A-Z])?")
_APPLE_PART_WITH_REGION = re.compile(r"[MFNP][0-9A-Z]{4}[A-Z]{1,2}/[A-Z]")
_APPLE_PART_CUT = re.compile(r"[MFNP]([0-9A-Z]{4})[A-Z]{1,2}/?A?")  # a tool that drops the slash, or all behind it
_A_NUMBER = re.compile(r"A\d{4}")
_LENOVO_MACHINE = re.compile(r"(\d{2}[0-9A-Z]{2})-?[0-9A-Z]{6}")
_LENOVO_TYPE = re.compile(r"\d{2}[0-9A-Z]{2}")
_FOUR_HEX = re.compile(r"[0-9A-F]{4}")
# Samsung writes the colour and the region of sale behind the model: SM-A546BZKCEUB is a SM-A546B.
_SAMSUNG = re.compile(r"\bSM[- ]?([A-Z]\d{3})([A-Z0-9]*)")
_COLOUR_AND_REGION = 6

_LONGEST_CODE = 40
_LONGEST_CELL = 160
_LONGEST_WORD = 11
_BETWEEN = re.compile(r"[\s()\[\]_:;|,]+")
_IDENTIFIER_WITHIN = re.compile(rf"\b{_APPLE_IDENTIFIER.pattern}\b", re.I)
_MACHINE_WITHIN = re.compile(r"\d{2}(?=[0-9]?[A-Z])[0-9A-Z]{2}(?:-?[0-9A-Z]{6})?")  # "2021" is a year
_BRACKETED = re.compile(r"[(\[]([0-9A-F]{4})[)\]]")


def fold_code(kind: str, text: str) -> str:
    """Return a code as the index keeps it: capitals, no spaces, without what only a region or a bundle adds."""
    return _fold(kind, _plain(fold_text(text).upper()))


def _fold(kind: str, code: str) -> str:
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
    """Yield (kind, folded code) for each code that `text` may be, or may hold among its words; `maker` is folded."""
    capitals = fold_text(text).upper()
    code = _plain(capitals)
    if not code:
        return
    if len(code) <= _LONGEST_CODE:
        yield from _whole(code, maker)
    if len(code) <= _LONGEST_CELL:
        yield from _within(capitals, maker)


def _plain(capitals: str) -> str:
    plain = capitals.replace(" ", "")
    return plain if plain.isascii() else plain.encode("ascii", "ignore").decode()


def _whole(code: str, maker: str) -> Iterator[tuple[str, str]]:
    if maker in ("", "apple"):
        yield from _apple_codes(code, maker)
    machine = _LENOVO_MACHINE.fullmatch(code) if maker in ("", "lenovo") else None
    if machine:
        yield "lenovo_type", machine[1]
    if maker == "lenovo" and _LENOVO_TYPE.fullmatch(code):
        yield "lenovo_type", code
    if maker in ("dell", "hp") and _FOUR_HEX.fullmatch(code.zfill(4) if maker == "dell" else code):
        # A spreadsheet makes 645 of Dell's 0645.
        yield ("dell_sku", code.zfill(4)) if maker == "dell" else ("hp_board", code)
    if maker != "apple":
        yield "part_number", _fold("part_number", code)
        yield "android_code", _fold("android_code", code)


def _apple_codes(code: str, maker: str) -> Iterator[tuple[str, str]]:
    if _APPLE_IDENTIFIER.fullmatch(code):
        yield "apple_identifier", code
    elif _APPLE_PART_WITH_REGION.fullmatch(code) or (_APPLE_PART.fullmatch(code) and len(code) == 5):
        yield "part_number", _fold("part_number", code)
    elif _A_NUMBER.fullmatch(code):
        yield "a_number", code
    elif maker == "apple" and (cut := _APPLE_PART_CUT.fullmatch(code)):
        yield "part_number", f"M{cut[1]}"


def _within(capitals: str, maker: str) -> Iterator[tuple[str, str]]:
    """Codes that stand beside other words, as in "Galaxy A54 5G (SM-A546B)": only those no word can be taken for."""
    if maker in ("", "samsung") and "SM" in capitals:
        for found in _SAMSUNG.finditer(capitals):
            yield from _samsung_codes(found[1], found[2])
    if maker in ("dell", "hp") and ("(" in capitals or "[" in capitals):
        for bracketed in _BRACKETED.finditer(capitals):
            yield ("dell_sku" if maker == "dell" else "hp_board"), bracketed[1]
    if maker in ("", "apple") and "," in capitals:
        for identifier in _IDENTIFIER_WITHIN.finditer(capitals):
            yield "apple_identifier", identifier[0]
    if maker in ("apple", "lenovo", "dell"):
        yield from _words_that_are_codes(_BETWEEN.split(capitals), maker)


def _samsung_codes(model: str, behind: str) -> Iterator[tuple[str, str]]:
    yield "android_code", f"SM-{model}{behind}"
    if len(behind) >= _COLOUR_AND_REGION:
        yield "android_code", f"SM-{model}{behind[:-_COLOUR_AND_REGION]}"


def _words_that_are_codes(words: list[str], maker: str) -> Iterator[tuple[str, str]]:
    for word in words if len(words) > 1 else ():
        if not 4 <= len(word) <= _LONGEST_WORD or word.isalpha():
            continue
        if maker == "apple":
            yield from _apple_codes(word, maker)
        elif maker == "lenovo" and _MACHINE_WITHIN.fullmatch(word):
            yield "lenovo_type", word[:4]
        elif maker == "dell" and word[0] == "0" and _FOUR_HEX.fullmatch(word):
            yield "dell_sku", word
