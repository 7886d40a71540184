"""What a cell of an uploaded workbook holds, as a value of a field, or the code of what is wrong with it."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

_SPACES = re.compile(r"[ \u00a0\u202f]")
_CODES = {
    "min_value": "negative",
    "max_value": "too_much",
    "max_digits": "too_precise",
    "max_decimal_places": "too_precise",
    "max_whole_digits": "too_precise",
}


class BadCell(Exception):
    """The cell cannot be read: `code` and `detail` are those of a problem."""

    def __init__(self, code: str, **detail: Any) -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


def number_of(field: "models.Field[Any, Any]", text: str) -> Any:
    """Return the number: `1 234,50` and `1234.5` are read; signs of a currency or words are not taken away.

    Raises: BadCell.
    """
    plain = _SPACES.sub("", text)
    try:
        number = Decimal(plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain)
    except InvalidOperation:
        raise BadCell("not_a_number", text=text) from None
    if not number.is_finite() or "e" in plain.lower():
        raise BadCell("not_a_number", text=text)
    if isinstance(field, models.IntegerField):
        if number != int(number):
            raise BadCell("not_whole", text=text)
        return cleaned(field, int(number), text)
    return cleaned(field, number, text)


def cleaned(field: "models.Field[Any, Any]", value: Any, text: str) -> Any:
    """Return the value as the field takes it; `text` is what stood in the cell.

    Raises: BadCell.
    """
    try:
        return field.clean(value, None)
    except ValidationError as error:
        first = error.error_list[0]
        code = _CODES.get(first.code or "", "invalid")
        limit = (first.params or {}).get("limit_value", "")
        raise BadCell(code, text=text, limit=str(limit)) from None
