"""The age bands of a fleet: whole years since a device came into use."""

from datetime import date

from django.db.models import Case, CharField, Value, When

from fleet.filters import born_by

YEARS = ("0", "1", "2", "3", "4", "5")  # the last one is open: five years and more
UNKNOWN = "unknown"
BANDS = (*YEARS, UNKNOWN)


def age_band(*, today: date) -> Case:
    """The band of a device, as an expression to annotate with: '0' is under one year."""
    reached = [
        When(age_from_on__lte=born_by(months=12 * int(years), today=today), then=Value(years))
        for years in reversed(YEARS[1:])
    ]
    unknown = When(age_from_on__isnull=True, then=Value(UNKNOWN))
    return Case(unknown, *reached, default=Value(YEARS[0]), output_field=CharField())
