"""Slips for the leased devices that an offer left out: one for each lessor, with the contract and end of each lease."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from b2b_portal.lib.letterhead import Addressee, addressee_of, letterhead_of
from b2b_portal.lib.templatetags.formats import day
from quotes.handover_documents import HandedDevice, HandoverDocument
from quotes.handovers import ERASED, HANDOVERS
from quotes.models import BuyBackOffer, LeftOutDevice
from quotes.papers import selling_company, verify_mark
from quotes.states import LineDecision
from records.documents import current_organisation
from records.models import Document, DocumentKind, DocumentQuerySet


def lessors_of(offer: BuyBackOffer) -> Sequence[str]:
    """The lessors of what it left out, by name; '' where a list named none."""
    return list(_leased(offer).order_by("lessor").values_list("lessor", flat=True).distinct())


def slips_of(offer: BuyBackOffer) -> DocumentQuerySet:
    """The slips that are written."""
    return Document.objects.about(offer).of_kind(DocumentKind.LESSOR_RETURN).order_by("number")


def slip_number(offer: BuyBackOffer, place: int) -> str:
    """How the slip of the lessor at this place is numbered, from 1: BB-26-ABCD-L1."""
    return f"{offer.reference}-{HANDOVERS[LineDecision.RETURN_TO_LESSOR].letter}{place}"


def return_slip(offer: BuyBackOffer, *, lessor: str, number: str, at: datetime, verify_code: str) -> HandoverDocument:
    """The devices of one lessor, by contract and end of the lease, in the customer's language."""
    organisation, handover = current_organisation(), HANDOVERS[LineDecision.RETURN_TO_LESSOR]
    with override(organisation.language):
        return HandoverDocument(
            heading=str(handover.kind.label),
            number=number,
            language=organisation.language,
            currency=offer.currency,
            issued_at=at,
            letterhead=letterhead_of(selling_company()),
            from_label=str(handover.from_label),
            giver=addressee_of(organisation),
            to_label=str(handover.to_label),
            receiver=Addressee(name=lessor, address=()) if lessor else None,
            taker=str(handover.taker),
            offer_reference=offer.reference,
            devices=tuple(_devices(offer, lessor)),
            erasure=str(ERASED),
            signatures=tuple(map(str, handover.signatures)),
            verify=verify_mark(verify_code),
        )


def _leased(offer: BuyBackOffer) -> QuerySet[LeftOutDevice]:
    return LeftOutDevice.objects.filter(offer=offer, why_not="leased")


def _devices(offer: BuyBackOffer, lessor: str) -> Iterator[HandedDevice]:
    leased = _leased(offer).filter(lessor=lessor).order_by("lease_reference", "lease_ends_on", "id")
    for position, device in enumerate(leased, start=1):
        yield HandedDevice(
            position=position,
            model=device.model_label or _("Unknown model"),
            condition="",
            serial=device.serial or device.imei,
            asset_tag=device.asset_tag,
            note=_lease_of(device),
        )


def _lease_of(device: LeftOutDevice) -> str:
    told = (
        _("contract %(contract)s") % {"contract": device.lease_reference} if device.lease_reference else "",
        _("until %(day)s") % {"day": day(device.lease_ends_on)} if device.lease_ends_on else "",
    )
    return " · ".join(part for part in told if part)
