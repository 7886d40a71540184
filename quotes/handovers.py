"""What devices of an accepted offer are handed over with: the paper of each decision, what it states, who signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from quotes.states import LineDecision
from records.models import DocumentKind

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ERASED = _(
    "By signing, the one who hands these devices over states that all data on them was erased before, by this method:"
)
_AS_THEY_ARE = _("The devices are handed over as they are; the condition is what their owner declared or assumed.")


@dataclass(frozen=True, kw_only=True)
class Handover:
    """The paper of one decision; `letter` ends its number, `taker` stands where nobody is named as receiver."""

    kind: DocumentKind
    letter: str
    from_label: "StrPromise"
    to_label: "StrPromise"
    taker: "StrPromise | str" = ""
    states: "Sequence[StrPromise]" = ()
    states_erasure: bool = True
    each_signs: bool = False
    signatures: "Sequence[StrPromise]"


# What is kept needs no paper.
HANDOVERS: Mapping[LineDecision, Handover] = {
    LineDecision.SELL: Handover(
        kind=DocumentKind.SALE,
        letter="S",
        from_label=_("Seller"),
        to_label=_("Buyer"),
        states_erasure=False,
        signatures=(),
    ),
    LineDecision.DONATE: Handover(
        kind=DocumentKind.DONATION,
        letter="D",
        from_label=_("Donor"),
        to_label=_("Recipient"),
        states=(_("The donor gives these devices to the recipient free of charge and for good."), _AS_THEY_ARE),
        signatures=(_("Donor: name, role, date, signature"), _("Recipient: name, role, date, signature")),
    ),
    LineDecision.STAFF_SALE: Handover(
        kind=DocumentKind.STAFF_SALE,
        letter="P",
        from_label=_("Seller"),
        to_label=_("Buyers"),
        taker=_("Members of staff, as named in the list"),
        states=(_AS_THEY_ARE, _("Each buyer signs beside the device that he or she buys.")),
        each_signs=True,
        signatures=(_("Seller: name, role, date, signature"),),
    ),
    LineDecision.RECYCLE: Handover(
        kind=DocumentKind.RECYCLING,
        letter="R",
        from_label=_("Holder"),
        to_label=_("Recycler"),
        taker=_("To be filled in: name, address, approval number"),
        states=(_("This list does not replace a waste tracking document where the law asks for one."),),
        signatures=(_("Holder: name, role, date, signature"), _("Recycler: name, date, signature")),
    ),
    LineDecision.RETURN_TO_LESSOR: Handover(
        kind=DocumentKind.LESSOR_RETURN,
        letter="L",
        from_label=_("Lessee"),
        to_label=_("Lessor"),
        taker=_("To be filled in: name, address"),
        signatures=(_("Lessee: name, role, date, signature"), _("Lessor: name, date, signature")),
    ),
    LineDecision.RETURN_TO_FUNDER: Handover(
        kind=DocumentKind.FUNDER_RETURN,
        letter="F",
        from_label=_("Holder"),
        to_label=_("Funder"),
        taker=_("To be filled in: name, address"),
        states=(_("These devices were paid for by the funder and are put at its disposal again."),),
        signatures=(_("Holder: name, role, date, signature"), _("Funder: name, date, signature")),
    ),
}  # fmt: skip
HANDOVER_KINDS = [handover.kind for handover in HANDOVERS.values()]
# What leaves without us: its owner says when.
LEAVING = (LineDecision.DONATE, LineDecision.STAFF_SALE, LineDecision.RECYCLE)
