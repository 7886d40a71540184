from datetime import date
from decimal import Decimal

import pytest

from quotes.pricing.facts import LOCKS
from quotes.pricing.price import price_device, price_lot
from quotes.pricing.rules import LotBonus
from tests.quotes.pricing.books import AT, NEW_ONLY, a_book, a_laptop, a_phone


def net_of(facts, book=None, *, lot_units=1):
    return price_device(facts, book or a_book(), at=AT, lot_units=lot_units).net.amount


def steps_of(facts, book=None, *, lot_units=1):
    waterfall = price_device(facts, book or a_book(), at=AT, lot_units=lot_units)
    return [(step.code, str(step.amount)) for step in waterfall.steps]


def test_it_works():
    waterfall = price_device(a_phone(battery_health=74), a_book(), at=AT, lot_units=60)

    assert [(step.code, step.rule_id, str(step.amount), str(step.running)) for step in waterfall.steps] == [
        ("base_storage", "base:iphone-13:128", "240.00", "240.00"),
        ("condition_works", "condition:smartphone:B:works", "-24.00", "216.00"),
        ("battery", "battery:smartphone:80", "-30.00", "186.00"),
        ("lot_bonus", "lot_bonus:50", "3.72", "189.72"),
        ("handling", "handling:*", "-6.50", "183.22"),
    ]
    assert str(waterfall.net) == "183.22 EUR"
    assert not waterfall.indicative


def test_unidentified_device_has_no_price_and_says_why():
    waterfall = price_device(a_laptop(model_slug=None), a_book(), at=AT, lot_units=1)

    assert [step.code for step in waterfall.steps] == ["to_be_identified"]
    assert (waterfall.net.amount, waterfall.doubts) == (0, ("not_identified",))


def test_model_outside_the_book_is_left_to_the_team():
    waterfall = price_device(a_laptop(model_slug="unheard-of"), a_book(), at=AT, lot_units=1)

    assert [step.code for step in waterfall.steps] == ["to_be_priced"]
    assert (waterfall.net.amount, waterfall.doubts) == (0, ("not_priced",))


def test_condition_outside_the_book_is_left_to_the_team():
    book = a_book(condition_rates=())

    waterfall = price_device(a_laptop(), book, at=AT, lot_units=1)

    assert waterfall.doubts == ("not_priced",)


def test_unknown_storage_is_priced_as_the_cheapest_capacity_with_the_others_beside():
    waterfall = price_device(a_phone(storage_gb=None), a_book(), at=AT, lot_units=1)

    assert waterfall.steps[0].params == {"storage_gb": "128"}
    assert [(one.storage_gb, one.net.amount) for one in waterfall.if_storage] == [
        (128, Decimal("209.50")),
        (256, Decimal("236.50")),
        (512, Decimal("263.50")),
    ]
    assert (waterfall.low.amount, waterfall.high.amount) == (Decimal("209.50"), Decimal("263.50"))
    assert waterfall.doubts == ("storage_unknown",)


def test_storage_between_two_capacities_is_priced_as_the_one_below():
    waterfall = price_device(a_phone(storage_gb=300), a_book(), at=AT, lot_units=1)

    assert waterfall.steps[0].rule_id == "base:iphone-13:256"
    assert waterfall.doubts == ("storage_not_listed",)


def test_storage_below_every_capacity_is_left_to_the_team():
    assert price_device(a_phone(storage_gb=64), a_book(), at=AT, lot_units=1).doubts == ("not_priced",)


@pytest.mark.parametrize(
    ("launched_on", "code", "left"),
    [
        (date(2025, 11, 23), "age", "304.00"),
        (date(2025, 11, 22), "age", "304.00"),
        (date(2025, 10, 23), "age", "176.00"),
        (date(2024, 11, 23), "age", "176.00"),
        (date(2024, 10, 23), "age_past", "0.00"),
        (date(2027, 2, 1), "age", "304.00"),
        (None, "age_unknown", "176.00"),
    ],
)
def test_model_without_a_base_price_is_priced_by_its_age_as_an_indication(launched_on, code, left):
    facts = a_phone(model_slug=NEW_ONLY, launched_on=launched_on)

    waterfall = price_device(facts, a_book(), at=AT, lot_units=1)

    assert waterfall.steps[0].rule_id == "new_price:galaxy-s24"
    assert (waterfall.steps[1].code, str(waterfall.steps[1].running)) == (code, left)
    assert waterfall.doubts == ("price_by_age",)


def test_age_falls_back_on_the_purchase_when_the_launch_is_unknown():
    facts = a_phone(model_slug=NEW_ONLY, purchased_on=date(2025, 1, 10))

    assert price_device(facts, a_book(), at=AT, lot_units=1).steps[1].params["age_months"] == "22"


def test_model_without_a_base_price_in_a_category_without_retention_is_left_to_the_team():
    facts = a_laptop(model_slug=NEW_ONLY)

    assert price_device(facts, a_book(), at=AT, lot_units=1).doubts == ("not_priced",)


@pytest.mark.parametrize(
    ("battery_health", "deduction"), [(None, None), (80, None), (79, "-30.00"), (60, "-30.00"), (59, "-45.00")]
)
def test_weak_battery_costs_the_replacement_of_its_threshold(battery_health, deduction):
    assert dict(steps_of(a_phone(battery_health=battery_health))).get("battery") == deduction


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (a_phone(cracked=True), ("cracked_works", "cracked:smartphone:works", "-156.00")),
        (a_phone(cracked=True, grade="D"), ("cracked_works", "cracked:smartphone:works", "-156.00")),
        (a_laptop(cracked=True), ("cracked_works", "cracked:*:works", "-140.00")),
        (a_laptop(cracked=True, functional_state="faulty"), ("cracked_faulty", "cracked:*:faulty", "-180.00")),
    ],
)
def test_cracked_device_has_a_row_of_its_own_in_place_of_its_grade(facts, step):
    second = price_device(facts, a_book(), at=AT, lot_units=1).steps[1]

    assert (second.code, second.rule_id, str(second.amount)) == step


def test_cracked_device_outside_the_book_is_left_to_the_team():
    waterfall = price_device(a_laptop(cracked=True), a_book(cracked_rates=()), at=AT, lot_units=1)

    assert (waterfall.net.amount, waterfall.doubts) == (0, ("not_priced",))


@pytest.mark.parametrize(("has_charger", "deduction"), [(None, None), (True, None), (False, "-9.00")])
def test_only_a_charger_known_to_be_missing_is_deducted(has_charger, deduction):
    assert dict(steps_of(a_laptop(has_charger=has_charger))).get("missing_charger") == deduction


def test_defects_are_deducted_in_the_order_of_the_coded_list_by_percentage_and_amount():
    waterfall = price_device(
        a_laptop(defects=frozenset({"hinge", "keyboard", "screen_lines"})), a_book(), at=AT, lot_units=1
    )

    assert [(step.rule_id, str(step.amount), dict(step.params)) for step in waterfall.steps[2:5]] == [
        ("defect:*:screen_lines", "-68.00", {"defect": "screen_lines"}),
        ("defect:*:keyboard", "-15.00", {"defect": "keyboard"}),
        ("defect:laptop:hinge", "-28.70", {"defect": "hinge"}),
    ]


def test_defect_without_a_row_costs_nothing_and_makes_the_price_an_indication():
    waterfall = price_device(a_laptop(defects=frozenset({"engraving"})), a_book(), at=AT, lot_units=1)

    assert (waterfall.net.amount, waterfall.doubts) == (net_of(a_laptop()), ("defect_not_listed",))


def test_swollen_battery_is_not_shipped_so_nothing_is_paid():
    waterfall = price_device(a_laptop(defects=frozenset({"swollen_battery"}), lock="mdm"), a_book(), at=AT, lot_units=1)

    assert [step.code for step in waterfall.steps[-2:]] == ["not_shipped", "lock_mdm"]
    assert (waterfall.net.amount, waterfall.withheld.amount, waterfall.high.amount) == (0, 0, 0)


@pytest.mark.parametrize(
    ("confidence", "low", "high"), [("1", "163.50", None), ("0.79", "122.63", "163.50"), ("0.49", "81.75", "163.50")]
)
def test_doubtful_model_gives_a_range_that_its_confirmation_narrows(confidence, low, high):
    waterfall = price_device(a_laptop(confidence=Decimal(confidence)), a_book(), at=AT, lot_units=1)

    assert waterfall.low.amount == Decimal(low)
    assert [(one.code, one.high.amount) for one in waterfall.questions] == ([("model", Decimal(high))] if high else [])


def test_doubtful_model_of_unknown_storage_asks_for_both():
    waterfall = price_device(a_phone(storage_gb=None, confidence=Decimal("0.7")), a_book(), at=AT, lot_units=1)

    assert [(one.code, str(one.low.amount), str(one.high.amount)) for one in waterfall.questions] == [
        ("storage", "157.13", "197.63"),
        ("model", "157.13", "263.50"),
    ]
    assert waterfall.high.amount == Decimal("263.50")


@pytest.mark.parametrize(("lot_units", "bonus"), [(49, None), (50, "3.40"), (199, "3.40"), (200, "8.50")])
def test_lot_bonus_is_that_of_the_step_reached(lot_units, bonus):
    assert dict(steps_of(a_laptop(), lot_units=lot_units)).get("lot_bonus") == bonus


def test_category_of_its_own_goes_before_every_category():
    assert dict(steps_of(a_phone()))["condition_works"] == "-24.00"
    assert dict(steps_of(a_laptop()))["condition_works"] == "-30.00"


def test_deduction_never_takes_more_than_is_left():
    assert steps_of(a_phone(grade="D", functional_state="faulty", battery_health=10)) == [
        ("base_storage", "240.00"),
        ("condition_faulty", "-216.00"),
        ("battery", "-24.00"),
    ]


def test_floor_lifts_what_the_deductions_left():
    assert steps_of(a_laptop(grade="D", functional_state="dead")) == [
        ("base", "200.00"),
        ("condition_dead", "-200.00"),
        ("floor", "5.00"),
    ]


def test_fraction_of_a_cent_is_rounded_once_in_its_own_step():
    book = a_book(lot_bonuses=(LotBonus(min_units=1, percent=Decimal("1.111")),))

    waterfall = price_device(a_laptop(), book, at=AT, lot_units=1)

    assert [(step.code, str(step.amount)) for step in waterfall.steps[-3:]] == [
        ("lot_bonus", "1.8887"),
        ("handling", "-6.50"),
        ("rounding", "0.0013"),
    ]
    assert str(waterfall.net.amount) == "165.39"


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock != "none"])
def test_locked_device_pays_nothing_until_it_is_unlocked(lock):
    unlocked = price_device(a_laptop(), a_book(), at=AT, lot_units=1)

    locked = price_device(a_laptop(lock=lock), a_book(), at=AT, lot_units=1)

    assert (locked.net.amount, locked.withheld) == (0, unlocked.net)
    assert locked.steps[-1].code == f"lock_{lock}"


def test_lock_with_a_price_for_parts_tells_it():
    waterfall = price_device(a_laptop(lock="mdm"), a_book(), at=AT, lot_units=1)

    assert waterfall.steps[-1].params == {"percent_if_never_removed": "15"}


@pytest.mark.parametrize(("confidence", "doubts"), [("0.80", ()), ("0.79", ("low_confidence",))])
def test_uncertain_identification_makes_the_price_an_indication(confidence, doubts):
    facts = a_laptop(confidence=Decimal(confidence))

    assert price_device(facts, a_book(), at=AT, lot_units=1).doubts == doubts


def test_lot_is_priced_in_its_order_with_the_bonus_of_its_size():
    lot = [a_phone() if place % 2 else a_laptop() for place in range(50)]

    waterfalls = price_lot(lot, a_book(), at=AT)

    assert [waterfall.net.amount for waterfall in waterfalls[:2]] == [Decimal("166.90"), Decimal("213.82")]
    assert len(waterfalls) == 50


def test_empty_lot_is_refused():
    with pytest.raises(ValueError, match="one device or more"):
        net_of(a_laptop(), lot_units=0)
