"""What a column may be: the target fields of a file, in the order in which screens list them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from b2b_portal.lib.messages import gettext_noop


@dataclass(frozen=True, kw_only=True)
class Field:
    """One target field. Only a `kept` one leaves the reader as it was written; of the others, just what was derived.

    `limit` is the longest text that is kept of it, in characters.
    """

    name: str
    label: str
    limit: int = 100
    kept: bool = True


_FIELDS = (
    Field(name="serial", label=gettext_noop("Serial number"), limit=64),
    Field(name="imei", label=gettext_noop("IMEI"), limit=64),
    Field(name="imei2", label=gettext_noop("Second IMEI"), limit=64),
    Field(name="meid", label=gettext_noop("MEID"), limit=64),
    Field(name="asset_tag", label=gettext_noop("Asset tag"), limit=64),
    Field(name="manufacturer", label=gettext_noop("Maker")),
    Field(name="model", label=gettext_noop("Model"), limit=300),
    Field(name="model_code", label=gettext_noop("Model code")),
    Field(name="category", label=gettext_noop("Kind of device")),
    Field(name="storage", label=gettext_noop("Storage")),
    Field(name="ram", label=gettext_noop("Memory")),
    Field(name="purchased_on", label=gettext_noop("Purchase date")),
    Field(name="ordered_on", label=gettext_noop("Order date")),
    Field(name="in_service_on", label=gettext_noop("In service since")),
    Field(name="enrolled_on", label=gettext_noop("Enrolment date")),
    Field(name="site", label=gettext_noop("Site"), limit=300),
    Field(name="cost_centre", label=gettext_noop("Cost centre")),
    Field(name="quantity", label=gettext_noop("Quantity")),
    Field(name="battery_health", label=gettext_noop("Battery health")),
    # Words of a list: a value outside the list may be anything, a person's name too, so the text itself stays behind.
    Field(name="ownership", label=gettext_noop("Owner"), kept=False),
    Field(name="lessor", label=gettext_noop("Lessor"), limit=200),
    Field(name="lease_reference", label=gettext_noop("Lease contract")),
    Field(name="lease_ends_on", label=gettext_noop("Lease end")),
    Field(name="purchase_amount", label=gettext_noop("Purchase price")),
    Field(name="funding", label=gettext_noop("Paid for by"), kept=False),
    Field(name="grant_name", label=gettext_noop("Grant"), limit=200),
    Field(name="restricted_until_year", label=gettext_noop("Not to be sold until the end of")),
    Field(name="byod", label=gettext_noop("Personal device"), kept=False),
    Field(name="condition", label=gettext_noop("Condition"), kept=False),
    Field(name="activation_lock", label=gettext_noop("Activation lock"), kept=False),
    Field(name="supervised", label=gettext_noop("Supervised"), kept=False),
    Field(name="remarks", label=gettext_noop("Remarks"), kept=False),
)

FIELDS: Mapping[str, Field] = MappingProxyType({field.name: field for field in _FIELDS})

# One of these names a device; a file without any of them cannot become a fleet.
IDENTIFIERS = ("serial", "imei", "asset_tag")
# The dates that tell an age, best first, and what each one is evidence of.
AGE_EVIDENCE = (
    ("purchased_on", "purchase"),
    ("ordered_on", "order"),
    ("in_service_on", "in_service"),
    ("enrolled_on", "enrolment"),
)
DATES = frozenset({*(field for field, _ in AGE_EVIDENCE), "lease_ends_on"})
