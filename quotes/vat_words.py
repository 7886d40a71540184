"""What was declared about VAT, and where the treatment that follows is written, as a confirmation of sale prints it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from b2b_portal.lib.templatetags.formats import moment, number
from quotes.models import BuyBackOffer
from quotes.vat_declarations import declaration_of
from quotes.vat_rules import Treatment, vat_rule
from records.documents import current_organisation

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

TREATMENTS: "Mapping[Treatment, StrPromise]" = {
    Treatment.NORMAL: gettext_lazy("the seller charges VAT on the price"),
    Treatment.MARGIN: gettext_lazy("no VAT on the price, resale under the margin scheme possible"),
}


def vat_note(deducted: bool | None) -> str:
    """What is printed beside a device; '' where nobody was asked."""
    if deducted is None:
        return ""
    return _("VAT deducted at purchase") if deducted else _("VAT not deducted at purchase")


def vat_statements(offer: BuyBackOffer) -> Iterator[str]:
    """The declaration as it was shown, by whom; then, for each kind of device, the rule that points from there."""
    if declaration := declaration_of(offer):
        yield declaration.statement
        yield _("Declared by %(name)s on %(at)s.") % {
            "name": declaration.declared_by_name,
            "at": moment(declaration.declared_at),
        }
    counted = offer.lines.to_sell().values_list("vat_deducted").annotate(devices=Count("pk")).order_by("vat_deducted")
    for deducted, devices in counted:
        rule = vat_rule(tax_status=current_organisation().tax_status, deducted=deducted)
        told = ngettext(
            "%(devices)s device: %(treatment)s (%(references)s).",
            "%(devices)s devices: %(treatment)s (%(references)s).",
            devices,
        )
        yield told % {
            "devices": number(devices),
            "treatment": TREATMENTS[rule.treatment],
            "references": "; ".join(rule.references),
        }
    yield _("References are given for information; whether they apply is for each party and its adviser to say.")
