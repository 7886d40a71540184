"""The files that the project ships, held against each other."""

import json
from collections import Counter, defaultdict

import pytest

from catalogue.condition import FunctionalState, Grade
from catalogue.folding import fold
from catalogue.loading.command import DATA
from impact.method.factors import load_factor_set
from impact.reporting import FACTOR_SET
from tests.catalogue.shipped import shipped_catalogue
from tests.pages.test_icons import listed

MODELS = shipped_catalogue()
BOOKS = [json.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("prices-*.json"))]
PRICES = BOOKS[-1]
STOCK = json.loads((DATA / "stock-2026-11.json").read_text("utf-8"))
CATEGORIES = {category["slug"]: category for category in MODELS["categories"]}
BY_SLUG = {model["slug"]: model for model in MODELS["models"]}


def sizes_of(model: dict) -> set[int | None]:
    return {variant.get("storage_gb") for variant in model.get("variants", [])} or {None}


def test_it_works():
    assert len(BY_SLUG) == len(MODELS["models"]) >= 1190


def test_models_have_a_size_only_where_they_store():
    for model in BY_SLUG.values():
        assert not model.get("variants") or CATEGORIES[model["category"]].get("has_storage", False), model["slug"]


def test_models_of_phones_and_tablets_all_have_their_sizes():
    for model in BY_SLUG.values():
        assert model["category"] not in ("smartphone", "tablet") or model.get("variants"), model["slug"]


def test_models_of_at_least_ten_categories_have_three_or_more():
    counts = Counter(model["category"] for model in BY_SLUG.values())

    assert set(counts) == set(CATEGORIES)
    assert min(counts.values()) >= 3


def test_categories_name_an_icon_of_the_sprite():
    assert {category["icon"] for category in CATEGORIES.values()} <= listed()


def test_categories_name_a_factor_that_there_is_or_none():
    named = {category["impact_category"] for category in CATEGORIES.values() if "impact_category" in category}

    assert named == set(load_factor_set(FACTOR_SET).categories)


def test_categories_with_a_battery_deduction_have_a_battery():
    deducted = {row["category"] for row in PRICES["battery"]}

    assert deducted == {slug for slug, category in CATEGORIES.items() if category.get("has_battery")}


def test_models_sources_are_all_used():
    names = ("launched_on", "supported_until_on", "weight_kg")
    figures = [model[name]["source"] for model in BY_SLUG.values() for name in names if name in model]
    keys = [group["source"] for model in BY_SLUG.values() for group in model["keys"]]

    assert set(MODELS["sources"]) == {*figures, *keys}


def test_models_every_figure_has_a_source_of_the_list_and_a_year():
    names = ("launched_on", "supported_until_on", "weight_kg")
    figures = {(model["slug"], name): model[name] for model in BY_SLUG.values() for name in names if name in model}

    assert len(figures) >= 1190
    for place, figure in figures.items():
        assert figure["source"] in MODELS["sources"], place
        assert 2005 <= figure["year"] <= 2026, place


def test_models_all_but_chromebooks_have_a_launch():
    without = {model["category"] for model in BY_SLUG.values() if "launched_on" not in model}

    assert without == {"chromebook"}
    assert all("supported_until_on" in model for model in BY_SLUG.values() if "launched_on" not in model)


def test_models_no_two_of_a_maker_share_a_name():
    names = Counter((model["maker"], model["name"].casefold()) for model in BY_SLUG.values())

    assert [name for name, count in names.items() if count > 1] == []


def test_categories_are_named_in_both_languages():
    assert all(category["name_en"] and category["name_fr"] and category["icon"] for category in CATEGORIES.values())


def test_categories_keep_a_share_of_their_price():
    kept = {row["category"] for row in PRICES["retention"]}

    assert "*" in kept or set(CATEGORIES) <= kept


def test_models_key_of_two_models_is_one_that_the_maker_gave_to_both():
    owners = defaultdict(set)
    for model in BY_SLUG.values():
        for group in model["keys"]:
            for key in group["keys"]:
                owners[group["kind"], fold(key)].add(model["slug"])

    shared = {key: slugs for key, slugs in owners.items() if len(slugs) > 1}

    assert shared == {("a_number", "a2338"): {"apple-macbook-pro-13-m1", "apple-macbook-pro-13-m2"}}


def test_models_key_implies_a_size_that_the_model_was_sold_in():
    for model in BY_SLUG.values():
        implied = {group["storage_gb"] for group in model["keys"] if "storage_gb" in group}
        assert implied <= sizes_of(model), model["slug"]


def test_models_name_or_alias_is_of_one_model():
    owners = defaultdict(set)
    makers = {maker["slug"]: maker["name"] for maker in MODELS["makers"]}
    for model in BY_SLUG.values():
        named = [key for group in model["keys"] if group["kind"] in ("name", "alias") for key in group["keys"]]
        for name in [*named, model["name"], f"{makers[model['maker']]} {model['name']}"]:
            owners[fold(name)].add(model["slug"])

    assert [slugs for slugs in owners.values() if len(slugs) > 1] == []


def test_prices_say_that_they_are_samples():
    assert all("demonstration" in book["note"] for book in BOOKS)
    assert "Sample" in STOCK["note"]


def test_prices_base_is_for_a_size_that_the_model_was_sold_in():
    for row in PRICES["base"]:
        assert row["storage_gb"] in sizes_of(BY_SLUG[row["model"]]), row


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book["version"])
def test_prices_name_models_of_the_catalogue(book):
    assert {row["model"] for row in book["new_price"]} <= set(BY_SLUG)


def test_prices_every_model_has_one_when_new():
    assert {row["model"] for row in PRICES["new_price"]} == set(BY_SLUG)


@pytest.mark.parametrize("category", ["console", "printer", "server", "wearable", "small_appliance", "projector"])
def test_prices_condition_grid_of_a_category_unlike_the_others_is_complete(category):
    own = [(row["grade"], row["functional_state"]) for row in PRICES["condition"] if row["category"] == category]

    assert sorted(own) == sorted((grade, state) for grade in Grade.values for state in FunctionalState.values)


def test_prices_later_book_pays_no_more_for_the_same_device():
    keyed = [{(row["model"], row["storage_gb"]): float(row["amount"]) for row in book["base"]} for book in BOOKS]
    before, after = keyed

    assert all(after[key] <= before[key] for key in before)


def test_prices_larger_size_is_bought_for_no_less():
    rows = defaultdict(list)
    for row in PRICES["base"]:
        rows[row["model"]].append((row["storage_gb"] or 0, float(row["amount"])))

    for model, prices in rows.items():
        amounts = [amount for _, amount in sorted(prices)]
        assert amounts == sorted(amounts), model


def test_prices_used_is_bought_for_less_than_new():
    new = {row["model"]: float(row["amount"]) for row in PRICES["new_price"]}

    assert all(float(row["amount"]) < new[row["model"]] for row in PRICES["base"])


def test_prices_condition_grid_is_complete():
    every = {(row["grade"], row["functional_state"]) for row in PRICES["condition"] if row["category"] == "*"}

    assert every == {(grade, state) for grade in Grade.values for state in FunctionalState.values}


def test_stock_of_each_reconditioner_is_of_several_categories():
    offered = defaultdict(set)
    for offer in STOCK["offers"]:
        offered[offer["reconditioner"]].add(BY_SLUG[offer["model"]]["category"])

    assert len(offered) == 2
    assert min(len(categories) for categories in offered.values()) >= 6


@pytest.mark.parametrize("offer", STOCK["offers"], ids=lambda offer: offer["sku"])
def test_stock_offer_is_sold_above_cost_in_a_size_that_the_model_was_sold_in(offer):
    model = BY_SLUG[offer["model"]]

    assert float(offer["unit_price_amount"]) > float(offer["unit_cost_amount"])
    assert offer.get("storage_gb") in sizes_of(model)
    assert (offer["seller_of_record"], offer["vat_scheme"]) == ("resale", "standard")
