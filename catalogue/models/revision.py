"""Each change to the models or their keys gets a number, so that what was built from them knows when it is stale."""

from datetime import datetime

from django.db import models


class CatalogueRevisionManager(models.Manager["CatalogueRevision"]):
    def current(self) -> int:
        """Return the number of the newest revision; 0 before the first."""
        return self.aggregate(newest=models.Max("number"))["newest"] or 0


class CatalogueRevision(models.Model):
    number = models.BigAutoField(primary_key=True)
    made_at = models.DateTimeField()
    reason = models.CharField(max_length=200)

    objects = CatalogueRevisionManager()

    def __str__(self) -> str:
        return f"{self.number}: {self.reason}"


def record_revision(*, reason: str, at: datetime) -> CatalogueRevision:
    """Say that models or keys have changed: whoever changes them calls this in the same transaction."""
    return CatalogueRevision.objects.create(made_at=at, reason=reason)
