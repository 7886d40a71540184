"""A make and model, and the configurations it was sold in. Every figure carries its source and year."""

from decimal import Decimal
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from catalogue.folding import FoldedText
from catalogue.models.category import Category, Maker
from catalogue.models.protection import NEVER_DELETED


class DeviceModelQuerySet(models.QuerySet["DeviceModel"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def of_category(self, category: str) -> Self:
        return self.filter(category_id=category)

    def with_names(self) -> Self:
        return self.select_related("maker", "category")

    def with_holdings(self) -> Self:
        """With how many `customers` have how many `devices` of each, as their fleets last told."""
        return self.annotate(customers=Count("held"), devices=Coalesce(Sum("held__devices"), 0))

    def by_name(self) -> Self:
        return self.order_by("maker_id", "sort_key", "slug")


class DeviceModel(models.Model):
    class Precision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    slug = models.SlugField(max_length=80, primary_key=True)
    maker = models.ForeignKey(Maker, on_delete=models.PROTECT, related_name="models")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="models")
    name = models.CharField(max_length=160)
    sort_key = FoldedText(of=("name",), max_length=200, db_index=True)

    # The first day of the month or year, when no more is known.
    launched_on = models.DateField(null=True, blank=True)
    launched_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    launched_source = models.CharField(max_length=200, blank=True)
    launched_source_year = models.PositiveSmallIntegerField(null=True, blank=True)

    # The last day on which its maker promises updates.
    supported_until_on = models.DateField(null=True, blank=True)
    supported_source = models.CharField(max_length=200, blank=True)
    supported_source_year = models.PositiveSmallIntegerField(null=True, blank=True)

    weight_kg = models.DecimalField(
        max_digits=7, decimal_places=3, null=True, blank=True, validators=[MinValueValidator(Decimal("0.001"))]
    )
    weight_source = models.CharField(max_length=200, blank=True)
    weight_source_year = models.PositiveSmallIntegerField(null=True, blank=True)

    is_active = models.BooleanField(default=True)

    objects = DeviceModelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["maker", "name"], name="device_model_once"),
            models.CheckConstraint(
                condition=Q(
                    launched_on__isnull=True,
                    launched_precision="",
                    launched_source="",
                    launched_source_year__isnull=True,
                )
                | (
                    Q(launched_on__isnull=False, launched_source_year__isnull=False)
                    & ~Q(launched_precision="")
                    & ~Q(launched_source="")
                ),
                name="device_model_launch_has_source",
                violation_error_message=_("A launch date needs its precision, source and year."),
            ),
            models.CheckConstraint(
                condition=Q(weight_kg__isnull=True, weight_source="", weight_source_year__isnull=True)
                | (Q(weight_kg__gt=0, weight_source_year__isnull=False) & ~Q(weight_source="")),
                name="device_model_weight_has_source",
                violation_error_message=_("A weight is more than 0 kg and needs its source and year."),
            ),
            models.CheckConstraint(
                condition=Q(supported_until_on__isnull=True, supported_source="", supported_source_year__isnull=True)
                | (Q(supported_until_on__isnull=False, supported_source_year__isnull=False) & ~Q(supported_source="")),
                name="device_model_support_has_source",
                violation_error_message=_("The end of support needs its source and year."),
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.maker.name} {self.name}"


class Variant(models.Model):
    """A model with its storage and memory, in GB as the maker sells them."""

    slug = models.SlugField(max_length=120, primary_key=True)
    model = models.ForeignKey(DeviceModel, on_delete=models.PROTECT, related_name="variants")
    storage_gb = models.PositiveIntegerField(null=True, blank=True)
    ram_gb = models.PositiveIntegerField(null=True, blank=True)
    label = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(storage_gb__isnull=True) | Q(storage_gb__gt=0))
                & (Q(ram_gb__isnull=True) | Q(ram_gb__gt=0)),
                name="variant_sizes_are_positive",
                violation_error_message=_("Storage and memory are more than 0 GB, or unknown."),
            )
        ]
        triggers = [NEVER_DELETED]

    @classmethod
    def of_sizes(cls, *, model: DeviceModel, storage_gb: int | None, ram_gb: int | None, label: str = "") -> "Variant":
        """Return an unsaved variant, its slug and its label made from its sizes in GB."""
        sizes = [f"{storage_gb}gb"] if storage_gb else []
        sizes += [f"{ram_gb}gb-ram"] if ram_gb else []
        return cls(
            slug="-".join([str(model.slug), *sizes]),
            model=model,
            storage_gb=storage_gb,
            ram_gb=ram_gb,
            label=label or " / ".join(f"{size} GB" for size in (ram_gb, storage_gb) if size),
        )

    def __str__(self) -> str:
        return f"{self.model} {self.label}".strip()
