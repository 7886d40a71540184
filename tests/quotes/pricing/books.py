"""A small price book whose prices are easy to work out by hand, and random ones for the laws."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quotes.pricing.book import PriceBook
from quotes.pricing.facts import FUNCTIONAL_STATES, GRADES, LOCKS, DeviceFacts
from quotes.pricing.rules import BatteryDeduction, ConditionRate, Floor, Handling, LockRate, LotBonus, Retention

AT = date(2026, 11, 23)
LAPTOP = "thinkpad-t14-gen-2"
PHONE = "iphone-13"
NEW_ONLY = "galaxy-s24"


def a_book(**changes: Any) -> PriceBook:
    rows: dict[str, Any] = {
        "version": "2026-11",
        "currency": "EUR",
        "base_prices": {
            (LAPTOP, None): Decimal("200"),
            (PHONE, 128): Decimal("240"),
            (PHONE, 256): Decimal("270"),
            (PHONE, 512): Decimal("300"),
        },
        "new_prices": {NEW_ONLY: Decimal("800")},
        "retentions": (
            Retention(category="smartphone", up_to_age_months=12, percent=Decimal("38")),
            Retention(category="smartphone", up_to_age_months=24, percent=Decimal("22")),
        ),
        "condition_rates": (
            *_rates("*", "works", "100 85 65 40"),
            *_rates("*", "faulty", "30 25 20 10"),
            *_rates("*", "dead", "10 10 5 0"),
            *_rates("smartphone", "works", "100 90 70 35"),
        ),
        "battery_deductions": (
            BatteryDeduction(category="smartphone", below_percent=80, amount=Decimal("30")),
            BatteryDeduction(category="smartphone", below_percent=60, amount=Decimal("45")),
        ),
        "lock_rates": (LockRate(lock="mdm", percent=Decimal("15")),),
        "lot_bonuses": (LotBonus(min_units=50, percent=Decimal("2")), LotBonus(min_units=200, percent=Decimal("5"))),
        "handlings": (Handling(category="*", amount=Decimal("6.50")),),
        "floors": (Floor(category="laptop", amount=Decimal("5"), reason="parts"),),
    }
    return PriceBook(**{**rows, **changes})


def a_laptop(**changes: Any) -> DeviceFacts:
    return DeviceFacts(**{"model_slug": LAPTOP, "category": "laptop", "grade": "B", **changes})


def a_phone(**changes: Any) -> DeviceFacts:
    return DeviceFacts(**{"model_slug": PHONE, "category": "smartphone", "grade": "B", "storage_gb": 128, **changes})


def _rates(category: str, functional_state: str, percents: str) -> tuple[ConditionRate, ...]:
    return tuple(
        ConditionRate(category=category, grade=grade, functional_state=functional_state, percent=Decimal(percent))
        for grade, percent in zip(GRADES, percents.split(), strict=True)
    )


amounts = st.decimals(min_value=0, max_value=5000, places=2)
percents = st.decimals(min_value=0, max_value=100, places=2)


@st.composite
def random_rates(draw: st.DrawFn, category: str) -> tuple[ConditionRate, ...]:
    rows: list[ConditionRate] = []
    for functional_state in FUNCTIONAL_STATES:
        falling = sorted(draw(st.lists(percents, min_size=4, max_size=4)), reverse=True)
        rows += _rates(category, functional_state, " ".join(str(percent) for percent in falling))
    return tuple(rows)


@st.composite
def random_books(draw: st.DrawFn) -> PriceBook:
    return PriceBook(
        version="random",
        currency=draw(st.sampled_from(["EUR", "JPY", "TND"])),
        base_prices=draw(
            st.dictionaries(
                st.tuples(st.sampled_from([LAPTOP, PHONE]), st.sampled_from([None, 64, 128, 256])), amounts, max_size=6
            )
        ),
        new_prices=draw(st.dictionaries(st.sampled_from([LAPTOP, PHONE, NEW_ONLY]), amounts, max_size=3)),
        retentions=tuple(
            Retention(category="*", up_to_age_months=months, percent=percent)
            for months, percent in draw(st.dictionaries(st.integers(1, 90), percents, max_size=4)).items()
        ),
        condition_rates=(*draw(random_rates("*")), *draw(st.one_of(st.just(()), random_rates("laptop")))),
        battery_deductions=tuple(
            BatteryDeduction(category="*", below_percent=below, amount=amount)
            for below, amount in draw(st.dictionaries(st.integers(1, 100), amounts, max_size=3)).items()
        ),
        lot_bonuses=tuple(
            LotBonus(min_units=units, percent=percent)
            for units, percent in draw(st.dictionaries(st.integers(1, 300), percents, max_size=3)).items()
        ),
        handlings=tuple(Handling(category="*", amount=amount) for amount in draw(st.lists(amounts, max_size=1))),
        floors=tuple(
            Floor(category="*", amount=amount, reason="parts") for amount in draw(st.lists(amounts, max_size=1))
        ),
    )


def random_devices() -> st.SearchStrategy[DeviceFacts]:
    return st.builds(
        DeviceFacts,
        model_slug=st.sampled_from([None, LAPTOP, PHONE, NEW_ONLY, "never-heard-of"]),
        category=st.sampled_from(["laptop", "smartphone"]),
        grade=st.sampled_from(GRADES),
        functional_state=st.sampled_from(FUNCTIONAL_STATES),
        lock=st.sampled_from(["none", *LOCKS]),
        storage_gb=st.sampled_from([None, 32, 64, 128, 200, 256]),
        battery_health=st.one_of(st.none(), st.integers(0, 100)),
        launched_on=st.one_of(st.none(), st.dates(date(2018, 1, 1), AT)),
        purchased_on=st.one_of(st.none(), st.dates(date(2018, 1, 1), AT)),
        confidence=st.decimals(0, 1, places=2),
    )
