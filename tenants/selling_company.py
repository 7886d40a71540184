"""The operator's company that writes and invoices: read from a file, with its numbers checked."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from stdnum import bic, iban
from stdnum.eu import vat
from stdnum.fr import siren, siret

from tenants.models import LegalEntity

FIELDS = (
    *("name", "legal_form", "capital_amount", "rcs_city", "siren", "siret", "vat_number"),
    *("address_line", "postcode", "city", "country", "iban", "bic", "email"),
)

_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "siren": siren.is_valid,
    "siret": siret.is_valid,
    "vat_number": vat.is_valid,
    "iban": iban.is_valid,
    "bic": bic.is_valid,
}


class CompanyRefused(Exception):
    """The company cannot be written as given; `problems` lists everything that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def set_selling_company(values: Mapping[str, Any]) -> LegalEntity:
    """Make this the company that writes and invoices from now on; documents already issued keep theirs.

    Raises: CompanyRefused.
    """
    problems = [f"{name} is missing" for name in FIELDS if not values.get(name)]
    problems += [f"{name} is not a field" for name in values if name not in FIELDS]
    problems += [
        f"{name} {values[name]!r} is not valid"
        for name, is_valid in _CHECKS.items()
        if values.get(name) and not is_valid(str(values[name]))
    ]
    if problems:
        raise CompanyRefused(problems)
    with transaction.atomic():
        LegalEntity.objects.filter(is_active=True).exclude(name=values["name"]).update(is_active=False)
        company, _created = LegalEntity.objects.update_or_create(
            name=values["name"], defaults={**values, "is_active": True}
        )
    return company
