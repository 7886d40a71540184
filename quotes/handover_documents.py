"""What the paper of a hand-over says: frozen values, and their PDF."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from b2b_portal.lib.letterhead import Addressee, Letterhead, VerifyMark
from b2b_portal.lib.money import Money, total
from b2b_portal.lib.printing import print_document


@dataclass(frozen=True, kw_only=True)
class HandedDevice:
    """One device; `price` is what is paid for it, None where nothing is, `note` what else is known (a lease)."""

    position: int
    model: str
    condition: str
    serial: str
    asset_tag: str = ""
    note: str = ""
    price: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class HandoverDocument:
    """Who hands which devices over to whom, and what both sign; `receiver` is None where it is written by hand."""

    heading: str
    number: str
    language: str
    currency: str
    issued_at: datetime
    letterhead: Letterhead
    from_label: str
    giver: Addressee
    to_label: str
    receiver: Addressee | None
    taker: str = ""
    offer_reference: str
    decided_by: str = ""
    devices: tuple[HandedDevice, ...]
    has_prices: bool = False
    each_signs: bool = False
    statements: tuple[str, ...] = ()
    erasure: str = ""
    signatures: tuple[str, ...] = ()
    verify: VerifyMark

    def __post_init__(self) -> None:
        if not self.devices:
            raise ValueError("a hand-over without a device")

    @property
    def total_amount(self) -> Decimal:
        """What is paid for all devices that have a price."""
        prices = (Money(device.price, self.currency) for device in self.devices if device.price is not None)
        return total(prices, currency=self.currency).amount

    @property
    def title(self) -> str:
        """The title of the file."""
        with override(self.language):
            return _("%(paper)s %(number)s") % {"paper": self.heading, "number": self.number}


def render_handover_pdf(document: HandoverDocument) -> bytes:
    """Return the PDF; the same value gives the same bytes."""
    return print_document(
        template="handover.html",
        title=document.title,
        language=document.language,
        author=document.letterhead.name,
        at=document.issued_at,
        context={
            "document": document,
            "title": document.title,
            "letterhead": document.letterhead,
            "verify": document.verify,
        },
    )
