import json
from importlib import resources

import pytest

from impact.method.factors import UnknownFactor, load_factor_set, read_factor_set

CATEGORIES = {
    "smartphone",
    "tablet",
    "laptop",
    "chromebook",
    "desktop",
    "all_in_one",
    "monitor",
    "workstation",
    "server",
    "console",
    "printer",
    "wearable",
    "small_appliance",
}


def published() -> dict:
    return json.loads(resources.files("impact.method").joinpath("factor_sets", "2026-11.json").read_text("utf-8"))


def every_factor():
    factor_set = load_factor_set("2026-11")
    categories = [factor for one in factor_set.categories.values() for factor in (one.new, one.refurbishing)]
    return [*categories, *factor_set.models.values(), *factor_set.parts.values(), *factor_set.workshop.values()]


def test_it_works():
    laptop = load_factor_set("2026-11").category("laptop")

    assert (laptop.new.spread.central, laptop.life_new_years, laptop.life_second_years) == (245, 5, 3)
    assert laptop.new.source.publisher == "Boavizta"


def test_set_covers_every_category_of_the_catalogue():
    assert set(load_factor_set("2026-11").categories) == CATEGORIES


@pytest.mark.parametrize("factor", every_factor(), ids=lambda factor: factor.id)
def test_factor_tells_where_it_comes_from(factor):
    assert factor.note
    assert factor.where
    assert factor.source.licence
    assert 2010 <= factor.year <= 2026


@pytest.mark.parametrize("factor", every_factor(), ids=lambda factor: factor.id)
def test_factor_of_an_exact_model_names_the_makers_document(factor):
    assert (factor.tier == 1) == factor.id.startswith("model:")
    assert factor.tier != 1 or factor.where.startswith("https://")


@pytest.mark.parametrize("slug", sorted(CATEGORIES))
def test_refurbishing_emits_less_than_making_a_new_device(slug):
    category = load_factor_set("2026-11").category(slug)

    assert category.refurbishing.spread.central < category.new.spread.central


def test_smartphone_agrees_with_what_ademe_published_per_year_of_use():
    category = load_factor_set("2026-11").category("smartphone")

    # ADEME 2022 with its own N of 84 kg: 24.6 kg CO2e per year of use.
    per_year = 84 / category.life_new_years - category.refurbishing.spread.central / category.life_second_years

    assert per_year == pytest.approx(24.6)


def test_exact_model_goes_before_its_category():
    factor_set = load_factor_set("2026-11")

    assert factor_set.new_device(model_slug="dell-latitude-5430", category="laptop").id == "model:dell-latitude-5430"
    assert factor_set.new_device(model_slug="dell-latitude-5440", category="laptop").id == "new:laptop"
    assert factor_set.new_device(model_slug=None, category="laptop").id == "new:laptop"


def test_set_knows_the_digest_of_its_file():
    first = load_factor_set("2026-11")

    assert len(first.sha256) == 64
    assert first is load_factor_set("2026-11")


@pytest.mark.parametrize(
    "ask",
    [
        lambda factor_set: factor_set.category("toaster"),
        lambda factor_set: factor_set.part("antenna"),
        lambda factor_set: load_factor_set("1999-01"),
    ],
)
def test_what_the_set_does_not_name_is_refused(ask):
    with pytest.raises(UnknownFactor):
        ask(load_factor_set("2026-11"))


def test_range_out_of_order_is_refused():
    data = published()
    data["parts"]["ssd"]["low"] = 1000

    with pytest.raises(ValueError, match="low <= central <= high"):
        read_factor_set(data, sha256="")


def test_unknown_tier_is_refused():
    data = published()
    data["parts"]["ssd"]["tier"] = 5

    with pytest.raises(ValueError, match="part:ssd"):
        read_factor_set(data, sha256="")


def test_source_that_is_not_listed_is_refused():
    data = published()
    data["parts"]["ssd"]["source"] = "hearsay"

    with pytest.raises(KeyError, match="hearsay"):
        read_factor_set(data, sha256="")
