"""The age bands of a fleet: whole years since a device came into use."""

from datetime import date

from django.db.models import Case, CharField, Value, When

from fleet.filters import born_by

YEARS = ("0", "1", "2", "3", "4", "5")  # the last one is open: five years and more
UNKNOWN = "unknown"
BANDS = (*YEARS, UNKNOWN)


def whole_months(*, since: date, today: date) -> int:
    """The months that have passed since that day; 0 for a day still to come."""
    months = 12 * (today.year - since.year) + today.month - since.month - (today.day < since.day)
    return max(0, months)


def age_band(*, today: date) -> Case:
    """The band of a device, as an expression to annotate with: '0' is under one year."""
    reached = [
        When(age_from_on__lte=born_by(months=12 * int(years), today=today), then=Value(years))
        for years in reversed(YEARS[1:])
    ]
    unknown = When(age_from_on__isnull=True, then=Value(UNKNOWN))
    return Case(unknown, *reached, default=Value(YEARS[0]), output_field=CharField())
