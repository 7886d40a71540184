"""What the VAT deducted at purchase makes of a resale: a table, with the texts that its rows rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Deducted(StrEnum):
    """Of the devices that are sold, on which VAT was deducted when they were bought."""

    ALL = "all"
    NONE = "none"
    SOME = "some"


class Treatment(StrEnum):
    NORMAL = "normal"  # the seller charges VAT on the price
    MARGIN = "margin"  # no VAT on the price; who resells may tax the margin alone


@dataclass(frozen=True, kw_only=True)
class VatRule:
    """How a purchase is treated, and where it stands; the reader's adviser decides whether it applies."""

    treatment: Treatment
    references: tuple[str, ...]


class VatUnknown(LookupError):
    """A registered seller has not said whether VAT was deducted."""


# CGI = code général des impôts; directive = 2006/112/EC. (tax status of the seller, VAT deducted at purchase)
RULES: Mapping[tuple[str, bool | None], VatRule] = {
    ("registered", True): VatRule(treatment=Treatment.NORMAL, references=("CGI 256", "directive 2006/112/EC, 2(1)(a)")),
    ("registered", False): VatRule(
        treatment=Treatment.MARGIN,
        references=("CGI 261, 3, 1° a", "CGI 297 A", "directive 2006/112/EC, 136 and 314(b)"),
    ),
    ("exempt", None): VatRule(
        treatment=Treatment.MARGIN, references=("CGI 297 A", "directive 2006/112/EC, 314(b) and (c)")
    ),
    ("public_body", None): VatRule(
        treatment=Treatment.MARGIN, references=("CGI 297 A", "directive 2006/112/EC, 314(a)")
    ),
}


def vat_rule(*, tax_status: str, deducted: bool | None) -> VatRule:
    """The row for a device; who is not registered has deducted nothing, whatever the device says.

    Raises: VatUnknown.
    """
    known = deducted if tax_status == "registered" else None
    try:
        return RULES[tax_status, known]
    except KeyError as missing:
        raise VatUnknown(tax_status) from missing
