"""What identifies a model in an export: Apple identifiers, machine types, system SKUs, model codes, names."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.folding import FoldedText, fold
from catalogue.models.device_model import DeviceModel


class IdentificationKeyQuerySet(models.QuerySet["IdentificationKey"]):
    def of_active_models(self) -> Self:
        return self.filter(model__is_active=True)


class IdentificationKey(models.Model):
    """One key of one model. The same key may belong to two models (A2338 is two MacBook Pros): the reader decides."""

    class Kind(models.TextChoices):
        APPLE_IDENTIFIER = "apple_identifier", _("Apple identifier")
        PART_NUMBER = "part_number", _("Part number")
        A_NUMBER = "a_number", _("Apple model number")
        LENOVO_TYPE = "lenovo_type", _("Lenovo machine type")
        DELL_SKU = "dell_sku", _("Dell system SKU")
        HP_BOARD = "hp_board", _("HP baseboard id")
        ANDROID_CODE = "android_code", _("Android model code")
        NAME = "name", _("Name")
        ALIAS = "alias", _("Other name")

    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=160)
    folded_key = FoldedText(of=("key",), max_length=200)
    model = models.ForeignKey(DeviceModel, on_delete=models.CASCADE, related_name="keys")
    # The capacity that this key implies, in GB.
    storage_gb = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)

    objects = IdentificationKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "folded_key", "model"], name="identification_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def subject(self) -> str:
        """What the log of changes calls it, however it is written."""
        return f"{self.kind}:{fold(self.key)}"
