"""What stands at the head and foot of every document: who writes, to whom, and how to check that it is genuine."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from babel import numbers
from django.utils.translation import gettext as _

from b2b_portal.lib.qr import QrDrawing, draw_qr
from b2b_portal.lib.templatetags.formats import reader_locale

_NO_BREAK = "\u00a0"


class Identity(Protocol):
    """What a record says of a company or body; what is unknown is empty."""

    @property
    def name(self) -> str: ...

    @property
    def siren(self) -> str: ...

    @property
    def siret(self) -> str: ...

    @property
    def vat_number(self) -> str: ...

    @property
    def address_line(self) -> str: ...

    @property
    def postcode(self) -> str: ...

    @property
    def city(self) -> str: ...

    @property
    def country(self) -> str: ...


class WritingCompany(Identity, Protocol):
    """What a letterhead needs beside that."""

    @property
    def legal_form(self) -> str: ...

    @property
    def capital_amount(self) -> Decimal: ...

    @property
    def rcs_city(self) -> str: ...

    @property
    def email(self) -> str: ...


class Customer(Identity, Protocol):
    """What an address block needs beside that."""

    @property
    def service_code(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The company that writes; `legal_line` is the foot of each page (C. com. R123-237, R123-238)."""

    name: str
    address: tuple[str, ...]
    email: str
    legal_line: str


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """The customer; `identifiers` are pairs of label and value in the document's language."""

    name: str
    address: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class VerifyMark:
    """The code printed on a document, and the public address that confirms it."""

    code: str
    address: str

    @property
    def qr(self) -> QrDrawing:
        """The address as a QR code."""
        return draw_qr(self.address)


def address_lines(*, address_line: str, postcode: str, city: str, country: str) -> tuple[str, ...]:
    """Return the lines of an address, without the empty ones; France is not named on a French letter."""
    place = " ".join(part for part in (postcode, city) if part)
    abroad = "" if country in ("", "FR") else (reader_locale().territories.get(country) or country)
    return tuple(line for line in (address_line, place, abroad) if line)


def letterhead_of(company: WritingCompany, *, currency: str = "EUR") -> Letterhead:
    """Return the letterhead in the active language."""
    address = address_lines(
        address_line=company.address_line, postcode=company.postcode, city=company.city, country=company.country
    )
    return Letterhead(
        name=company.name, address=address, email=company.email, legal_line=legal_line_of(company, currency=currency)
    )


def legal_line_of(company: WritingCompany, *, currency: str = "EUR") -> str:
    """Return what commercial law prints at the foot, in the active language; `currency` is that of the capital."""
    capital = numbers.format_currency(company.capital_amount, currency, locale=reader_locale())
    register = _("Trade register %(city)s %(siren)s") % {
        "city": company.rcs_city,
        "siren": spaced(company.siren, 3, 3, 3),
    }
    statements = (
        company.name,
        _("%(form)s with a capital of %(capital)s") % {"form": company.legal_form, "capital": capital},
        register,
        _("SIRET %(siret)s") % {"siret": spaced(company.siret, 3, 3, 3, 5)},
        _("VAT number %(number)s") % {"number": company.vat_number},
    )
    return " · ".join(statement.replace(" ", _NO_BREAK) for statement in statements)


def addressee_of(customer: Customer) -> Addressee:
    """Return the address block in the active language."""
    known = (
        (_("SIRET"), spaced(customer.siret, 3, 3, 3, 5)),
        (_("SIREN"), "" if customer.siret else spaced(customer.siren, 3, 3, 3)),
        (_("VAT number"), customer.vat_number),
        (_("Service"), customer.service_code),
    )
    address = address_lines(
        address_line=customer.address_line, postcode=customer.postcode, city=customer.city, country=customer.country
    )
    return Addressee(
        name=customer.name, address=address, identifiers=tuple((label, value) for label, value in known if value)
    )


def spaced(digits: str, *groups: int) -> str:
    """Return `digits` in groups, with spaces that do not break: 999 000 003."""
    if len(digits) != sum(groups):
        return digits
    parts, start = [], 0
    for length in groups:
        parts.append(digits[start : start + length])
        start += length
    return _NO_BREAK.join(parts)
