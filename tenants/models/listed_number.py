"""Which organisations list the same IMEI: told by a keyed hash, so that no number stands outside its organisation."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from tenants.models.organisation import Organisation


class ListedNumberQuerySet(models.QuerySet["ListedNumber"]):
    def for_organisation(self, organisation: Organisation) -> "ListedNumberQuerySet":
        return self.filter(organisation=organisation)


class ListedNumber(models.Model):
    """One IMEI of one fleet: `digest` is its HMAC-SHA-256."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.BinaryField(max_length=32)

    objects = ListedNumberQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "digest"], name="listed_number_once")]
        indexes = [models.Index(fields=["digest"], name="listed_number_by_digest")]

    def __str__(self) -> str:
        return f"a number of {self.organisation_id}"


class SharedNumbersQuerySet(models.QuerySet["SharedNumbers"]):
    def for_organisation(self, organisation: Organisation) -> "SharedNumbersQuerySet":
        return self.filter(Q(first=organisation) | Q(second=organisation))

    def among(self, organisations: "models.QuerySet[Organisation] | Iterable[Organisation]") -> "SharedNumbersQuerySet":
        """The pairs of which both are among these: who may see one only learns nothing of the other."""
        return self.filter(first__in=organisations, second__in=organisations)


class SharedNumbers(models.Model):
    """Two organisations that list the same IMEIs, and how many."""

    first = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    numbers = models.PositiveIntegerField()

    objects = SharedNumbersQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="shared_numbers_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="shared_numbers_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.numbers} of {self.first_id} and {self.second_id}"
