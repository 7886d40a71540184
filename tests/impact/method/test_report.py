import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.method.displacement import Evidence
from impact.method.factors import UnknownFactor, load_factor_set
from impact.method.lines import ReportLine
from impact.method.report import NothingToReport, assess
from impact.method.wording import find_forbidden_claims

FACTORS = load_factor_set("2026-11")


def laptops(**changes):
    return ReportLine(**{"key": "1", "category": "laptop", "quantity": 100, "evidence": Evidence.ATTESTED, **changes})


def assess_one(**changes):
    return assess([laptops(**changes)], FACTORS, seed=1).lines[0]


lines_of_report = st.lists(
    st.builds(
        ReportLine,
        key=st.uuids().map(str),
        category=st.sampled_from(sorted(FACTORS.categories)),
        quantity=st.integers(1, 500),
        model_slug=st.sampled_from([None, "dell-latitude-5430", "unheard-of"]),
        evidence=st.sampled_from(Evidence),
        parts=st.one_of(st.none(), st.lists(st.sampled_from(sorted(FACTORS.parts)), max_size=3).map(tuple)),
    ),
    min_size=1,
    max_size=6,
)


def test_it_works():
    result = assess([laptops()], FACTORS, seed=1)

    assert result.totals.avoided_kg == pytest.approx(100 * (245 * 3 / 5 - 27.6))
    assert result.totals.avoided_range.p5 < result.totals.avoided_kg < result.totals.avoided_range.p95
    assert [factor.id for factor in result.factors] == ["new:laptop", "refurbishing:laptop"]


def test_hundred_laptops_avoid_far_less_than_the_habit_of_the_market_claims():
    habit = 280 * 100

    assert habit / assess_one().avoided_kg == pytest.approx(2.3, abs=0.1)
    assert habit / assess_one(evidence=Evidence.NONE).avoided_kg == pytest.approx(3.7, abs=0.1)


def test_line_without_evidence_counts_seventy_one_per_cent_of_the_baseline_and_all_of_the_burden():
    line = assess_one(evidence=Evidence.NONE)

    assert line.avoided_kg == pytest.approx(100 * (0.71 * 147 - 27.6))
    assert line.gross_potential_kg == pytest.approx(100 * (147 - 27.6))
    assert line.avoided_per_year_kg == pytest.approx((0.71 * 147 - 27.6) / 3)


def test_additional_equipment_is_printed_as_worse_than_nothing():
    result = assess([laptops(), laptops(key="2", evidence=Evidence.ADDITIONAL)], FACTORS, seed=1)

    assert [line.facts.line.key for line in result.worse_than_new] == ["2"]
    assert result.lines[1].avoided_kg == pytest.approx(-2760)
    assert result.lines[1].avoided_range.p95 < 0
    assert result.totals.avoided_kg == pytest.approx(11_940 - 2_760)


def test_exact_model_takes_the_makers_figure():
    line = assess_one(model_slug="dell-latitude-5430")

    assert line.facts.new.id == "model:dell-latitude-5430"
    assert line.avoided_kg == pytest.approx(100 * (252.8 * 0.6 - 27.6))


def test_recorded_parts_take_the_place_of_the_category_burden():
    line = assess_one(parts=("ssd", "laptop_battery"))

    assert [factor.id for factor in line.facts.factors[1:]] == [
        "workshop:transport_per_kg",
        "workshop:process",
        "workshop:packaging",
        "part:ssd",
        "part:laptop_battery",
    ]
    assert line.facts.refurbishing_kg == pytest.approx(1.83 * 0.574 + 3 + 0.3 + 93.7 + 8.3)
    assert line.waste_avoided_kg == pytest.approx(100 * (1.83 * 0.6 - 0.4))


def test_same_part_fitted_twice_counts_twice():
    once, twice = assess_one(parts=("memory",)), assess_one(parts=("memory", "memory"))

    assert once.avoided_kg - twice.avoided_kg == pytest.approx(100 * 5.0)
    assert twice.facts.terms()["part:memory"] == -2


def test_no_part_recorded_is_not_the_same_as_parts_unknown():
    assert assess_one(parts=()).facts.refurbishing_kg < assess_one(parts=None).facts.refurbishing_kg


def test_tier_mix_is_the_share_of_the_baseline():
    result = assess([laptops(), laptops(key="2", model_slug="dell-latitude-5430", quantity=100)], FACTORS, seed=1)

    assert result.tier_mix[1] == pytest.approx(252.8 / (252.8 + 245))
    assert result.tier_mix[3] == pytest.approx(245 / (252.8 + 245))


def test_worst_lines_come_first():
    phones = laptops(key="2", category="smartphone")

    result = assess([laptops(), phones], FACTORS, seed=1)

    assert [line.facts.line.key for line in result.worst_lines(count=1)] == ["2"]


@settings(max_examples=40, deadline=None)
@given(lines_of_report, st.integers(0, 1000))
def test_total_is_the_sum_of_its_lines(lines, seed):
    result = assess(lines, FACTORS, seed=seed, draws=400)

    assert result.totals.avoided_kg == pytest.approx(sum(line.avoided_kg for line in result.lines), abs=1e-6)
    assert sum(result.tier_mix.values()) == pytest.approx(1)


@settings(max_examples=25, deadline=None)
@given(lines_of_report, st.randoms(use_true_random=False))
def test_order_of_the_lines_never_matters(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)

    first, second = assess(lines, FACTORS, seed=3, draws=200), assess(shuffled, FACTORS, seed=3, draws=200)

    assert second.totals.avoided_kg == pytest.approx(first.totals.avoided_kg, abs=1e-6)
    assert second.totals.avoided_range.p5 == pytest.approx(first.totals.avoided_range.p5, abs=1e-6)


def test_same_lines_set_and_seed_give_the_same_report():
    assert assess([laptops()], FACTORS, seed=5) == assess([laptops()], FACTORS, seed=5)


def test_report_without_lines_is_refused():
    with pytest.raises(NothingToReport):
        assess([], FACTORS, seed=1)


def test_line_of_no_unit_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        laptops(quantity=0)


@pytest.mark.parametrize("wrong", [{"category": "toaster"}, {"parts": ("antenna",)}])
def test_line_outside_the_factor_set_is_refused(wrong):
    with pytest.raises(UnknownFactor):
        assess_one(**wrong)


def test_no_source_note_makes_a_forbidden_claim():
    notes = " ".join(f"{source.title} {source.licence}" for source in FACTORS.sources.values())

    assert find_forbidden_claims(notes) == ()
