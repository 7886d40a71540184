"""Opening an offer: take the devices, price them as one lot, write the lines; a statement for all devices each time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from catalogue.models import DeviceModel, PriceBook
from fleet.models import Device
from fleet.models.device import DeviceQuerySet
from quotes.eligibility import count_left_out, offerable
from quotes.left_out import keep_left_out
from quotes.minimum_words import sentences_of
from quotes.models import BuyBackOffer, OfferPrice, Wave
from quotes.offer_prices import keep_prices
from quotes.price_terms import book_on_terms, terms_today
from quotes.pricing.book import PriceBook as PriceRules
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.minimum import Share, Shortfall, shortfalls_of
from quotes.pricing.price import price_device
from quotes.pricing.terms import Terms
from quotes.pricing.waterfall import Waterfall
from quotes.programme_terms import on_programme
from quotes.referencing import free_reference
from quotes.running_programme import tell_wave_offered
from quotes.states import OfferState
from records.documents import current_organisation
from records.events import record_event
from records.open_cases import note_case
from tenants.actor import Actor
from tenants.outbox import publish

VALID_DAYS = 30  # the trade holds a price 14 to 35 days
# Until the customer states the condition; said on the screen and on the document.
ASSUMED_GRADE, ASSUMED_STATE, ASSUMED_LOCK = "B", "works", "none"


class NothingOfferable(Exception):
    """None of the chosen devices may be offered; `left_out` counts the reasons."""

    def __init__(self, left_out: dict[str, int]) -> None:
        self.left_out = left_out
        super().__init__(
            _(
                "None of these devices can be offered: they are leased, personal, paid for by somebody who forbids it,"
                " or already in an offer."
            )
        )


class BelowMinimum(Exception):
    """The devices are fewer, or bring less, than the smallest offer: says what is missing and what to do."""

    def __init__(self, shortfalls: Sequence[Shortfall], *, currency: str) -> None:
        self.shortfalls = tuple(shortfalls)
        missing = " ".join(sentences_of(shortfalls, currency=currency))
        remedy = _("Choose more devices and ask again, or bring these to a partner shop, which takes a few at a time.")
        super().__init__(f"{missing} {remedy}")


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """Devices of which the same is known, and the price of each of them."""

    key: UUID
    units: int
    facts: DeviceFacts
    waterfall: Waterfall

    @property
    def share(self) -> Share:
        """What they are of the whole offer."""
        each = self.waterfall.net.amount + self.waterfall.withheld.amount
        return Share(category=self.facts.category, units=self.units, amount=self.units * each)


def open_offer(
    *,
    devices: DeviceQuerySet,
    replaces: BuyBackOffer | None = None,
    wave: Wave | None = None,
    by: Actor,
    at: datetime,
    today: date,
) -> BuyBackOffer:
    """Price the devices as one lot by the book in force, and freeze every price with its steps.

    What was decided and declared of a device in the offer that it replaces holds in the new one.

    Raises: NothingOfferable; BelowMinimum; NoPriceBookInForce.
    """
    organisation = current_organisation()
    published = PriceBook.objects.in_force(currency=organisation.currency, at=at)
    with transaction.atomic(), connection.cursor() as cursor:
        _choose(cursor, devices, today)
        left_out = count_left_out(devices, on=today)
        terms = _terms(wave, at=at, today=today)
        book = book_on_terms(published.pk, terms)
        kinds = _price_kinds(cursor, book, today)
        if not kinds:
            raise NothingOfferable(left_out)
        _check_large_enough(kinds, book)
        offer = BuyBackOffer.objects.create(
            reference=free_reference(BuyBackOffer, prefix="BB", on=today),
            state=OfferState.INDICATIVE if organisation.is_public_body else OfferState.OPEN,
            currency=organisation.currency,
            price_book=published,
            book_version=published.version,
            terms=terms.to_json(),
            total_amount=sum((kind.units * kind.waterfall.net.amount for kind in kinds), Decimal(0)),
            line_count=sum(kind.units for kind in kinds),
            left_out=left_out,
            valid_until_on=today + timedelta(days=VALID_DAYS),
            replaces=replaces,
            wave=wave,
            opened_at=at,
            opened_by_id=by.id,
            opened_by_name=by.name,
        )
        prices = keep_prices(offer, {kind.facts: kind.waterfall for kind in kinds})
        _write_lines(cursor, offer, kinds, prices)
        keep_left_out(cursor, offer, devices, on=today)
        cursor.execute(_TAKE, {"offer": offer.pk, "at": at})
        _tell_opened(offer, by=by, at=at)
    return offer


def _terms(wave: Wave | None, *, at: datetime, today: date) -> Terms:
    """What holds on top of the book today; for a wave with what its programme promises."""
    terms = terms_today(today=today)
    return on_programme(terms, wave, at=at, today=today) if wave else terms


def _tell_opened(offer: BuyBackOffer, *, by: Actor, at: datetime) -> None:
    told = {"lines": offer.line_count, "total": str(offer.total_amount), "book": offer.book_version}
    if offer.wave:
        tell_wave_offered(offer.wave, offer, by=by, at=at)
    if offer.replaces:
        record_event(subject=offer.replaces, verb="offer.renewed", by=by, at=at, reason=offer.reference)
    record_event(subject=offer, verb="offer.opened", by=by, at=at, to_state=offer.state, data=told)
    note_case(offer, at=at, moved=True)
    payload = {"offer": str(offer.pk)}
    publish(kind="offer.opened", organisation_id=current_organisation().pk, payload=payload, by=by, at=at)


# Locked in the order in which an upload locks its devices, or the two could wait for each other. Two devices are of one
# kind when `facts_of` is equal for both; a purchase says the age only where the model's launch is not known.
_CHOOSE = """
    CREATE TEMP TABLE chosen ON COMMIT DROP AS
    WITH held AS MATERIALIZED ({offerable})
    SELECT device.id, row_number() OVER (ORDER BY device.model_sort, device.id) AS position, md5(ROW(
        device.model_id, device.category, device.grade, device.functional_state, device.lock, device.storage_gb,
        device.battery_health, device.cracked, device.has_charger, device.defects, device.confidence,
        CASE WHEN device.model_id IS NOT NULL AND model.launched_on IS NULL THEN device.purchased_on END
    )::text)::uuid AS kind
    FROM held JOIN fleet_device device ON device.id = held.id
    LEFT JOIN catalogue_devicemodel model ON model.slug = device.model_id
"""
_KINDS = "SELECT kind, count(*), (array_agg(id))[1] FROM chosen GROUP BY kind"

_LINES = """
    INSERT INTO quotes_offerline (
        id, offer_id, device_id, position, serial, imei, asset_tag, model_label, category, storage_gb, grade,
        grade_is_assumed, functional_state, lock, battery_health, cracked, has_charger, defects, is_declared,
        net_amount, high_amount, is_indicative, price_id, decision)
    SELECT gen_random_uuid(), %(offer)s, device.id, chosen.position, device.serial, device.imei, device.asset_tag,
        coalesce(nullif(device.model_label, ''), nullif(device.model_text, ''), %(unknown)s), device.category,
        device.storage_gb, coalesce(nullif(device.grade, ''), %(grade)s), device.grade = '',
        coalesce(nullif(device.functional_state, ''), %(state)s), coalesce(nullif(device.lock, ''), %(lock)s),
        device.battery_health, coalesce(device.cracked, false), device.has_charger, device.defects,
        coalesce(before.is_declared AND ROW(before.grade, before.functional_state, before.lock, before.cracked,
            before.defects) IS NOT DISTINCT FROM ROW(coalesce(nullif(device.grade, ''), %(grade)s),
            coalesce(nullif(device.functional_state, ''), %(state)s), coalesce(nullif(device.lock, ''), %(lock)s),
            coalesce(device.cracked, false), device.defects), false),
        priced.net, priced.high, priced.is_indicative, priced.price_id, coalesce(before.decision, 'sell')
    FROM chosen JOIN fleet_device device ON device.id = chosen.id
    JOIN unnest(%(kinds)s::uuid[], %(prices)s::bigint[], %(nets)s::numeric[], %(highs)s::numeric[],
                %(indicative)s::boolean[]) AS priced(kind, price_id, net, high, is_indicative)
        ON priced.kind = chosen.kind
    LEFT JOIN quotes_offerline before ON before.offer_id = %(replaces)s AND before.device_id = chosen.id
"""
_TAKE = """
    UPDATE fleet_device device SET offer_id = %(offer)s, changed_at = %(at)s FROM chosen WHERE device.id = chosen.id
"""


def _choose(cursor: Any, devices: DeviceQuerySet, today: date) -> None:
    """Lock what may be offered of the devices, and number it."""
    chosen = offerable(devices, on=today).order_by("model_sort", "id").select_for_update(of=("self",)).values("id")
    sql, parameters = chosen.query.sql_with_params()
    cursor.execute("DROP TABLE IF EXISTS pg_temp.chosen")
    cursor.execute(_CHOOSE.format(offerable=sql), parameters)
    cursor.execute("ANALYZE chosen")


def _price_kinds(cursor: Any, book: PriceRules, today: date) -> list[_Kind]:
    cursor.execute(_KINDS)
    found: Sequence[tuple[UUID, int, UUID]] = cursor.fetchall()
    samples = Device.objects.in_bulk([device for _kind, _units, device in found])
    launches = _launches_of(samples.values())
    lot_units = sum(units for _kind, units, _device in found)
    kinds = []
    for key, units, device in found:
        sample = samples[device]
        facts = facts_of(sample, launched_on=launches.get(sample.model_id or ""))
        waterfall = price_device(facts, book, at=today, lot_units=lot_units)
        kinds.append(_Kind(key=key, units=units, facts=facts, waterfall=waterfall))
    return kinds


def _check_large_enough(kinds: Iterable[_Kind], book: PriceRules) -> None:
    shortfalls = shortfalls_of((kind.share for kind in kinds), book)
    if shortfalls:
        raise BelowMinimum(shortfalls, currency=book.currency)


def _write_lines(
    cursor: Any, offer: BuyBackOffer, kinds: Sequence[_Kind], prices: Mapping[DeviceFacts, OfferPrice]
) -> None:
    assumed = {"grade": ASSUMED_GRADE, "state": ASSUMED_STATE, "lock": ASSUMED_LOCK, "unknown": _("Unknown model")}
    priced = {
        "kinds": [kind.key for kind in kinds],
        "prices": [prices[kind.facts].pk for kind in kinds],
        "nets": [kind.waterfall.net.amount for kind in kinds],
        "highs": [kind.waterfall.high.amount for kind in kinds],
        "indicative": [kind.waterfall.indicative for kind in kinds],
    }
    cursor.execute(_LINES, {"offer": offer.pk, "replaces": offer.replaces_id, **assumed, **priced})
    cursor.execute("ANALYZE quotes_offerline")  # or its page is planned as if it had a handful of lines


def _launches_of(devices: Iterable[Device]) -> dict[str, date | None]:
    """When each of their models was launched; one query."""
    models = DeviceModel.objects.filter(pk__in={device.model_id for device in devices if device.model_id})
    return dict(models.values_list("pk", "launched_on"))


def facts_of(device: Device, *, launched_on: date | None) -> DeviceFacts:
    """What pricing needs to know; unknown condition is taken as grade B, working, without a lock.

    A purchase says the age of a model only where its launch is not known; without a model there is no price to age.
    """
    says_age = device.model_id is not None and launched_on is None
    return DeviceFacts(
        model_slug=device.model_id,
        category=device.category,
        grade=device.grade or ASSUMED_GRADE,
        functional_state=device.functional_state or ASSUMED_STATE,
        lock=device.lock or ASSUMED_LOCK,
        storage_gb=device.storage_gb,
        battery_health=device.battery_health,
        launched_on=launched_on,
        purchased_on=device.purchased_on if says_age else None,
        cracked=bool(device.cracked),
        has_charger=device.has_charger,
        defects=frozenset(device.defects),
        confidence=device.confidence if device.confidence is not None else Decimal(1),
    )
