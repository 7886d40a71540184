"""The words for the condition of a device (docs/glossary.md), as prices, declarations and stock use them."""

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


class Defect(models.TextChoices):
    """What can be wrong with a device beside its looks; a price book says what each costs."""

    SCREEN_LINES = "screen_lines", _("Lines or spots on the screen")
    DEAD_PIXELS = "dead_pixels", _("Dead pixels")
    BURN_IN = "burn_in", _("Burnt-in screen")
    KEYBOARD = "keyboard", _("Keyboard: missing or stuck keys")
    TOUCHPAD = "touchpad", _("Touchpad or touch screen does not respond")
    HINGE = "hinge", _("Loose or broken hinge")
    PORT = "port", _("Damaged port")
    CAMERA = "camera", _("Camera does not work")
    SPEAKER = "speaker", _("Speaker or microphone does not work")
    BUTTONS = "buttons", _("Button does not work")
    FACE_OR_TOUCH_ID = "face_or_touch_id", _("Face or fingerprint unlock does not work")
    MISSING_PARTS = "missing_parts", _("Parts are missing")
    WATER_MARK = "water_mark", _("Traces of liquid")
    ENGRAVING = "engraving", _("Engraving or label that cannot be removed")
    SWOLLEN_BATTERY = "swollen_battery", _("Swollen battery")


# A carrier refuses them, and so must we: dangerous goods that need a collection of their own (ADR, UN 3480/3481).
NOT_SHIPPED = frozenset({Defect.SWOLLEN_BATTERY})
