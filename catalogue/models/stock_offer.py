"""What refurbished quotes are built from: a vetted partner's stock, line by line."""

import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.condition import Grade
from catalogue.folding import FoldedText, fold
from catalogue.models.device_model import DeviceModel
from catalogue.models.protection import NEVER_DELETED

LEAST_WARRANTY_MONTHS = 12


class Reconditioner(models.Model):
    """A vetted partner who refurbishes; the operator earns a commission on each line."""

    slug = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=160, unique=True)
    vetted_on = models.DateField()
    commission_percent = models.DecimalField(
        max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(commission_percent__gte=0, commission_percent__lte=100),
                name="reconditioner_commission",
                violation_error_message=_("A commission is between 0 and 100 percent."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class StockOfferQuerySet(models.QuerySet["StockOffer"]):
    def active(self) -> Self:
        return self.filter(is_active=True, reconditioner__is_active=True, model__is_active=True)

    def available(self) -> Self:
        """Offers with at least one unit that nobody has reserved."""
        return self.active().filter(quantity__gt=F("reserved_quantity"))

    def search(self, text: str) -> Self:
        """Offers whose number or title, in either language, holds every word of `text`."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def by_title(self) -> Self:
        return self.order_by("search_text", "sku")


class StockOffer(models.Model):
    """One SKU of one reconditioner: same model, size, grade and keyboard for every unit of it."""

    class SellerOfRecord(models.TextChoices):
        RESALE = "resale", _("We buy and resell")
        AGENCY = "agency", _("The reconditioner sells; we invoice in its name")

    class VatScheme(models.TextChoices):
        STANDARD = "standard", _("Standard VAT")
        MARGIN = "margin", _("Margin scheme")

    class KeyboardLayout(models.TextChoices):
        AZERTY = "azerty", _("AZERTY")
        QWERTY_US = "qwerty_us", _("QWERTY (US)")
        QWERTY_UK = "qwerty_uk", _("QWERTY (UK)")
        QWERTY_INT = "qwerty_int", _("QWERTY (international)")
        QWERTZ = "qwertz", _("QWERTZ")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sku = models.CharField(max_length=60, unique=True)
    reconditioner = models.ForeignKey(Reconditioner, on_delete=models.PROTECT, related_name="stock_offers")
    model = models.ForeignKey(DeviceModel, on_delete=models.PROTECT, related_name="stock_offers")
    storage_gb = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    ram_gb = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    grade = models.CharField(max_length=1, choices=Grade)
    title_en = models.CharField(max_length=250)
    title_fr = models.CharField(max_length=250)
    search_text = FoldedText(of=("title_en", "title_fr", "sku"))
    quantity = models.PositiveIntegerField()
    reserved_quantity = models.PositiveIntegerField(default=0)
    unit_cost_amount = models.DecimalField(max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    unit_price_amount = models.DecimalField(max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    currency = models.CharField(max_length=3)
    warranty_months = models.PositiveSmallIntegerField(validators=[MinValueValidator(LEAST_WARRANTY_MONTHS)])
    keyboard_layout = models.CharField(max_length=12, choices=KeyboardLayout, blank=True)
    seller_of_record = models.CharField(max_length=8, choices=SellerOfRecord)
    vat_scheme = models.CharField(max_length=8, choices=VatScheme)
    lead_time_days = models.PositiveSmallIntegerField()
    weight_kg = models.DecimalField(max_digits=7, decimal_places=3, validators=[MinValueValidator(0)])
    updated_at = models.DateTimeField(editable=False)
    is_active = models.BooleanField(default=True)

    objects = StockOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved_quantity__lte=F("quantity")),
                name="stock_reserved_within_quantity",
                violation_error_message=_("More units are reserved than there are."),
            ),
            models.CheckConstraint(
                condition=Q(warranty_months__gte=LEAST_WARRANTY_MONTHS),
                name="stock_warranty_at_least_a_year",
                violation_error_message=_("The warranty is at least 12 months."),
            ),
            models.CheckConstraint(
                condition=Q(unit_cost_amount__gte=0, unit_price_amount__gte=0, weight_kg__gte=0),
                name="stock_amounts_not_negative",
                violation_error_message=_("Cost, price and weight are 0 or more."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex="^[A-Z]{3}$"),
                name="stock_currency",
                violation_error_message=_("A currency is three capital letters (ISO 4217)."),
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.sku} {self.title_en}"

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.title_in(get_language() or "en")

    @property
    def available_quantity(self) -> int:
        return self.quantity - self.reserved_quantity

    def title_in(self, language: str) -> str:
        """Return the title for a document in this language."""
        return self.title_fr if language.startswith("fr") else self.title_en
