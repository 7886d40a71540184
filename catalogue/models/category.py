"""Kinds of devices and who makes them."""

from typing import Any

from django.db import models
from django.utils.translation import get_language


class Category(models.Model):
    """A kind of device; more are added by data alone."""

    slug = models.SlugField(max_length=40, primary_key=True)
    name_en = models.CharField(max_length=80)
    name_fr = models.CharField(max_length=80)
    icon = models.CharField(max_length=40)
    # What people write for it in a list of devices, in any language, beside its two names.
    words: Any = models.JSONField(default=list, db_default=[], blank=True)
    has_storage = models.BooleanField(default=False, db_default=False)
    has_battery = models.BooleanField(default=False, db_default=False)
    has_imei = models.BooleanField(default=False, db_default=False)
    # The category of the factor sets (impact/method/factor_sets/) that stands for it; empty where none has a figure.
    impact_category = models.CharField(max_length=40, blank=True, default="", db_default="")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.name_fr if (get_language() or "").startswith("fr") else self.name_en


class Maker(models.Model):
    slug = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name
