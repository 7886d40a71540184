"""What belongs to the demonstration, and what only looks like it."""

from django_tenants.utils import schema_context

from b2b_portal.demo.cast import COMPANY, CUSTOMERS
from tenants.models import LegalEntity, Organisation


class NotTheDemo(Exception):
    """Something of the portal's own stands where the demonstration would be; the sentence says what to do."""


def find_demo_organisations() -> list[Organisation]:
    """The demonstration's organisations that exist, known by address and registration number.

    Raises: NotTheDemo, when a demo address belongs to somebody else.
    """
    with schema_context("public"):
        found = {row.slug: row for row in Organisation.objects.filter(slug__in=[c.slug for c in CUSTOMERS])}
    for customer in CUSTOMERS:
        row = found.get(customer.slug)
        if row is not None and row.siren != customer.siren:
            raise NotTheDemo(
                f"The organisation {row.name} at the address {row.slug} is not the demonstration's: "
                f"its registration number is {row.siren or 'empty'}, not {customer.siren}."
            )
    return [found[customer.slug] for customer in CUSTOMERS if customer.slug in found]


def check_selling_company() -> None:
    """See that the demonstration's invoices would take no number of a real company.

    Raises: NotTheDemo.
    """
    with schema_context("public"):
        active = LegalEntity.objects.filter(is_active=True).exclude(name=COMPANY["name"]).first()
    if active is not None:
        raise NotTheDemo(
            f"{active.name} sells and invoices here: invented orders would take numbers of its invoices, "
            "and leave gaps when they are removed."
        )
