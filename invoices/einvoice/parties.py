"""Who sells, who buys, where it goes: as they were on the day of issue."""

import re
from dataclasses import dataclass
from decimal import Decimal

# Code list EAS (electronic address scheme): 0225 is the French directory, EM an e-mail address.
FRENCH_DIRECTORY = "0225"
E_MAIL = "EM"


class InvalidParty(ValueError):
    """A party's identifiers contradict each other or are not written as the standard wants them."""


@dataclass(frozen=True, kw_only=True)
class ElectronicAddress:
    """Where a platform delivers the invoice (BT-34, BT-49)."""

    address: str
    scheme: str


@dataclass(frozen=True, kw_only=True)
class Party:
    """A company or body, its seat and its identifiers; what is unknown is empty."""

    name: str
    address_line: str = ""
    postcode: str = ""
    city: str = ""
    country: str
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    email: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidParty("a party has a name")
        if not re.fullmatch("[A-Z]{2}", self.country):
            raise InvalidParty(f"a country is two capital letters (ISO 3166-1), not {self.country!r}")
        if not re.fullmatch(r"(\d{9})?", self.siren, re.ASCII):
            raise InvalidParty(f"a SIREN has 9 digits, not {self.siren!r}")
        if not re.fullmatch(r"(\d{14})?", self.siret, re.ASCII) or not self.siret.startswith(
            self.siren if self.siret else ""
        ):
            raise InvalidParty(f"a SIRET has 14 digits and begins with the SIREN, not {self.siret!r}")  # BR-FR-09

    @property
    def company_number(self) -> str:
        """The SIREN, from the SIRET where only that is known."""
        return self.siren or self.siret[:9]


@dataclass(frozen=True, kw_only=True)
class Seller(Party):
    """The operator's company with what commercial law prints of it (C. com. R123-237, R123-238)."""

    legal_form: str
    capital_amount: Decimal
    rcs_city: str
    iban: str
    bic: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.company_number or not self.vat_number or not self.iban:
            raise InvalidParty("a seller has a SIREN, a VAT number and an IBAN")

    @property
    def electronic_address(self) -> ElectronicAddress:
        """The seller's line in the French directory."""
        return ElectronicAddress(address=self.company_number, scheme=FRENCH_DIRECTORY)


@dataclass(frozen=True, kw_only=True)
class Buyer(Party):
    """The customer; `service_code` is the public body's executing service (BT-10)."""

    service_code: str = ""
    is_public_body: bool = False
    is_taxable: bool = True

    @property
    def electronic_address(self) -> ElectronicAddress | None:
        """The customer's line in the French directory, an e-mail address where it has none, else None."""
        if self.country == "FR" and self.company_number:
            establishment = [self.siret] if self.is_public_body and self.siret else []
            return ElectronicAddress(address="_".join([self.company_number, *establishment]), scheme=FRENCH_DIRECTORY)
        return ElectronicAddress(address=self.email, scheme=E_MAIL) if self.email else None

    @property
    def is_domestic_business(self) -> bool:
        """Whether the invoice goes through the platforms as business to business (note BAR, BR-FR-20)."""
        return self.country == "FR" and bool(self.company_number) and self.is_taxable and not self.is_public_body


@dataclass(frozen=True, kw_only=True)
class DeliveryPlace:
    """Where the goods went, when that is not the customer's seat (BG-13)."""

    name: str
    address_line: str
    postcode: str
    city: str
    country: str
