"""The number of a legal document: given at issue only, one after the other, none left out.

CGI ann. II art. 242 nonies A, I 7°: a unique number in a chronological and continuous sequence. A PostgreSQL SEQUENCE
leaves gaps when a transaction rolls back; a row that is locked until the invoice itself commits does not.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from tenants.models import LegalEntity, NumberSeries

COMMERCIAL_SERIES = "FA"


class NumberOutOfTime(Exception):
    """A later document of the series has been issued already: issue this one with today's date."""


@dataclass(frozen=True, kw_only=True)
class GivenNumber:
    """A number, and the date on which it is issued."""

    number: str
    issued_on: date


def next_number(*, legal_entity: LegalEntity, series: str, on: date) -> GivenNumber:
    """Give the next number of the series in the year of `on`; the row stays locked until the caller's commit.

    Another worker may have passed midnight first: then this one is issued on that same new day.

    Raises: NumberOutOfTime; RuntimeError outside of a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is given in the transaction that issues the document")
    row = _locked_row(legal_entity, series, on)
    issued_on = _date_of_issue(row, on)
    row.last_number += 1
    row.last_issued_on = issued_on
    row.save(update_fields=["last_number", "last_issued_on"])
    return GivenNumber(number=f"{series}-{row.year}-{row.last_number:06d}", issued_on=issued_on)


def _locked_row(legal_entity: LegalEntity, series: str, on: date) -> NumberSeries:
    """Lock the row of the year, or of the new year when somebody has opened that already."""
    key = {"legal_entity": legal_entity, "code": series}
    NumberSeries.objects.bulk_create([NumberSeries(**key, year=on.year)], ignore_conflicts=True)
    rows = NumberSeries.objects.select_for_update().filter(**key, year__gte=on.year)
    opened = [row for row in rows.order_by("year") if row.year == on.year or row.last_number]
    return opened[-1]


def _date_of_issue(row: NumberSeries, on: date) -> date:
    last = row.last_issued_on
    if last is None or on >= last:
        return on
    if last - on > timedelta(days=1):
        raise NumberOutOfTime(f"the last document of {row} was issued on {last}, after {on}")
    return last
