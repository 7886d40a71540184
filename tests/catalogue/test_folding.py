from hypothesis import given
from hypothesis import strategies as st

from catalogue.folding import fold


def test_it_works():
    assert fold("ThinkPad T14 Gen 2") == "thinkpad t14 gen 2"


def test_fold_accents_and_case_are_gone():
    assert fold("Écran Été") == "ecran ete"


def test_fold_punctuation_parts_words():
    assert fold("iPad14,5 / SM-A536B") == "ipad14 5 sm a536b"


def test_fold_plus_is_a_word():
    assert fold("Galaxy Tab A9+") == "galaxy tab a9 plus"


def test_fold_full_width_signs_are_plain():
    assert fold("Ｐｉｘｅｌ\N{NO-BREAK SPACE}7") == "pixel 7"


@given(st.text())
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)
