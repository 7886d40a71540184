"""The words for the condition of a device (docs/glossary.md), as prices and stock use them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    """Looks only."""

    A = "A", _("A: like new")
    B = "B", _("B: light traces of use")
    C = "C", _("C: visible wear")
    D = "D", _("D: heavy wear or damage")


class FunctionalState(models.TextChoices):
    WORKS = "works", _("Works")
    FAULTY = "faulty", _("Faulty")
    DEAD = "dead", _("Does not start")


class Lock(models.TextChoices):
    NONE = "none", _("No lock")
    ACTIVATION_LOCK = "activation_lock", _("Activation lock")
    MDM = "mdm", _("Managed (MDM)")
    FRP = "frp", _("Factory reset protection")
    FIRMWARE_PASSWORD = "firmware_password", _("Firmware password")
