import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.intake.codes import codes_in, fold_code

KINDS = ["apple_identifier", "part_number", "a_number", "lenovo_type", "dell_sku", "hp_board", "android_code"]


def test_it_works():
    assert list(codes_in("MK2K3NF/A", maker="apple")) == [("part_number", "MK2K3")]
    assert fold_code("part_number", "MK2K3LL/A") == "MK2K3"


@pytest.mark.parametrize(
    ("text", "maker", "code"),
    [
        ("iPad12,1", "", ("apple_identifier", "IPAD12,1")),
        ("MacBookPro18,3", "apple", ("apple_identifier", "MACBOOKPRO18,3")),
        ("Mac14,2", "apple", ("apple_identifier", "MAC14,2")),
        ("FK2K3ZD/A", "", ("part_number", "MK2K3")),  # refurbished by Apple: the same part
        ("A2338", "apple", ("a_number", "A2338")),
        ("20XW005PFR", "lenovo", ("lenovo_type", "20XW")),
        ("20xw005pfr", "", ("lenovo_type", "20XW")),
        ("20XW", "lenovo", ("lenovo_type", "20XW")),
        ("0A20", "dell", ("dell_sku", "0A20")),
        ("645", "dell", ("dell_sku", "0645")),  # a spreadsheet took the zero for nothing
        ("8AB3", "hp", ("hp_board", "8AB3")),
        ("SM-A536B/DS", "samsung", ("android_code", "SM-A536B")),
        ("sm-a536b", "", ("android_code", "SM-A536B")),
        ("3Y2M4EA#ABF", "hp", ("part_number", "3Y2M4EA")),
    ],
)
def test_code_is_known_for_what_it_is(text, maker, code):
    assert code in list(codes_in(text, maker=maker))


@pytest.mark.parametrize(
    ("text", "maker"), [("0A20", ""), ("20XW", "dell"), ("A2338", "samsung"), ("iPad12,1", "lenovo")]
)
def test_code_of_one_maker_is_not_taken_for_anothers(text, maker):
    strong = {kind for kind, _ in codes_in(text, maker=maker)} - {"part_number", "android_code"}

    assert strong == set()


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        ("ThinkPad T14 2021", "lenovo"),  # a year
        ("Latitude 5420", "dell"),
        ("EliteBook 8450", "hp"),
        ("iPhone 13 mini", "apple"),
        ("Galaxy A54", "samsung"),
    ],
)
def test_word_of_a_name_is_no_code(text, maker):
    assert {kind for kind, _ in codes_in(text, maker=maker)} <= {"part_number", "android_code"}


@pytest.mark.parametrize("text", ["", "  ", "a" * 41])
def test_what_is_no_code_gives_none(text):
    assert list(codes_in(text, maker="")) == []


@given(st.text(), st.sampled_from(KINDS))
def test_folding_a_code_twice_changes_nothing(text, kind):
    assert fold_code(kind, fold_code(kind, text)) == fold_code(kind, text)
