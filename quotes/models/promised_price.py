"""The least prices of a programme, promised by the desk: never changed, a later row takes the place of an earlier."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from quotes.models.programme import Programme


class PromisedPriceQuerySet(models.QuerySet["PromisedPrice"]):
    def in_force(self, *, at: datetime) -> "PromisedPriceQuerySet":
        """Of each model and month what was said last by that instant; without an amount the promise ended."""
        return (
            self.filter(set_at__lte=at)
            .order_by("model_id", "month_on", "-set_at", "-id")
            .distinct("model_id", "month_on")
        )


class PromisedPrice(models.Model):
    """What is paid at least for a sound device of a model, in one month or, without one, in every other."""

    id = models.BigAutoField(primary_key=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="promised_prices")
    model = models.ForeignKey(
        "catalogue.DeviceModel", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    model_label = models.CharField(max_length=300)
    month_on = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # in the programme's currency
    set_at = models.DateTimeField()
    set_by_id = models.CharField(max_length=36)
    set_by_name = models.CharField(max_length=300)

    objects = PromisedPriceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="promised_price_positive"),
            models.CheckConstraint(
                condition=Q(month_on__isnull=True) | Q(month_on__day=1), name="promised_price_for_a_month"
            ),
        ]

    def __str__(self) -> str:
        month: date | None = self.month_on
        return f"{self.model_label}, {month:%Y-%m}" if month else self.model_label
