"""The rules that follow the base price, each a function of what is left; a deduction never takes more than that."""

from decimal import Decimal

from b2b_portal.lib.money import Money
from quotes.pricing.book import PriceBook
from quotes.pricing.facts import DEFECTS, NO_LOCK, NOT_SHIPPED, DeviceFacts
from quotes.pricing.rules import ConditionRate, CrackedRate
from quotes.pricing.waterfall import Step, next_step, plain


def for_condition(left: Decimal, facts: DeviceFacts, rate: ConditionRate | CrackedRate) -> Step:
    """Pay the percentage of this grade and functional state, or that of a cracked device."""
    params = {"percent": plain(rate.percent)}
    if isinstance(rate, CrackedRate):
        code = f"cracked_{facts.functional_state}"
    else:
        code, params = f"condition_{facts.functional_state}", {"grade": facts.grade, **params}
    amount = -left * (100 - rate.percent) / 100
    return next_step(code, rate.rule_id, amount, after=left, params=params)


def for_defect(left: Decimal, facts: DeviceFacts, book: PriceBook, *, code: str) -> Step | None:
    """Deduct what the defect costs: its percentage of what is left, then its amount."""
    row = book.defect_deduction_of(category=facts.category, code=code) if code in facts.defects else None
    if row is None or not left:
        return None
    cost = min(left * row.percent / 100 + row.amount, left)
    return next_step("defect", row.rule_id, -cost, after=left, params={"defect": code})


def priced_defects(facts: DeviceFacts) -> tuple[str, ...]:
    """The defects that cost something, in the order of the coded list."""
    return tuple(code for code in DEFECTS if code in facts.defects - NOT_SHIPPED)


def for_battery(left: Decimal, facts: DeviceFacts, book: PriceBook) -> Step | None:
    """Deduct a replacement when the battery is known to be weak."""
    if facts.battery_health is None:
        return None
    row = book.battery_deduction_of(category=facts.category, battery_health=facts.battery_health)
    if row is None or not left:
        return None
    params = {"battery_health": str(facts.battery_health), "below_percent": str(row.below_percent)}
    return next_step("battery", row.rule_id, -min(row.amount, left), after=left, params=params)


def for_charger(left: Decimal, facts: DeviceFacts, book: PriceBook) -> Step | None:
    """Deduct a charger that is known to be missing."""
    row = book.missing_charger_of(facts.category) if facts.has_charger is False else None
    if row is None or not left:
        return None
    return next_step("missing_charger", row.rule_id, -min(row.amount, left), after=left)


def for_lot(left: Decimal, book: PriceBook, *, lot_units: int) -> Step | None:
    """Add the bonus that the size of the lot has reached, or that of the whole programme where that is more."""
    units = max(lot_units, book.terms.programme_units)
    row = book.lot_bonus_of(lot_units=units)
    if row is None or not left:
        return None
    params = {"percent": plain(row.percent), "min_units": str(row.min_units)}
    code = "lot_bonus" if units == lot_units else "lot_bonus_programme"
    return next_step(code, row.rule_id, left * row.percent / 100, after=left, params=params)


def for_premium(left: Decimal, facts: DeviceFacts, book: PriceBook) -> Step | None:
    """Add what is paid more for a wanted model."""
    premium = book.terms.premium_of(facts)
    if premium is None or not left:
        return None
    params = {"percent": plain(premium.percent)}
    return next_step("premium", premium.rule_id, left * premium.percent / 100, after=left, params=params)


def for_agreement(left: Decimal, facts: DeviceFacts, book: PriceBook) -> Step | None:
    """Add what was agreed with the customer."""
    agreement = book.terms.agreement_of(facts)
    if agreement is None or not left:
        return None
    params = {"percent": plain(agreement.percent)}
    return next_step("agreement", agreement.rule_id, left * agreement.percent / 100, after=left, params=params)


def for_handling(left: Decimal, facts: DeviceFacts, book: PriceBook) -> Step | None:
    """Deduct collection, tests and erasure."""
    row = book.handling_of(facts.category)
    if row is None or not left:
        return None
    return next_step("handling", row.rule_id, -min(row.amount, left), after=left)


def for_doubtful_model(left: Decimal, facts: DeviceFacts, book: PriceBook) -> Step | None:
    """Pay a share only while the model is doubtful: the rest comes when it is confirmed."""
    row = book.unsure_rate_of(facts.confidence)
    if row is None or not left:
        return None
    amount = -left * (100 - row.percent) / 100
    return next_step("unsure", row.rule_id, amount, after=left, params={"percent": plain(row.percent)})


def to_floor(left: Decimal, facts: DeviceFacts, book: PriceBook) -> Step | None:
    """Raise to the least that is paid for the category."""
    row = book.floor_of(facts.category)
    if row is None or left >= row.amount:
        return None
    return next_step("floor", row.rule_id, row.amount - left, after=left, params={"reason": row.reason})


def to_least_price(left: Decimal, facts: DeviceFacts, book: PriceBook) -> Step | None:
    """Raise to what the programme promises; a model that is doubtful is promised nothing until it is confirmed."""
    promised = book.terms.least_price_of(facts)
    is_doubtful = book.unsure_rate_of(facts.confidence) is not None
    if promised is None or left >= promised.amount or is_doubtful:
        return None
    return next_step("least_price", promised.rule_id, promised.amount - left, after=left)


def to_coins(left: Decimal, *, currency: str) -> Step | None:
    """Round half-up to the currency's decimals, the only rounding of a waterfall."""
    rounded = Money(left, currency).quantise().amount
    if rounded == left:
        return None
    return next_step("rounding", "round_half_up", rounded - left, after=left)


def for_shipping(left: Decimal, facts: DeviceFacts) -> Step | None:
    """Pay nothing for what no carrier takes."""
    refused = sorted(facts.defects & NOT_SHIPPED)
    if not refused:
        return None
    return next_step("not_shipped", f"not_shipped:{refused[0]}", -left, after=left)


def by_hand(left: Decimal, facts: DeviceFacts, *, currency: str) -> Step | None:
    """Pay what was set by hand in place of what the rules lead to; where they pay nothing there is nothing to set."""
    if facts.by_hand is None or not left:
        return None
    amount = Money(facts.by_hand.amount, currency).quantise().amount
    return next_step("by_hand", f"by_hand:{facts.by_hand.reason}", amount - left, after=left)


def for_lock(left: Decimal, facts: DeviceFacts, book: PriceBook) -> Step | None:
    """Withhold everything while the device is locked: it cannot be resold, whoever owns it."""
    if facts.lock == NO_LOCK:
        return None
    row = book.lock_rate_of(facts.lock)
    params = {} if row is None else {"percent_if_never_removed": plain(row.percent)}
    return next_step(f"lock_{facts.lock}", f"lock:{facts.lock}", -left, after=left, params=params)
