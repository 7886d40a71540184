"""Form fields for figures as people write them: 1 499,00 or 1,499.00, 12 %, 1 200."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.money import AmbiguousAmount, UnreadableAmount, parse_money

MOST_AMOUNT = Decimal("999999999.99")
MOST_QUANTITY = 1_000_000
_GROUP_MARKS = re.compile("[ \u00a0\u202f\u2009'\u2019]")


class AmountField(forms.Field):
    """An amount of money, zero or more, in `currency`; None when nothing is typed."""

    default_error_messages = {
        "ambiguous": _("“%(text)s” can be read in two ways: write the cents too, as in 1499.00."),
        "unreadable": _("“%(text)s” is not an amount: write it as 1499.00 or 1 499,00."),
        "negative": _("Prices are zero or more."),
        "too_much": _("This amount is too large."),
    }

    def __init__(self, *, currency: str = "EUR", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.currency = currency

    def to_python(self, value: Any) -> Decimal | None:
        """Raises: ValidationError, for what is no amount, or could be two."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            amount = parse_money(text, currency=self.currency).amount
        except AmbiguousAmount as error:
            raise ValidationError(self.error_messages["ambiguous"], "ambiguous", {"text": text[:40]}) from error
        except UnreadableAmount as error:
            raise ValidationError(self.error_messages["unreadable"], "unreadable", {"text": text[:40]}) from error
        if amount < 0:
            raise ValidationError(self.error_messages["negative"], "negative")
        if amount > MOST_AMOUNT:
            raise ValidationError(self.error_messages["too_much"], "too_much")
        return amount


class PercentField(AmountField):
    """A percentage from 0 to 100 with at most two decimals, the sign allowed."""

    default_error_messages = {
        "unreadable": _("“%(text)s” is not a percentage: write it as 2.5 or 2,5."),
        "negative": _("A discount is 0 to 100 per cent."),
        "too_much": _("A discount is 0 to 100 per cent."),
    }

    def to_python(self, value: Any) -> Decimal | None:
        """Raises: ValidationError, outside of 0 to 100."""
        percent = super().to_python(str(value or "").replace("%", ""))
        if percent is not None and percent > 100:
            raise ValidationError(self.error_messages["too_much"], "too_much")
        return percent


class QuantityField(forms.Field):
    """A whole number of one or more; None when nothing is typed."""

    default_error_messages = {
        "unreadable": _("“%(text)s” is not a whole number."),
        "range": _("The quantity is one or more, and at most %(most)s."),
    }

    def to_python(self, value: Any) -> int | None:
        """Raises: ValidationError, for what is no whole number of one or more."""
        text = str(value or "").strip()
        if not text:
            return None
        digits = _GROUP_MARKS.sub("", text)
        if not re.fullmatch("-?[0-9]{1,12}", digits):
            raise ValidationError(self.error_messages["unreadable"], "unreadable", {"text": text[:40]})
        quantity = int(digits)
        if not 1 <= quantity <= MOST_QUANTITY:
            raise ValidationError(self.error_messages["range"], "range", {"most": MOST_QUANTITY})
        return quantity
