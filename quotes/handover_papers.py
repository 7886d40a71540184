"""From the lines of an accepted offer to the paper of each decision, in the customer's language."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from b2b_portal.lib.letterhead import Addressee, addressee_of, letterhead_of, spaced
from quotes.arrivals import arrival_of, lock_after_sale
from quotes.condition_words import condition_of
from quotes.handover_documents import HandedDevice, HandoverDocument
from quotes.handovers import ERASED, HANDOVERS
from quotes.models import BuyBackOffer, DonationRecipient, OfferLine, StaffSale
from quotes.papers import selling_company, verify_mark
from quotes.states import LineDecision
from quotes.vat_words import vat_note, vat_statements
from records.documents import current_organisation


def handover_number(offer: BuyBackOffer, decision: LineDecision) -> str:
    """How the paper of a decision is numbered: BB-26-ABCD-D."""
    return f"{offer.reference}-{HANDOVERS[decision].letter}"


def handover_document(offer: BuyBackOffer, decision: LineDecision, *, verify_code: str) -> HandoverDocument:
    """The devices of which this was decided, with who hands them over to whom."""
    organisation, handover = current_organisation(), HANDOVERS[decision]
    with override(organisation.language):
        return HandoverDocument(
            heading=str(handover.kind.label),
            number=handover_number(offer, decision),
            language=organisation.language,
            currency=offer.currency,
            issued_at=_decided_at(offer),
            letterhead=letterhead_of(selling_company()),
            from_label=str(handover.from_label),
            giver=addressee_of(organisation),
            to_label=str(handover.to_label),
            receiver=_receiver(offer, decision),
            taker=str(handover.taker),
            offer_reference=offer.reference,
            decided_by=offer.decided_by_name,
            devices=tuple(_devices(offer, decision)),
            has_prices=decision in (LineDecision.SELL, LineDecision.STAFF_SALE),
            each_signs=handover.each_signs,
            statements=(*map(str, handover.states), *(_of_sale(offer) if decision == LineDecision.SELL else ())),
            erasure=str(ERASED) if handover.states_erasure else "",
            signatures=tuple(map(str, handover.signatures)),
            verify=verify_mark(verify_code),
        )


def _of_sale(offer: BuyBackOffer) -> Iterator[str]:
    """Until when the price is locked, then what was declared about VAT."""
    if arrival := arrival_of(offer):
        yield lock_after_sale(arrival)
    yield from vat_statements(offer)


def _decided_at(offer: BuyBackOffer) -> datetime:
    if offer.decided_at is None:
        raise ValueError(f"{offer} has not been answered")
    return offer.decided_at


def _receiver(offer: BuyBackOffer, decision: LineDecision) -> Addressee | None:
    if decision == LineDecision.SELL:
        letterhead = letterhead_of(selling_company())
        return Addressee(name=letterhead.name, address=(*letterhead.address, letterhead.email))
    if decision == LineDecision.DONATE:
        return _addressee_of(DonationRecipient.objects.get(offer=offer))
    return None


def _addressee_of(recipient: DonationRecipient) -> Addressee:
    number = recipient.registration
    labels = {9: (_("SIREN"), (3, 3, 3)), 14: (_("SIRET"), (3, 3, 3, 5)), 10: (_("RNA"), (10,))}
    label, groups = labels.get(len(number), ("", ()))
    return Addressee(
        name=recipient.name,
        address=(recipient.address_line, f"{recipient.postcode} {recipient.city}"),
        identifiers=((label, spaced(number, *groups)),) if number else (),
    )


def _devices(offer: BuyBackOffer, decision: LineDecision) -> Iterator[HandedDevice]:
    staff_sale = StaffSale.objects.get(offer=offer) if decision == LineDecision.STAFF_SALE else None
    lines = offer.lines.in_order().filter(decision=decision)
    for position, line in enumerate(lines, start=1):
        yield HandedDevice(
            position=position,
            model=line.model_label,
            condition=condition_of(line),
            serial=line.serial or line.imei,
            asset_tag=line.asset_tag,
            note=vat_note(line.vat_deducted) if decision == LineDecision.SELL else "",
            price=_price_of(line, decision, staff_sale, offer.currency),
        )


def _price_of(line: OfferLine, decision: LineDecision, staff_sale: StaffSale | None, currency: str) -> Decimal | None:
    """What is paid for it; a device that we could not price has none for staff either."""
    if staff_sale:
        return staff_sale.price_of(line.net_amount, currency=currency) if line.net_amount else None
    return line.net_amount if decision == LineDecision.SELL else None
