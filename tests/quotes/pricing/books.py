"""A small price book whose prices are easy to work out by hand, and random ones for the laws."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quotes.pricing.book import PriceBook
from quotes.pricing.facts import DEFECTS, FUNCTIONAL_STATES, GRADES, HAND_REASONS, LOCKS, DeviceFacts, HandPrice
from quotes.pricing.rules import (
    BatteryDeduction,
    ConditionRate,
    CrackedRate,
    DefectDeduction,
    Floor,
    Handling,
    LockRate,
    LotBonus,
    MissingCharger,
    Retention,
    UnsureRate,
)
from quotes.pricing.terms import Agreement, LeastPrice, Premium, Terms

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
        "cracked_rates": (
            CrackedRate(category="*", functional_state="works", percent=Decimal("30")),
            CrackedRate(category="*", functional_state="faulty", percent=Decimal("10")),
            CrackedRate(category="*", functional_state="dead", percent=Decimal("0")),
            CrackedRate(category="smartphone", functional_state="works", percent=Decimal("35")),
        ),
        "defect_deductions": (
            DefectDeduction(category="*", code="keyboard", percent=Decimal(0), amount=Decimal("15")),
            DefectDeduction(category="*", code="screen_lines", percent=Decimal("40"), amount=Decimal("0")),
            DefectDeduction(category="laptop", code="hinge", percent=Decimal("10"), amount=Decimal("20")),
        ),
        "missing_chargers": (MissingCharger(category="laptop", amount=Decimal("9")),),
        "unsure_rates": (
            UnsureRate(below_percent=80, percent=Decimal("75")),
            UnsureRate(below_percent=50, percent=Decimal("50")),
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
def random_cracked(draw: st.DrawFn, category: str) -> tuple[CrackedRate, ...]:
    drawn = draw(st.lists(percents, min_size=3, max_size=3))
    return tuple(
        CrackedRate(category=category, functional_state=state, percent=percent)
        for state, percent in zip(FUNCTIONAL_STATES, drawn, strict=True)
    )


@st.composite
def fair_books(draw: st.DrawFn) -> PriceBook:
    """Random books in which nothing is upside down: every rate falls by function, then by grade, cracked last."""
    falling = sorted(draw(st.lists(percents, min_size=15, max_size=15)), reverse=True)
    places = [falling[place : place + 5] for place in (0, 5, 10)]
    deductions = sorted(draw(st.lists(amounts, min_size=2, max_size=2)), reverse=True)
    rates, cracked = [], []
    for state, (*by_grade, broken) in zip(FUNCTIONAL_STATES, places, strict=True):
        rates += _rates("*", state, " ".join(str(percent) for percent in by_grade))
        cracked.append(CrackedRate(category="*", functional_state=state, percent=broken))
    return replace(
        draw(random_books()),
        condition_rates=tuple(rates),
        cracked_rates=tuple(cracked),
        battery_deductions=tuple(
            BatteryDeduction(category="*", below_percent=below, amount=amount)
            for below, amount in zip((50, 80), deductions, strict=True)
        ),
    )


def random_terms() -> st.SearchStrategy[Terms]:
    """At most one premium of each model and storage, and one agreement of each scope."""
    premiums = st.builds(
        Premium,
        model_slug=st.sampled_from([LAPTOP, PHONE]),
        storage_gb=st.sampled_from([None, 128, 256]),
        percent=percents,
    )
    agreements = st.builds(
        Agreement,
        model_slug=st.sampled_from(["", PHONE]),
        category=st.sampled_from(["", "laptop", "smartphone"]),
        percent=percents,
    )
    least_prices = st.builds(LeastPrice, model_slug=st.sampled_from([LAPTOP, PHONE]), amount=amounts)
    once = {"unique_by": lambda one: one.rule_id, "max_size": 3}
    return st.builds(
        Terms,
        premiums=st.lists(premiums, **once).map(tuple),
        agreements=st.lists(agreements, **once).map(tuple),
        least_prices=st.lists(least_prices, **once).map(tuple),
    )


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
        cracked_rates=(*draw(random_cracked("*")), *draw(st.one_of(st.just(()), random_cracked("laptop")))),
        defect_deductions=tuple(
            DefectDeduction(category="*", code=code, percent=percent, amount=amount)
            for code, (percent, amount) in draw(
                st.dictionaries(st.sampled_from(DEFECTS), st.tuples(percents, amounts), max_size=4)
            ).items()
        ),
        missing_chargers=tuple(
            MissingCharger(category="*", amount=amount) for amount in draw(st.lists(amounts, max_size=1))
        ),
        unsure_rates=tuple(
            UnsureRate(below_percent=below, percent=percent)
            for below, percent in zip((40, 70), sorted(draw(st.lists(percents, max_size=2))), strict=False)
        ),
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
        terms=draw(random_terms()),
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
        cracked=st.booleans(),
        has_charger=st.sampled_from([None, True, False]),
        defects=st.frozensets(st.sampled_from(DEFECTS), max_size=4),
        confidence=st.decimals(0, 1, places=2),
        by_hand=st.one_of(
            st.none(), st.none(), st.builds(HandPrice, amount=amounts, reason=st.sampled_from(HAND_REASONS))
        ),
    )
