"""Amounts, counts, shares and dates as the reader's language writes them (Unicode CLDR, through Babel).

English is written the European way: 23 Nov 2026, €1,499.00.
"""

from datetime import date, datetime
from decimal import Decimal

from babel import Locale, dates, numbers
from django.template import Library
from django.utils.timezone import localtime
from django.utils.translation import get_language

register = Library()

LOCALES = {"en": "en_GB", "fr": "fr_FR"}
NOTHING = "–"


def reader_locale() -> Locale:
    """The Babel locale of the active language; English where there is none."""
    language = (get_language() or "en").split("-")[0]
    return Locale.parse(LOCALES.get(language, "en_GB"))


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    """Write `amount` with the digits and the sign of `currency`: 1 499,00 €."""
    if amount is None:
        return NOTHING
    return numbers.format_currency(amount, currency, locale=reader_locale())


@register.filter
def whole_money(amount: Decimal | None, currency: str) -> str:
    """Write `amount` without cents, for headline figures only: 1 284 300 €."""
    if amount is None:
        return NOTHING
    locale = reader_locale()
    pattern = locale.currency_formats["standard"].pattern.replace(".00", "")
    return numbers.format_currency(amount, currency, format=pattern, currency_digits=False, locale=locale)


@register.filter
def number(value: Decimal | float | None, digits: int | None = None) -> str:
    """Write `value` with grouped thousands and, when given, exactly `digits` decimals."""
    if value is None:
        return NOTHING
    if digits is None:
        return numbers.format_decimal(value, locale=reader_locale())
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return numbers.format_decimal(value, format=pattern, locale=reader_locale())


@register.filter
def percent(share: Decimal | float | None, digits: int = 0) -> str:
    """Write a share between 0 and 1 as a percentage: 0.181 with one digit is 18.1%."""
    if share is None:
        return NOTHING
    locale = reader_locale()
    pattern = locale.percent_formats[None].pattern.replace("#,##0", "#,##0" + ("." + "0" * digits if digits else ""))
    return numbers.format_percent(share, format=pattern, locale=locale)


@register.filter
def day(value: date | None) -> str:
    """Write a date: 23 Nov 2026, 23 nov. 2026."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = localtime(value).date()
    return dates.format_date(value, format="medium", locale=reader_locale())


@register.filter
def month(value: date | None) -> str:
    """Write the month of a date: March 2027, mars 2027."""
    if value is None:
        return NOTHING
    return dates.format_date(value, format="MMMM y", locale=reader_locale())


@register.filter
def moment(value: datetime | None) -> str:
    """Write an instant in the portal's time zone, to the minute: 23 Nov 2026, 10:42."""
    if value is None:
        return NOTHING
    local = localtime(value)
    locale = reader_locale()
    on, at = (
        dates.format_date(local.date(), format="medium", locale=locale),
        dates.format_time(local, format="short", locale=locale),
    )
    return f"{on}, {at}"


@register.filter
def signed_money(amount: Decimal | None, currency: str) -> str:
    """Write `amount` with its sign, plus included, for steps that add up: +12,00 €, −30,00 €."""
    if amount is None:
        return NOTHING
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return sign + money(abs(amount), currency)


@register.filter
def share_of(part: Decimal | float | str | None, whole: Decimal | float | str | None) -> Decimal | None:
    """The share, 0 to 1, that `part` is of `whole`; None when there is no whole yet."""
    all_of_it = Decimal(str(whole or 0))
    if not all_of_it:
        return None
    return min(Decimal(str(part or 0)) / all_of_it, Decimal(1))


@register.filter
def percent_value(share: Decimal | None) -> str:
    """A share between 0 and 1 as the whole number that <progress max="100"> takes; 0 when unknown."""
    return str(int((share or 0) * 100))
