"""The word lists: conditions, owners, tick boxes, kinds of devices, makers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.intake.categories import fold_category_words, read_category
from fleet.intake.conditions import damage_in, read_condition
from fleet.intake.makers import fold_maker, maker_of_name
from fleet.intake.ownership import read_owner, read_yes_no
from tests.fleet.intake.catalogue_rows import shipped_words

WORDS = fold_category_words(shipped_words())


def test_it_works():
    assert read_condition("Très bon état") == ("A", "works")
    assert read_owner("Corporate") == "organisation"
    assert read_category("PC portable", words=WORDS) == "laptop"
    assert fold_maker("Dell Inc.") == "dell"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("B", ("B", "")),
        ("grade c", ("C", "")),
        ("Bon", ("B", "works")),
        ("BON ÉTAT", ("B", "works")),
        ("HS", ("", "dead")),
        ("H.S.", ("", "dead")),
        ("en panne", ("", "faulty")),
        ("broken", ("", "faulty")),
        ("Mauvais état", ("D", "")),
        ("Bon (rayures)", ("B", "works")),
        ("B - écran rayé", ("B", "")),
        ("HS : écran", ("", "dead")),
        ("à voir avec Paul", None),
        ("", None),
    ],
)
def test_condition_is_grade_and_function(text, condition):
    assert read_condition(text) == condition


@pytest.mark.parametrize(
    ("remark", "word"),
    [
        ("charnière cassée", "cassee"),
        ("éclat écran", "eclat"),
        ("Cracked back, Paul knows", "cracked"),
        ("rachat 450,00 €", ""),
        ("cassette", ""),
        ("", ""),
    ],
)
def test_damage_is_named_by_its_word_alone(remark, word):
    assert damage_in(remark) == word


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("company", "organisation"),
        ("Personal", "person"),
        ("BYOD", "person"),
        ("Leased", "lessor"),
        ("Crédit-bail", "lessor"),
        ("Région", "funder"),
        ("Aline Moreau", ""),
        ("", ""),
    ],
)
def test_owner_is_one_of_our_words(text, owner):
    assert read_owner(text) == owner


@pytest.mark.parametrize(
    ("text", "said"), [("True", True), ("Oui", True), ("1", True), ("FAUX", False), ("no", False), ("?", None)]
)
def test_tick_box_says_yes_no_or_nothing(text, said):
    assert read_yes_no(text) is said


@pytest.mark.parametrize(
    ("text", "category"),
    [
        *(
            ("Laptops", "laptop"),
            ("UC", "desktop"),
            ("Écran", "monitor"),
            ("Tablette", "tablet"),
            ("PC", ""),
            ("Mac", ""),
        ),
        *(("Vidéoprojecteur", "projector"), ("Borne WiFi", "network"), ("Machine à café", "small_appliance")),
        *(("Console de jeu", "console"), ("Micro-casque", "headset"), ("SERVEURS", "server"), ("Copieur", "printer")),
    ],
)
def test_kind_of_device_is_a_category(text, category):
    assert read_category(text, words=WORDS) == category


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("iPhone 27", "smartphone"),
        ("Asus Chromebook C204MA", "chromebook"),
        ("PC portable Chromebook Acer", "chromebook"),
        ("ThinkPad L15 Gen 3", "laptop"),
        ("Galaxy Tab S10", "tablet"),
        ("Galaxy Watch7", "wearable"),
        ("Galaxy Z Flip 5", "smartphone"),
        ("HP Color LaserJet Pro M454dw", "printer"),
        ("Ecran Iiyama XB2483", "monitor"),
        ("Nintendo Switch 2", "console"),
        ("Vidéoprojecteur Optoma", "projector"),
        *(("Cisco Switch 9200", ""), ("Pavilion", ""), ("", "")),
    ],
)
def test_name_of_an_unknown_model_tells_its_category(name, category):
    assert WORDS.category_within(name) == category


def test_kind_of_device_is_known_by_the_words_that_are_given_alone():
    words = fold_category_words([("Électroménager", "drill"), ("?!", "nothing")])

    assert dict(words.meanings) == {"electromenager": "drill"}
    assert read_category("electro-ménager", words=words) == read_category("Laptops", words=words) == ""


@pytest.mark.parametrize(
    ("name", "maker"),
    [
        ("ThinkPad T14", "lenovo"),
        ("HP EliteBook 840", "hp"),
        ("Hewlett Packard 250", "hp"),
        ("iPhone 13", "apple"),
        ("SM-A536B", "samsung"),
        ("Thing 7", ""),
        ("", ""),
    ],
)
def test_name_gives_its_maker_away(name, maker):
    assert maker_of_name(name) == maker


@given(st.text())
def test_any_text_is_a_word_or_none(text):
    assert read_condition(text) is None or len(read_condition(text)) == 2
    assert read_owner(text) in ("", "organisation", "person", "lessor", "funder")
    assert read_yes_no(text) in (True, False, None)
    assert fold_maker(fold_maker(text)) == fold_maker(text)
    assert isinstance(read_category(text, words=WORDS) + damage_in(text) + maker_of_name(text), str)
