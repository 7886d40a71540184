"""What was agreed with the organisation: a percentage on top of our prices, from a day until a day."""

import uuid
from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_PERCENT = 30


class PriceAgreementQuerySet(models.QuerySet["PriceAgreement"]):
    def with_scope(self) -> Self:
        return self.select_related("model__maker", "category")

    def in_force_on(self, day: date) -> Self:
        return self.not_ended().filter(from_on__lte=day, until_on__gte=day)

    def not_ended(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def over_on(self, day: date) -> Self:
        """Ended by hand, or past their last day."""
        return self.filter(Q(ended_at__isnull=False) | Q(until_on__lt=day))

    def about(self, *, model_slug: str | None, category: str | None) -> Self:
        """Those of exactly this scope."""
        return self.filter(model_id=model_slug, category_id=category)

    def overlapping(self, *, from_on: date, until_on: date) -> Self:
        return self.not_ended().filter(from_on__lte=until_on, until_on__gte=from_on)

    def most_specific_first(self) -> Self:
        """Those of models, then those of kinds of devices, then those of everything."""
        return self.order_by(F("model_id").asc(nulls_last=True), F("category_id").asc(nulls_last=True), "from_on", "pk")

    def latest_first(self) -> Self:
        return self.order_by("-agreed_at", "-pk")


class PriceAgreement(models.Model):
    """For one model, for one kind of devices, or for everything when it names neither."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model = models.ForeignKey(
        "catalogue.DeviceModel", on_delete=models.DO_NOTHING, db_constraint=False, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    category = models.ForeignKey(
        "catalogue.Category", on_delete=models.DO_NOTHING, db_constraint=False, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    percent = models.DecimalField(
        max_digits=4, decimal_places=1, validators=[MinValueValidator(0), MaxValueValidator(MOST_PERCENT)]
    )
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=300)
    agreed_at = models.DateTimeField()
    agreed_by_id = models.CharField(max_length=36)
    agreed_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_id = models.CharField(max_length=36, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    objects = PriceAgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=MOST_PERCENT),
                name="price_agreement_percent",
                violation_error_message=_("An agreement is more than 0 and at most 30 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="price_agreement_days_in_order",
                violation_error_message=_("The last day is not before the first."),
            ),
            models.CheckConstraint(
                condition=Q(model__isnull=True) | Q(category__isnull=True),
                name="price_agreement_one_scope",
                violation_error_message=_("An agreement is about a model or a kind of devices, not both."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by_name="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by_name="")),
                name="price_agreement_ended_by_whom",
                violation_error_message=_("What has ended says when and by whom."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.model or self.category or gettext("Everything"))
