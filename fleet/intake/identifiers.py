"""Serial numbers, IMEIs and asset tags: normalised and checked, never silently corrected."""

import re
import unicodedata
from typing import NamedTuple

from stdnum import imei as imei_rules
from stdnum import luhn
from stdnum import meid as meid_rules

from b2b_portal.lib.spreadsheets.headers import fold_header

LONGEST = 64

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_FORMULA_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}")
_WHOLE_FLOAT = re.compile(r"(\d{14,17})[.,]0+")
_IMEI_SEPARATORS = re.compile(r"[|;,/\n]+")
_IMEI_FILLERS = re.compile(r"[\s.-]+")
_MEID = re.compile(r"[A-F][ -]?(?:[0-9A-F][ -]?){13}")  # TIA-928: the first digit tells it from an IMEI
_MOSTLY_DIGITS = re.compile(r"[\d\s.-]{14,}")

# Letters and digits of a usual length are neither blank, nor a placeholder, nor rounded: most need no longer look.
_ORDINARY = re.compile(r"[A-Z]{1,8}-?[0-9]{2,12}|(?=[0-9]*[A-Z])(?=[A-Z]*[0-9])[0-9A-Z]{5,20}")
_WHOLE_IMEI = 15  # digits

_BLANK = frozenset({
    "", "0", "n a", "na", "none", "null", "nil", "unknown", "inconnu", "inconnue", "not available", "not present",
    "not collected", "not applicable", "not specified", "non renseigne", "non communique", "nc", "n c", "nr", "sans",
    "aucun", "aucune", "neant", "vide", "empty", "absent", "illisible", "manquant", "missing", "tbd", "x", "xx", "xxx",
})  # fmt: skip
# What firmware says when the maker forgot to write the number.
_PLACEHOLDERS = frozenset({
    "to be filled by o e m", "default string", "system serial number", "system manufacturer", "system product name",
    "chassis serial number", "base board serial number", "invalid", "serial number", "123456789", "1234567890",
    "12345678", "0123456789", "oem", "o e m", "not set",
})  # fmt: skip
# -1 is "not asked"; the dates are the first and the last that programs know, with their midnight.
_NEVER = re.compile(r"['’]?-1|(?:1970-01-01|0001-01-01|9999-12-31)(?:[ T][\d:.]*)?Z?")
_MOST_IMEIS = 4  # a telephone has two; more than four parts are no list of them
_LONGEST_BLANK = 30  # with some punctuation around the longest of them
_COUNTED_UP = ("12345678901234", "01234567890123")


class IdentifierReading(NamedTuple):
    """An identifier as it is kept, or the code of the problem that stands in its way.

    Both, when it is kept but not as it was written: the problem then says what was read.
    """

    value: str = ""
    problem: str = ""


_NOTHING = IdentifierReading()


def plain_text(text: str) -> str:
    """Return `text` without what hides in cells: `="…"`, a leading apostrophe, invisible characters."""
    if text.isascii() and text.isalnum():
        return text
    bare = text.strip()
    if not bare:
        return ""
    if not bare.isascii():
        bare = _INVISIBLE.sub("", unicodedata.normalize("NFKC", bare)).strip()
    wrapped = _FORMULA_TEXT.match(bare)
    return (wrapped[1] if wrapped else bare).lstrip("'`´ ")


def is_blank(text: str) -> bool:
    """Whether the cell says nothing: empty, "N/A", "?", "inconnu"."""
    if not text:
        return True
    return len(text) <= _LONGEST_BLANK and (fold_header(text) in _BLANK or _NEVER.fullmatch(text.strip()) is not None)


def is_placeholder(text: str) -> bool:
    """Whether firmware put words where a number belongs: "To be filled by O.E.M.", "00000000"."""
    folded = fold_header(text)
    return folded in _PLACEHOLDERS or (len(folded) >= 4 and len(set(folded.replace(" ", ""))) == 1)


def is_ordinary(text: str) -> bool:
    """Whether a serial number or label is written as most are: neither blank, nor a placeholder, nor an IMEI."""
    return _ORDINARY.fullmatch(text) is not None


def is_whole_imei(text: str) -> bool:
    """Whether a cell holds one IMEI with its right check digit and nothing else."""
    return len(text) == _WHOLE_IMEI and text.isascii() and text.isdigit() and not _read_digits(text).problem


def read_serial(text: str) -> IdentifierReading:
    """Return the serial number in capitals, inner spaces made single."""
    if not text or is_ordinary(text):
        return IdentifierReading(text)
    capitals = plain_text(plain_text(text).upper())
    return _read_free_text(capitals, rounded="serial_rounded", placeholder="serial_placeholder")


def read_asset_tag(text: str) -> IdentifierReading:
    """Return the customer's own label as written: always text, its leading zeros belong to it."""
    if not text or is_ordinary(text):
        return IdentifierReading(text)
    return _read_free_text(plain_text(text), rounded="asset_tag_rounded", placeholder="")


def _read_free_text(text: str, *, rounded: str, placeholder: str) -> IdentifierReading:
    plain = " ".join(text.split())
    if is_blank(plain):
        return _NOTHING
    if is_placeholder(plain):
        return IdentifierReading(problem=placeholder)
    if _ROUNDED.fullmatch(plain.upper()):
        return IdentifierReading(problem=rounded)
    if len(plain) > LONGEST:
        return IdentifierReading(problem="identifier_too_long")
    return IdentifierReading(plain)


def read_imeis(text: str) -> list[IdentifierReading]:
    """Return each IMEI of a cell, which may hold two of them, as 15 digits with their check digit.

    14 digits lack the check digit, which is added; of 16 (IMEISV) the last two are a software version (3GPP TS 23.003).
    """
    if len(text) == _WHOLE_IMEI and text.isascii() and text.isdigit():
        return [_read_digits(text)]
    plain = plain_text(text).upper()
    if is_blank(plain):
        return []
    is_one_number = _ROUNDED.fullmatch(plain) or _WHOLE_FLOAT.fullmatch(plain)  # its comma is a decimal one
    parts = [plain] if is_one_number else [part for part in _IMEI_SEPARATORS.split(plain) if part.strip()]
    if len(parts) == 1 and len(_IMEI_FILLERS.sub("", plain)) in (28, 30, 32):
        parts = plain.split()
    if len(parts) > _MOST_IMEIS:
        return [IdentifierReading(problem="imei_invalid")]
    return [_read_imei(part.strip()) for part in parts]


def _read_imei(part: str) -> IdentifierReading:
    whole = _WHOLE_FLOAT.fullmatch(part)
    if whole is None and _ROUNDED.fullmatch(part):
        return IdentifierReading(problem="imei_rounded")
    digits = whole[1] if whole else _IMEI_FILLERS.sub("", part)
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (14, 15, 16):
        return IdentifierReading(problem="imei_invalid")
    return _read_digits(digits)


def _read_digits(digits: str) -> IdentifierReading:
    body = digits[:14]
    if len(set(body)) == 1 or body.startswith("00000000") or body in _COUNTED_UP:
        return IdentifierReading(problem="imei_placeholder")
    if len(digits) == _WHOLE_IMEI:
        return IdentifierReading(digits) if luhn.is_valid(digits) else IdentifierReading(problem="imei_invalid")
    whole_number = body + luhn.calc_check_digit(body)
    return IdentifierReading(whole_number, "imei_completed" if len(digits) == 14 else "imei_software_version")


def looks_like_imei(text: str) -> bool:
    """Whether a text from another column is a whole, valid IMEI."""
    if len(text) < _WHOLE_IMEI:
        return False
    plain = plain_text(text)
    return bool(_MOSTLY_DIGITS.fullmatch(plain)) and imei_rules.is_valid(plain) and len(imei_rules.compact(plain)) == 15


def looks_like_meid(text: str) -> bool:
    """Whether a text from another column is a MEID; one of digits alone may be an IMEI without its check digit."""
    if text.isdigit():
        return False
    plain = plain_text(text).upper()
    return len(plain) >= 14 and bool(_MEID.fullmatch(plain)) and meid_rules.is_valid(plain)


def read_meid(text: str) -> IdentifierReading:
    """Return a MEID as 14 hexadecimal digits."""
    if not text:
        return _NOTHING
    plain = plain_text(text).upper()
    if is_blank(plain) or is_placeholder(plain):
        return _NOTHING
    if not meid_rules.is_valid(plain):
        return IdentifierReading(problem="meid_invalid")
    return IdentifierReading(meid_rules.format(plain, separator="", format="hex"))


def identity_key(*, imei: str, serial: str, asset_tag: str) -> str:
    """Return what makes two rows the same device: the IMEI's 14 digits, else the serial number, else the asset tag."""
    if imei:
        return f"imei:{imei[:14]}"
    if serial:
        return f"serial:{serial}"
    return f"tag:{asset_tag.upper()}" if asset_tag else ""
