"""How far each role may go from our prices, in per cent: by an agreement with a customer, by a price set by hand."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from b2b_portal.lib.templatetags.formats import number
from tenants.roles import StaffRole

Limits = Mapping[str, Decimal]

AGREEMENT_LIMITS: Limits = {
    StaffRole.ACCOUNT_MANAGER: Decimal(5),
    StaffRole.PRICE_MANAGER: Decimal(15),
    StaffRole.ADMINISTRATOR: Decimal(30),
}

# Up or down, of what the rules lead to.
HAND_LIMITS: Limits = {
    StaffRole.ACCOUNT_MANAGER: Decimal(10),
    StaffRole.PRICE_MANAGER: Decimal(25),
    StaffRole.ADMINISTRATOR: Decimal(50),
}


class BeyondLimit(Exception):
    """This role may not go so far: says how far it may, and who may go further."""

    def __init__(self, *, role: str, limits: Limits) -> None:
        self.limit = limits[role]
        sentence = _("Your role may go up to %(limit)s%%.") % {"limit": number(self.limit)}
        further = [
            _("%(role)s up to %(limit)s%%") % {"role": StaffRole(other).label, "limit": number(limit)}
            for other, limit in limits.items()
            if limit > self.limit
        ]
        if further:
            sentence += " " + _("Ask for more: %(roles)s.") % {"roles": ", ".join(further)}
        super().__init__(sentence)


def check_limit(*, percent: Decimal, role: str, limits: Limits) -> None:
    """Refuse what goes further than the role may.

    Raises: BeyondLimit.
    """
    if percent > limits[role]:
        raise BeyondLimit(role=role, limits=limits)
