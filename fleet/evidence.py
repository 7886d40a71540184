"""How we know a device's model and age, and how sure we are, in words."""

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MODEL: dict[str, str | Promise] = {
    "apple_identifier": _("Apple's own name for the model stands in the file."),
    "part_number": _("The maker's part number stands in the file."),
    "a_number": _("The A-number engraved on the device stands in the file."),
    "lenovo_type": _("Lenovo's machine type stands in the file."),
    "dell_sku": _("Dell's product code stands in the file."),
    "hp_board": _("HP's board number stands in the file."),
    "android_code": _("The maker's Android code stands in the file."),
    "name": _("The file writes the model's name as the catalogue does."),
    "device_code": _("The code in the file is known for this device; our catalogue does not have all of them."),
    "published_code": _("Google Play's list of devices knows the code in the file."),
    "own_name": _("Somebody of your organisation said which model this is."),
    "alias": _("The file writes a known other name of the model."),
    "learnt_tac": _("The IMEI begins as those of other devices of this model do."),
    "fuzzy": _("The name in the file is almost that of one model, and of no other of this maker."),
    "ambiguous": _("What the file says fits several models."),
    "none": _("Nothing in the file names a model that we know."),
}

AGE: dict[str, str | Promise] = {
    "purchase": _("from the purchase date"),
    "order": _("from the order date"),
    "in_service": _("from the day it came into service"),
    "enrolment": _("from the day it was enrolled"),
}

_SURENESS: tuple[tuple[Decimal, str | Promise], ...] = (
    (Decimal("0.98"), _("Certain")),
    (Decimal("0.90"), _("Very likely")),
    (Decimal("0.60"), _("Likely: please check")),
    (Decimal("0.00"), _("Not known")),
)


def sureness(confidence: Decimal | None) -> str:
    """How sure we are, 0 to 1, in words."""
    known = confidence or Decimal(0)
    return str(next(words for least, words in _SURENESS if known >= least))
