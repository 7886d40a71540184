"""What the fleet would bring today; worked out by a job, so that no page has to."""

from typing import Any

from django.db import models


class FleetEstimate(models.Model):
    """One row: the latest estimate replaces the one before.

    `bands` holds per age band: band, devices, offerable, priced (numbers of devices) and net_amount as text.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    estimated_at = models.DateTimeField()
    book_version = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    devices = models.PositiveIntegerField()
    offerable = models.PositiveIntegerField()
    priced = models.PositiveIntegerField()
    net_amount = models.DecimalField(max_digits=14, decimal_places=2)
    bands: "models.JSONField[list[dict[str, Any]]]" = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="estimate_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(
                    priced__lte=models.F("offerable"), offerable__lte=models.F("devices"), net_amount__gte=0
                ),
                name="estimate_counts_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.net_amount} {self.currency}"
