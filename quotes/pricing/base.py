"""Where a waterfall starts: the base price of the model, or the new price and what its age leaves of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from quotes.pricing.book import PriceBook, base_rule_id
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.waterfall import Step, next_step, plain


@dataclass(frozen=True, kw_only=True)
class Start:
    """The first steps, why they may not bind, and the capacities (GB) to choose from when the storage is unknown."""

    steps: tuple[Step, ...]
    doubts: tuple[str, ...] = ()
    capacities: tuple[int, ...] = ()


def start_of(facts: DeviceFacts, book: PriceBook, *, at: date) -> Start | None:
    """Return the first steps for an identified device, None when the book has no price for its model.

    The exact capacity comes first, then the price for any capacity, then the cheapest capacity (storage unknown) or
    the nearest below (storage not listed), and last the new price by age.
    """
    model_slug, storage_gb = facts.model_slug or "", facts.storage_gb
    capacities = book.capacities_of(model_slug)
    any_storage = book.base_prices.get((model_slug, None))
    if storage_gb in capacities:
        return Start(steps=(_base(book, model_slug, storage_gb, code="base_storage"),))
    if any_storage is not None:
        return Start(steps=(_base(book, model_slug, None, code="base"),))
    if storage_gb is None and capacities:
        cheapest = min(capacities, key=lambda capacity: (capacities[capacity], capacity))
        step = _base(book, model_slug, cheapest, code="base_unknown_storage")
        return Start(steps=(step,), doubts=("storage_unknown",), capacities=tuple(capacities))
    smaller = [capacity for capacity in capacities if storage_gb is not None and capacity < storage_gb]
    if smaller:
        step = _base(book, model_slug, max(smaller), code="base_smaller_storage")
        return Start(steps=(step,), doubts=("storage_not_listed",))
    return _start_from_new_price(facts, book, at=at)


def _base(book: PriceBook, model_slug: str, storage_gb: int | None, *, code: str) -> Step:
    params = {} if storage_gb is None else {"storage_gb": str(storage_gb)}
    rule_id = base_rule_id(model_slug=model_slug, storage_gb=storage_gb)
    return next_step(code, rule_id, book.base_prices[model_slug, storage_gb], after=Decimal(0), params=params)


def _start_from_new_price(facts: DeviceFacts, book: PriceBook, *, at: date) -> Start | None:
    new_price = book.new_prices.get(facts.model_slug or "")
    if new_price is None or not book.has_retention(facts.category):
        return None
    first = next_step("new_price", f"new_price:{facts.model_slug}", new_price, after=Decimal(0))
    return Start(steps=(first, _age(facts, book, new_price, at=at)), doubts=("price_by_age",))


def _age(facts: DeviceFacts, book: PriceBook, new_price: Decimal, *, at: date) -> Step:
    age_months = facts.age_in_months(at=at)
    row = book.retention_of(category=facts.category, age_months=age_months)
    if row is None:
        params = {"age_months": str(age_months)}
        return next_step("age_past", f"retention:{facts.category}:past", -new_price, after=new_price, params=params)
    loss = -new_price * (100 - row.percent) / 100
    if age_months is None:
        return next_step("age_unknown", row.rule_id, loss, after=new_price, params={"percent": plain(row.percent)})
    params = {"age_months": str(age_months), "percent": plain(row.percent)}
    return next_step("age", row.rule_id, loss, after=new_price, params=params)
