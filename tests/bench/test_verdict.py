import pytest

from bench.lighthouse.verdict import LEAST, figures_of, median_of, shortcomings

GOOD = {"performance": 0.97, "accessibility": 1.0, "best-practices": 1.0, "seo": 0.9, "transferred_kb": 180.0}


def report(**changes) -> dict:
    scores = {**GOOD, **changes}
    return {
        "categories": {name: {"score": scores[name]} for name in GOOD if name != "transferred_kb"},
        "audits": {"total-byte-weight": {"numericValue": scores["transferred_kb"] * 1024}},
    }


def test_it_works():
    assert figures_of(report()) == GOOD


def test_score_that_lighthouse_could_not_give_counts_as_none():
    assert figures_of(report(performance=None))["performance"] == 0.0


def test_page_that_did_not_load_is_refused_with_the_reason():
    failed = {"runtimeError": {"code": "NO_FCP", "message": "The page did not paint any content."}}

    with pytest.raises(ValueError, match="NO_FCP: The page did not paint"):
        figures_of(failed)


def test_median_is_taken_figure_by_figure():
    runs = [{**GOOD, "performance": score, "transferred_kb": kb} for score, kb in ((0.5, 3), (0.9, 1), (0.95, 2))]

    assert median_of(runs) == {**GOOD, "performance": 0.9, "transferred_kb": 2}


def test_page_at_the_least_falls_short_of_nothing():
    assert shortcomings({"home": {**GOOD, **LEAST}}) == []


@pytest.mark.parametrize("category", LEAST)
def test_page_below_the_least_is_named_with_its_score(category):
    (sentence,) = shortcomings({"home": {**GOOD, category: 0.5}})

    assert sentence.startswith(f"home: {category} 0.50, at least ")
