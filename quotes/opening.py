"""Opening an offer: take the devices, price them as one lot, write the lines."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.models import DeviceModel, PriceBook
from fleet.models import Device
from quotes.eligibility import sort_out
from quotes.models import BuyBackOffer, OfferLine
from quotes.price_books import price_book
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.price import price_lot
from quotes.pricing.waterfall import Waterfall
from quotes.referencing import free_reference
from quotes.states import OfferState
from records.documents import current_organisation
from records.events import record_event
from records.open_cases import note_case
from tenants.actor import Actor
from tenants.outbox import publish

VALID_DAYS = 30  # the trade holds a price 14 to 35 days
ASSUMED_GRADE = "B"  # until the customer states the grade; said on the screen and on the document
BATCH = 1000


class NothingOfferable(Exception):
    """None of the chosen devices may be offered; `left_out` counts the reasons."""

    def __init__(self, left_out: dict[str, int]) -> None:
        self.left_out = left_out
        super().__init__(_("None of these devices can be offered: they are leased, personal or already in an offer."))


def open_offer(*, devices: Iterable[Device], by: Actor, at: datetime, today: date) -> BuyBackOffer:
    """Price the devices as one lot by the book in force, and freeze every price with its steps.

    The devices must be locked by the caller's query. Raises: NothingOfferable; NoPriceBookInForce.
    """
    organisation = current_organisation()
    offerable, left_out = sort_out(devices)
    if not offerable:
        raise NothingOfferable(left_out)
    published = PriceBook.objects.in_force(currency=organisation.currency, at=at)
    launches = _launches_of(offerable)
    lot = [facts_of(device, launched_on=launches.get(device.model_id or "")) for device in offerable]
    priced = price_lot(lot, price_book(published.pk), at=today)
    with transaction.atomic():
        offer = BuyBackOffer.objects.create(
            reference=free_reference(BuyBackOffer, prefix="BB", on=today),
            state=OfferState.INDICATIVE if organisation.is_public_body else OfferState.OPEN,
            currency=organisation.currency,
            price_book=published,
            book_version=published.version,
            total_amount=sum((waterfall.net.amount for waterfall in priced), Decimal(0)),
            line_count=len(offerable),
            left_out=left_out,
            valid_until_on=today + timedelta(days=VALID_DAYS),
            opened_at=at,
            opened_by_id=by.id,
            opened_by_name=by.name,
        )
        _write_lines(offer, offerable, lot, priced)
        Device.objects.filter(pk__in=[device.pk for device in offerable]).update(offer_id=offer.pk, changed_at=at)
        record_event(
            subject=offer,
            verb="offer.opened",
            by=by,
            at=at,
            to_state=offer.state,
            data={"lines": offer.line_count, "total": str(offer.total_amount), "book": offer.book_version},
        )
        note_case(offer, at=at, moved=True)
        publish(
            kind="offer.opened",
            organisation_id=organisation.pk,
            payload={"offer": str(offer.pk)},
            by=by,
            at=at,
        )
    return offer


def _launches_of(devices: Sequence[Device]) -> dict[str, date | None]:
    """When each of their models was launched; one query."""
    models = DeviceModel.objects.filter(pk__in={device.model_id for device in devices if device.model_id})
    return dict(models.values_list("pk", "launched_on"))


def facts_of(device: Device, *, launched_on: date | None) -> DeviceFacts:
    """What pricing needs to know; unknown condition is taken as grade B, working, without a lock."""
    return DeviceFacts(
        model_slug=device.model_id,
        category=device.category,
        grade=device.grade or ASSUMED_GRADE,
        functional_state=device.functional_state or "works",
        lock=device.lock or "none",
        storage_gb=device.storage_gb,
        battery_health=device.battery_health,
        launched_on=launched_on,
        purchased_on=device.purchased_on,
        cracked=bool(device.cracked),
        has_charger=device.has_charger,
        defects=frozenset(device.defects),
        confidence=device.confidence if device.confidence is not None else Decimal(1),
    )


def columns_of(facts: DeviceFacts, waterfall: Waterfall) -> dict[str, Any]:
    """What a line keeps of the facts and the price that follows from them."""
    return {
        "storage_gb": facts.storage_gb,
        "grade": facts.grade,
        "functional_state": facts.functional_state,
        "lock": facts.lock,
        "battery_health": facts.battery_health,
        "cracked": facts.cracked,
        "has_charger": facts.has_charger,
        "defects": sorted(facts.defects),
        "net_amount": waterfall.net.amount,
        "high_amount": waterfall.high.amount,
        "is_indicative": waterfall.indicative,
        "facts": facts.to_json(),
        "waterfall": waterfall.to_json(),
    }


def _write_lines(
    offer: BuyBackOffer, devices: Sequence[Device], lot: Sequence[DeviceFacts], priced: Sequence[Waterfall]
) -> None:
    lines = [
        OfferLine(
            offer=offer,
            device=device,
            position=position,
            serial=device.serial,
            imei=device.imei,
            asset_tag=device.asset_tag,
            model_label=device.model_label or device.model_text or _("Unknown model"),
            category=device.category,
            grade_is_assumed=not device.grade,
            **columns_of(facts, waterfall),
        )
        for position, (device, facts, waterfall) in enumerate(zip(devices, lot, priced, strict=True), start=1)
    ]
    OfferLine.objects.bulk_create(lines, batch_size=BATCH)
