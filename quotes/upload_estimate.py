"""What the checked rows of an upload would bring, before they are imported, and what an answer would add.

Rows with equal facts are priced once. An answer is worth what devices of the same kind in the same list bring, by their
median: what has no such neighbour is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from catalogue.models import PriceBook
from catalogue.models.price_book import NoPriceBookInForce
from fleet.intake.own_names import name_key
from fleet.models import Upload
from fleet.staged_groups import StagedGroup, staged_groups
from fleet.states import UploadState
from quotes.opening import facts_of
from quotes.price_terms import book_on_terms, terms_today
from quotes.pricing.price import price_device
from quotes.pricing.waterfall import Waterfall
from records.documents import current_organisation

Priced = Sequence[tuple[StagedGroup, Waterfall]]


@dataclass(frozen=True, kw_only=True)
class Raise:
    """How many answers would add how much."""

    answers: int
    amount: Decimal


def estimate_upload(*, upload_id: UUID, at: datetime, today: date) -> Mapping[str, str]:
    """Price the rows that wait, unless it is done already; nothing of them changes until the figure is kept.

    Without prices in force nothing is known, and that is kept too.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload_id)
        if upload.state != UploadState.CHECKED or upload.estimate is not None:
            return {}
        upload.estimate = _estimate(upload, at=at, today=today)
        upload.save(update_fields=["estimate"])
        return upload.estimate


def _estimate(upload: Upload, *, at: datetime, today: date) -> dict[str, str]:
    currency = current_organisation().currency
    try:
        published = PriceBook.objects.in_force(currency=currency, at=at)
    except NoPriceBookInForce:
        return {}
    book = book_on_terms(published.pk, terms_today(today=today))
    groups = staged_groups(upload.pk)
    units = sum(group.rows for group in groups)
    priced = [
        (
            group,
            price_device(facts_of(group.as_device(), launched_on=group.launched_on), book, at=today, lot_units=units),
        )
        for group in groups
    ]
    raised = _raise(priced)
    return {
        "currency": currency,
        "low": str(sum((group.rows * price.low.amount for group, price in priced), Decimal(0))),
        "high": str(sum((group.rows * price.high.amount for group, price in priced), Decimal(0))),
        "unpriced": str(sum(group.rows for group, price in priced if not _has_price(price))),
        "answers": str(raised.answers),
        "raise": str(raised.amount),
    }


def _has_price(price: Waterfall) -> bool:
    """What a lock keeps back is a price as well."""
    return bool(price.high.amount or price.withheld.amount)


def _raise(priced: Priced) -> Raise:
    """Each different text that names no model is one question, whose answer serves all rows that have it."""
    worth = dict(_medians(priced))
    added: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for group, price in priced:
        if group.model and not group.facts["model_id"] and not _has_price(price):
            added[name_key(maker=group.maker, model=group.model)] += group.rows * worth.get(
                group.facts["category"], Decimal(0)
            )
    amounts = [amount for amount in added.values() if amount]
    return Raise(answers=len(amounts), amount=sum(amounts, Decimal(0)))


def _medians(priced: Priced) -> Iterator[tuple[str, Decimal]]:
    """What a device of each kind brings, by the median of the rows that have a price."""
    kinds: dict[str, list[tuple[Decimal, int]]] = defaultdict(list)
    for group, price in priced:
        if price.net.amount:
            kinds[group.facts["category"]].append((price.net.amount, group.rows))
    for kind, prices in kinds.items():
        yield kind, median_of(prices)


def median_of(counted: Iterable[tuple[Decimal, int]]) -> Decimal:
    """The lower median of amounts that stand as often as their count says.

    Raises: ValueError, where there is none.
    """
    ordered = sorted(counted)
    half, passed = sum(count for _, count in ordered) / 2, 0
    for amount, count in ordered:
        passed += count
        if passed >= half:
            return amount
    raise ValueError("no amount has a median")
