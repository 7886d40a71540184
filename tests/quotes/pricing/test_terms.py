"""Premiums and agreements: which one is paid, as a step of its own, and kept without loss."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.pricing.price import price_device
from quotes.pricing.rules import BadPriceBook
from quotes.pricing.terms import Agreement, Premium, Terms
from tests.quotes.pricing.books import (
    AT,
    LAPTOP,
    PHONE,
    a_book,
    a_laptop,
    a_phone,
    random_books,
    random_devices,
    random_terms,
)


def steps_on(terms, facts):
    steps = price_device(facts, a_book(terms=terms), at=AT, lot_units=1).steps
    return {step.code: (step.rule_id, step.amount) for step in steps if step.code in ("premium", "agreement")}


def test_it_works():
    premium = Premium(model_slug=PHONE, storage_gb=None, percent=Decimal(10))
    agreement = Agreement(percent=Decimal(5))

    steps = steps_on(Terms(premiums=(premium,), agreements=(agreement,)), a_phone())

    # 240 at grade B is 216; 10 % of it, then 5 % of 237.60
    assert steps == {
        "premium": (f"premium:{PHONE}:*", Decimal("21.60")),
        "agreement": ("agreement:*", Decimal("11.88")),
    }


def test_other_models_get_no_premium():
    terms = Terms(premiums=(Premium(model_slug=PHONE, storage_gb=None, percent=Decimal(10)),))

    assert steps_on(terms, a_laptop()) == {}


def test_highest_premium_that_fits_is_paid():
    terms = Terms(
        premiums=(
            Premium(model_slug=PHONE, storage_gb=None, percent=Decimal(10)),
            Premium(model_slug=PHONE, storage_gb=128, percent=Decimal(4)),
            Premium(model_slug=PHONE, storage_gb=256, percent=Decimal(12)),
        )
    )

    assert steps_on(terms, a_phone(storage_gb=128))["premium"][0] == f"premium:{PHONE}:*"
    assert steps_on(terms, a_phone(storage_gb=256))["premium"][0] == f"premium:{PHONE}:256"


@pytest.mark.parametrize(
    ("facts", "rule_id"),
    [
        (a_phone(), f"agreement:{PHONE}"),
        (a_phone(model_slug="galaxy-s24"), "agreement:smartphone"),
        (a_laptop(), "agreement:*"),
    ],
)
def test_most_specific_agreement_holds_even_where_it_is_the_lowest(facts, rule_id):
    terms = Terms(
        agreements=(
            Agreement(percent=Decimal(9)),
            Agreement(category="smartphone", percent=Decimal(6)),
            Agreement(model_slug=PHONE, percent=Decimal(3)),
        )
    )

    assert terms.agreement_of(facts).rule_id == rule_id


def test_locked_device_is_paid_nothing_and_keeps_back_the_premium_too():
    terms = Terms(premiums=(Premium(model_slug=PHONE, storage_gb=None, percent=Decimal(10)),))

    locked = price_device(a_phone(lock="mdm"), a_book(terms=terms), at=AT, lot_units=1)

    assert locked.net.amount == 0
    assert locked.withheld.amount == Decimal("231.10")


@pytest.mark.parametrize("percent", [Decimal(-1), Decimal(101), 5])
def test_impossible_percentage_is_refused(percent):
    with pytest.raises(BadPriceBook):
        Premium(model_slug=LAPTOP, storage_gb=None, percent=percent)
    with pytest.raises(BadPriceBook):
        Agreement(percent=percent)


@given(random_terms())
def test_terms_survive_json(terms):
    assert Terms.from_json(json.loads(json.dumps(terms.to_json()))) == terms


@given(random_terms(), random_devices(), st.randoms(use_true_random=False))
def test_order_of_the_rows_never_matters(terms, facts, random):
    shuffled = Terms(
        premiums=tuple(random.sample(terms.premiums, len(terms.premiums))),
        agreements=tuple(random.sample(terms.agreements, len(terms.agreements))),
    )

    assert terms.premium_of(facts) == shuffled.premium_of(facts)
    assert terms.agreement_of(facts) == shuffled.agreement_of(facts)


@given(random_devices(), random_books())
def test_terms_never_lower_a_price(facts, book):
    bare = price_device(facts, replace(book, terms=Terms()), at=AT, lot_units=1)

    assert price_device(facts, book, at=AT, lot_units=1).net >= bare.net
