"""The operator's selling company, and the counters of its legal documents."""

from django.db import models


class LegalEntity(models.Model):
    name = models.CharField(max_length=200, unique=True)
    legal_form = models.CharField(max_length=60)
    capital_amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    rcs_city = models.CharField(max_length=100)
    siren = models.CharField(max_length=9)
    siret = models.CharField(max_length=14)
    vat_number = models.CharField(max_length=20)
    address_line = models.CharField(max_length=300)
    postcode = models.CharField(max_length=20)
    city = models.CharField(max_length=100)
    country = models.CharField(max_length=2, default="FR")
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11)
    email = models.EmailField()
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=models.Q(is_active=True), name="legal_entity_one_active"
            )
        ]

    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """The last number given in one series of one year; only invoices/numbering.py moves it, under a row lock."""

    legal_entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="series")
    code = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)
    last_issued_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["legal_entity", "code", "year"], name="number_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}-{self.year}"
