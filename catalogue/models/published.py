"""Tables that others publish about devices: reference only, replaced whole by each load; no model of ours."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q


class PublishedCode(models.Model):
    """What an Android device is sold as, by the code that it reports: a row of Google Play's supported devices."""

    brand = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    device = models.CharField(max_length=100)
    code = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "brand", "name", "device"], name="published_code_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.brand} {self.name}"


class PublishedWeight(models.Model):
    """What a device weighs by its maker's own report: of the rows of Boavizta's table for one name, the latest."""

    maker = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=300, unique=True)
    weight_kg = models.DecimalField(max_digits=7, decimal_places=3, validators=[MinValueValidator(Decimal("0.001"))])
    stated_year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(weight_kg__gt=0), name="published_weight_is_positive")]

    def __str__(self) -> str:
        return f"{self.maker} {self.name}: {self.weight_kg} kg"
