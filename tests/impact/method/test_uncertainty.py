import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact.method.uncertainty import Range, Spread, combine, draw_factors, drivers_of, range_of

LAPTOP = Spread(low=136, central=245, high=384)

positive = st.floats(0.01, 10_000)
spreads = (
    st.lists(positive, min_size=3, max_size=3)
    .map(sorted)
    .map(lambda three: Spread(low=three[0], central=three[1], high=three[2]))
)


def range_of_factor(spread, *, seed=1):
    return range_of(draw_factors({"one": spread}, seed=seed)["one"])


def test_it_works():
    result = range_of_factor(LAPTOP)

    assert (result.p5, result.p50, result.p95) == pytest.approx((136, 245, 384), rel=0.005)


@given(spreads, st.integers(0, 10_000))
def test_low_central_and_high_are_the_percentiles_of_a_factor(spread, seed):
    result = range_of_factor(spread, seed=seed)

    assert (result.p5, result.p50, result.p95) == pytest.approx((spread.low, spread.central, spread.high), rel=0.05)


def test_same_seed_gives_the_same_draws_and_another_seed_gives_others():
    first = draw_factors({"new:laptop": LAPTOP}, seed=7)

    assert draw_factors({"new:laptop": LAPTOP}, seed=7) == first
    assert draw_factors({"new:laptop": LAPTOP}, seed=8) != first


def test_draws_are_the_same_on_every_machine_and_python():
    draws = draw_factors({"new:laptop": LAPTOP}, seed=7)["new:laptop"]

    assert draws[:3] == pytest.approx([389.05959716, 215.96907116, 311.48674659])


def test_draws_of_a_factor_do_not_depend_on_the_others():
    alone = draw_factors({"new:laptop": LAPTOP}, seed=7)

    assert draw_factors({"part:ssd": LAPTOP, "new:laptop": LAPTOP}, seed=7)["new:laptop"] == alone["new:laptop"]


def test_same_factor_on_two_lines_is_one_draw_so_its_range_adds_up():
    drawn = draw_factors({"new:laptop": LAPTOP}, seed=7)

    one, two = range_of(combine({"new:laptop": 1}, drawn)), range_of(combine({"new:laptop": 2}, drawn))

    assert (two.p5, two.p95) == pytest.approx((2 * one.p5, 2 * one.p95))


def test_independent_factors_make_a_narrower_range_than_the_sum_of_theirs():
    drawn = draw_factors({f"factor:{place}": LAPTOP for place in range(9)}, seed=7)

    whole = range_of(combine(dict.fromkeys(drawn, 1.0), drawn))

    assert whole.p95 - whole.p5 < 0.5 * 9 * (384 - 136)
    assert whole.p95 - whole.p5 > 0.2 * 9 * (384 - 136)


def test_independent_factors_hardly_correlate():
    drawn = draw_factors({"a": LAPTOP, "b": LAPTOP}, seed=7)
    means = {name: math.fsum(values) / len(values) for name, values in drawn.items()}
    products = [(a - means["a"]) * (b - means["b"]) for a, b in zip(drawn["a"], drawn["b"], strict=True)]
    squares = [math.fsum((value - means[name]) ** 2 for value in values) for name, values in drawn.items()]

    assert abs(math.fsum(products) / math.sqrt(squares[0] * squares[1])) < 0.06


def test_range_of_an_outcome_may_be_negative():
    drawn = draw_factors({"new": LAPTOP, "refurbishing": Spread(low=50, central=200, high=700)}, seed=7)

    assert range_of(combine({"new": 1, "refurbishing": -1}, drawn)).p5 < 0


def test_drivers_are_ranked_and_their_shares_add_up():
    drawn = draw_factors(
        {"wide": Spread(low=1, central=10, high=100), "narrow": Spread(low=9, central=10, high=11)}, seed=7
    )

    drivers = drivers_of({"narrow": -1, "wide": 1}, drawn)

    assert [driver.factor_id for driver in drivers] == ["wide", "narrow"]
    assert math.fsum(driver.share for driver in drivers) == pytest.approx(1)


def test_outcome_that_never_varies_has_no_drivers():
    drawn = draw_factors({"fixed": Spread(low=2, central=2, high=2)}, seed=7)

    assert drivers_of({"fixed": 3}, drawn) == ()
    assert range_of(combine({"fixed": 3}, drawn)) == Range(p5=6, p50=6, p95=6)


@pytest.mark.parametrize("wrong", [(0, 1, 2), (-1, 1, 2), (2, 1, 3), (1, 3, 2), (1, 2, math.inf), (1, math.nan, 2)])
def test_spread_out_of_order_is_refused(wrong):
    with pytest.raises(ValueError, match="low <= central <= high"):
        Spread(low=wrong[0], central=wrong[1], high=wrong[2])


def test_hundred_factors_take_less_than_half_a_second():
    many = {f"factor:{place}": LAPTOP for place in range(100)}
    started = time.process_time()

    drawn = draw_factors(many, seed=7)
    range_of(combine(dict.fromkeys(many, 1.0), drawn))

    assert time.process_time() - started < 0.5
