"""Personal details that stand where nobody expected them: in the cells of a column that is kept."""

import re

# One character before the @ is enough, and keeps a long text from being searched again from each of its letters.
_EMAIL = re.compile(r"[^\s@;,<>]@[^\s@;,<>]+\.\w")
# French numbers, with their spaces, dots or none, and international ones.
_PHONE = re.compile(r"(?<![\w+])(?:0\d(?:[ .-]?\d{2}){4}|\+\d{1,3}(?:[ .-]?\d){7,12})(?!\w)")
_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
# Ten digits are a telephone number in a place's name, and an honest serial number in the column of serial numbers.
_PLACES = frozenset({"site", "cost_centre", "category"})


def is_personal_value(*, field: str, text: str) -> bool:
    """Whether the cell holds an e-mail address or, where places stand, a telephone number."""
    if "@" in text and _EMAIL.search(text):
        return True
    return field in _PLACES and _PHONE.search(text) is not None


def looks_personal(text: str) -> bool:
    """Whether a cell of an unknown column reads like an e-mail address, a telephone number or a network address."""
    return any(form.search(text) for form in (_EMAIL, _PHONE, _ADDRESS))
