"""What the public site sends of Tabler: the rules its pages can match, and no others."""

import importlib.util
import sys
from pathlib import Path

import pytest
from django.conf import settings

SCRIPT = Path(settings.BASE_DIR) / "assets" / "trimming.py"
WORDS = {"card", "btn", "alert-"}


@pytest.fixture
def trimming(monkeypatch):
    spec = importlib.util.spec_from_file_location("trimming", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "trimming", module)  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def test_it_works(trimming):
    css = ".card{color:red}.carousel{color:blue}p{margin:0}"

    assert trimming.trim_stylesheet(css=css, words=WORDS) == ".card{color:red}p{margin:0}"


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".card .btn,.card .carousel{a:b}", ".card .btn{a:b}"),
        (".alert-info{a:b}.alert{a:b}", ".alert-info{a:b}"),
        (".btn:not(.disabled){a:b}", ".btn:not(.disabled){a:b}"),
        (".btn:is(.open,.shut){a:b}", ".btn:is(.open,.shut){a:b}"),
        ("@media (min-width:1px){.row{a:b}.card{a:b}}", "@media (min-width:1px){.card{a:b}}"),
        ("@media print{.row{a:b}}", ""),
        ("@supports (a:b){@media print{.card{a:b}}}", "@supports (a:b){@media print{.card{a:b}}}"),
        ('@charset "UTF-8";.row{a:b}', '@charset "UTF-8";'),
        (r".w-1\/2{a:b}.card{a:b}", ".card{a:b}"),
    ],
)
def test_rule_stays_where_a_page_may_match_it(trimming, css, left):
    assert trimming.trim_stylesheet(css=css, words=WORDS) == left


def test_braces_and_semicolons_in_quotes_part_nothing(trimming):
    css = """.card{background:url("data:x;{}");content:'}';a:b}p{background:url(data:a;b)}"""

    assert trimming.trim_stylesheet(css=css, words=WORDS) == css


def test_variable_that_only_an_unused_one_uses_goes_too(trimming):
    css = ":root{--a:1;--b:var(--a);--c:2}.card{width:var(--c)}"

    assert trimming.trim_stylesheet(css=css, words=WORDS) == ":root{--c:2}.card{width:var(--c)}"


def test_variable_that_a_sheet_beside_it_uses_stays(trimming):
    left = trimming.trim_stylesheet(css=":root{--a:1;--b:2}", words=WORDS, beside="p{width:var(--b)}")

    assert left == ":root{--b:2}"


def test_animation_that_nothing_runs_goes(trimming):
    css = "@keyframes spin{to{rotate:1turn}}@keyframes fade{to{opacity:0}}.card{animation:fade 1s}"

    assert "spin" not in trimming.trim_stylesheet(css=css, words=WORDS)
    assert "@keyframes fade" in trimming.trim_stylesheet(css=css, words=WORDS)


def test_licence_stays_and_other_comments_go(trimming):
    css = "/*! MIT, https://tabler.io */.card{a:b}/* not needed */"

    assert trimming.trim_stylesheet(css=css, words=WORDS) == "/*! MIT, https://tabler.io */\n.card{a:b}"


def test_words_are_those_of_a_template_and_of_what_it_names(trimming, tmp_path):
    (tmp_path / "cotton" / "timeline").mkdir(parents=True)
    (tmp_path / "page.html").write_text('{% extends "base.html" %}<c-timeline.item class="one"/>')
    (tmp_path / "base.html").write_text('<p class="two">')
    (tmp_path / "cotton" / "timeline" / "item.html").write_text('<p class="three-{{ tone }}">')

    words = trimming.words_of_templates(names=["page.html"], folder=tmp_path)

    assert {"one", "two", "three-"} <= words


def test_sheet_of_the_site_holds_what_its_pages_use(trimming):
    sheet = (Path(settings.BASE_DIR) / trimming.TRIMMED).read_text(encoding="utf-8")
    classes = {rule.prelude for rule in trimming.read_rules(sheet)}

    assert {".card", ".btn", ".container-xl"} <= {name for prelude in classes for name in prelude.split(",")}
    assert ".carousel" not in sheet
    assert "--tblr-border-width:" in sheet


def test_sheet_of_the_site_is_that_of_the_templates_of_now(trimming):
    """`make assets` writes it again."""
    sheet = (Path(settings.BASE_DIR) / trimming.TRIMMED).read_text(encoding="utf-8")

    assert trimming.site_sheet() == sheet
